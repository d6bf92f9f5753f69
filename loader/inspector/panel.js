// The inspector's panel: each call with request and answer, the state of the conversation, the time line of latency, and
// the recording of all of it, to keep and to play again.

import { build } from './build.js';
import { Recording } from './recording.js';
import { replay } from './replay.js';
import { sheet } from './style.js';

const kinds = { call: 'Calls', event: 'Events', latency: 'Latency', state: 'State' };
const events = ['open', 'close', 'ready', 'session', 'message', 'action', 'escalation', 'end', 'error', 'voice', 'feedback'];

/**
 * Puts an inspector into `window`, the frame of `host`, and gives back what ends it.
 * `watch` is given a function that takes what happens, and returns a function that ends the watch.
 */
export function inspect(host, root, window, watch) {
  const recording = new Recording({
    endpoint: host.getAttribute('endpoint') ?? location.origin,
    model: host.getAttribute('model-urn'),
    channel: host.getAttribute('channel') ?? undefined,
    language: host.getAttribute('language') ?? undefined,
    page: location.origin + location.pathname,
    browser: navigator.userAgent,
  });
  const panel = new Panel(recording, host);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  window.append(panel.element);
  const ends = new AbortController();
  for (const name of events) {
    host.addEventListener(`bavard-${name}`, ({ detail }) => panel.take({ kind: 'event', name, detail }), ends);
  }
  const unwatch = watch((told) => panel.take(told));
  return () => {
    ends.abort();
    unwatch();
    panel.element.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  };
}

class Panel {
  #recording;
  #rows = new Map(); // line of the recording: its row
  #list = build('ol', { class: 'inspector-list', tabindex: '0', 'aria-label': 'What happened' });
  #shown = new Set(Object.keys(kinds));
  #words = '';
  #note = build('p', { class: 'inspector-note', role: 'status' });
  #stage = build('div', { class: 'inspector-stage', hidden: '' });

  constructor(recording, host) {
    this.#recording = recording;
    this.host = host;
    this.element = build('details', { class: 'inspector', part: 'inspector', open: '' },
      build('summary', {}, 'Inspector'), this.#tools(), this.#list, this.#note, this.#stage);
    // Escape in here is not meant for the chat's window.
    this.element.addEventListener('keydown', (event) => event.stopPropagation());
  }

  take(told) {
    const line = this.#recording.take(told);
    if (!line) return;
    const before = this.#rows.get(line);
    const row = this.#row(line);
    this.#rows.set(line, row);
    if (before) {
      if (before.open) row.open = true;
      before.closest('li').replaceChildren(row);
      return;
    }
    const end = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    const item = build('li', { 'data-kind': line.kind }, row);
    item.hidden = !this.#matches(line);
    this.#list.append(item);
    for (const gone of [...this.#rows.keys()].slice(0, Math.max(0, this.#rows.size - this.#recording.lines.length))) {
      this.#rows.get(gone).closest('li').remove();
      this.#rows.delete(gone);
    }
    if (end) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #tools() {
    const words = build('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter' });
    words.addEventListener('input', () => {
      this.#words = words.value.trim().toLowerCase();
      this.#filter();
    });
    const boxes = Object.entries(kinds).map(([kind, label]) => {
      const box = build('input', { type: 'checkbox', checked: '' });
      box.addEventListener('change', () => {
        this.#shown[box.checked ? 'add' : 'delete'](kind);
        this.#filter();
      });
      return build('label', {}, box, label);
    });
    const file = build('input', { type: 'file', accept: '.jsonl', hidden: '', tabindex: '-1' });
    file.addEventListener('change', () => {
      const [chosen] = file.files;
      file.value = '';
      if (chosen) this.#play(chosen);
    });
    const button = (name, label, act) => {
      const made = build('button', { type: 'button', 'data-do': name }, label);
      made.addEventListener('click', act);
      return made;
    };
    return build('div', { class: 'inspector-tools' }, words, ...boxes,
      button('copy', 'Copy', () => this.#copy()),
      button('export', 'Export', () => this.#export()),
      button('replay', 'Replay', () => file.click()),
      button('clear', 'Clear', () => this.#clear()), file);
  }

  #matches(line) {
    return this.#shown.has(line.kind) && (!this.#words || JSON.stringify(line).toLowerCase().includes(this.#words));
  }

  #filter() {
    for (const [line, row] of this.#rows) row.closest('li').hidden = !this.#matches(line);
  }

  #row(line) {
    const at = build('span', { class: 'inspector-at' }, `${line.at} ms`);
    const row = build('details', {}, build('summary', {}, at, ...summary(line)));
    // The JSON is made when somebody looks at it.
    row.addEventListener('toggle', () => {
      if (row.open && row.children.length === 1) row.append(...contents(line));
    });
    return row;
  }

  async #copy() {
    const lines = this.#recording.lines.filter((line) => this.#matches(line));
    const text = JSON.stringify(lines.map(({ bytes, ...line }) => line), null, 2);
    await navigator.clipboard.writeText(text).then(
      () => this.#say(`${lines.length} lines copied.`),
      () => this.#say('The browser does not let this page copy. Use Export.'),
    );
  }

  #export() {
    const url = URL.createObjectURL(new Blob([this.#recording.toText()], { type: 'application/jsonl' }));
    build('a', { href: url, download: 'conversation.jsonl' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  async #play(file) {
    try {
      this.#stage.hidden = false;
      const { chat, done } = replay(Recording.parse(await file.text()), (words) => this.#say(words));
      const close = build('button', { type: 'button' }, 'End the replay');
      close.addEventListener('click', () => {
        this.#stage.replaceChildren();
        this.#stage.hidden = true;
      });
      this.#stage.replaceChildren(close, chat);
      await done;
      this.#say('The replay is over.');
    } catch (error) {
      this.#say(error.message);
    }
  }

  #clear() {
    this.#recording.clear();
    this.#rows.clear();
    this.#list.replaceChildren();
  }

  #say(words) { this.#note.textContent = words; }
}

function summary(line) {
  switch (line.kind) {
    case 'call': {
      const failed = line.status && line.status !== 'OK';
      const outcome = line.took === undefined ? '…' : `${line.status ?? 'OK'} · ${line.took} ms · ${line.sent} + ${line.size} B`;
      return [build('b', {}, line.method), action(line), build('span', failed ? { class: 'inspector-failed' } : {}, outcome)];
    }
    case 'event': return [build('b', {}, `bavard-${line.name}`), line.detail?.text ?? line.detail?.state ?? line.detail?.type ?? ''];
    case 'latency': return [build('b', {}, line.what), line.after === undefined ? '' : `${line.after} ms`];
    case 'state': return [build('b', {}, line.state.phase), line.state.masked ? 'masked' : ''];
    default: return [line.kind];
  }
}

/** Which action an answer came to, such as `qa_action`. */
function action(line) {
  const payload = line.response?.payload ?? {};
  return Object.keys(payload).find((name) => name.endsWith('_action')) ?? '';
}

function contents(line) {
  const json = (title, value) => value === undefined ? [] : [build('h4', {}, title), build('pre', {}, JSON.stringify(value, null, 2))];
  if (line.kind !== 'call') return json('Detail', line.detail ?? line.state ?? line);
  const request = line.masked ? 'Hidden: it answers a masked question.' : line.request;
  return [...json('Request', request), ...json('Answer', line.response), ...json('Words', line.message || undefined)];
}
