// One line of the recording, as it is listed and as it is read.

import { build } from './build.js';
import { shownAsJson } from './json.js';

/** A row to open; `copy` is called with what its buttons should copy. */
export function row(line, copy) {
  const { name, about, outcome, failed } = inShort(line);
  const shown = build('details', { class: 'line', 'aria-label': name },
    build('summary', { tabindex: '-1' },
      build('span', { class: 'kind', 'aria-hidden': 'true' }),
      build('b', {}, name),
      build('span', { class: 'gist' }, about ?? ''),
      build('span', { class: failed ? 'outcome failed' : 'outcome' }, outcome ?? ''),
      build('span', { class: 'bar', 'aria-hidden': 'true' }, build('i', {}))));
  // The JSON is made when somebody looks at it.
  shown.addEventListener('toggle', () => {
    if (shown.open && shown.children.length === 1) shown.append(...inFull(line, copy));
  });
  return shown;
}

function inShort(line) {
  switch (line.kind) {
    case 'call': return {
      name: line.method,
      about: [asked(line), answered(line)].filter(Boolean).join(' → '),
      outcome: line.took === undefined ? 'running' : [line.status === 'OK' ? '' : line.status, duration(line.took), size(line.sent + line.size)].filter(Boolean).join(' · '),
      failed: line.status && line.status !== 'OK',
    };
    case 'page': return { name: line.does, about: line.node, outcome: line.took === undefined ? 'running' : duration(line.took) };
    case 'latency': return { name: line.name, about: timers[line.name]?.[line.outcome] ?? line.outcome ?? 'running', outcome: duration(line.after) };
    case 'event': return { name: `bavard-${line.name}`, about: ofEvent(line.detail), failed: line.name === 'error' };
    default: return { name: line.state.phase, about: [line.state.masked && 'masked', line.state.selectables && `${line.state.selectables} choices`].filter(Boolean).join(', ') };
  }
}

// What it means for the visitor that a timer ran out, or was cancelled.
const timers = {
  delay: { over: 'the latency message is shown', cancelled: 'the answer came first' },
  minimum: { over: 'the latency message was read' },
  'back-off': { over: 'tried again' },
};

function asked({ method, masked, request }) {
  if (masked) return 'hidden';
  if (method === 'Start') return request?.payload?.model_ref?.uri?.split(':').pop();
  const { user_input: input, dialog_event: event, requested_data: data } = request?.payload ?? {};
  if (input?.user_text !== undefined) return `“${input.user_text}”`;
  if (input?.selected_item) return `${input.selected_item.id} = ${input.selected_item.value}`;
  if (input) return Object.keys(input)[0];
  if (event) return event.event_name || event.type;
  return data?.id;
}

function answered({ response }) {
  const [action, held] = Object.entries(response?.payload ?? {}).find(([name]) => name.endsWith('_action')) ?? [];
  return action && [action.replace('_action', ''), held.id].filter(Boolean).join(' ');
}

function ofEvent(detail) {
  const { masked, text, state, type, message } = detail ?? {};
  return masked ? '••••' : text ?? state ?? type ?? message;
}

function inFull(line, copy) {
  if (line.kind !== 'call') return section('Detail', line.detail ?? line.state ?? line, copy);
  return [
    ...(line.masked ? [build('p', {}, 'The request is hidden: it answers a masked question.')] : section('Request', line.request, copy)),
    ...(line.message ? [build('p', { class: 'failed' }, `${line.status}: ${line.message}`)] : []),
    ...section('Answer', line.response, copy),
  ];
}

function section(title, value, copy) {
  if (value === undefined) return [];
  const button = build('button', { type: 'button', 'aria-label': `Copy ${title.toLowerCase()}`, click: () => copy(JSON.stringify(value, null, 2)) }, 'Copy');
  return [build('div', { class: 'section' }, build('h4', {}, title), button), shownAsJson(value)];
}

export const duration = (milliseconds) => (milliseconds < 10_000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`);
const size = (bytes) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`);
