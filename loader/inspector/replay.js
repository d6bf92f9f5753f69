// Plays a recording back in a chat of its own: its calls are answered with what was recorded, and what the visitor did is
// done again. No server is asked, and the page's own handlers are not called.

import { Refusal, service } from './service.js';

// In milliseconds. Visitors think for minutes, which nobody wants to see again; what the service and the page took shows
// what the visitor waited for.
const longestThought = 1200;
const longestWait = 15_000;

/**
 * A chat that plays `recording`, and a promise of its end. `chat` is not in the document yet: put it where it should play.
 * Taking it out of the document ends the replay.
 */
export function replay({ head, lines }, tell = () => {}) {
  const calls = lines.filter((line) => line.kind === 'call');
  const answers = [...calls];
  const chat = document.createElement('bavard-chat');
  const attributes = { 'model-urn': head.model ?? 'replay', channel: head.channel, language: head.language, placement: 'inline', persist: 'none', heading: 'Replay' };
  for (const [name, value] of Object.entries(attributes)) if (value) chat.setAttribute(name, value);
  // What came before the recording is not known: it begins with a silent session.
  if (calls[0]?.method !== 'Start') answers.unshift(unseen('Start', { session_id: 'replay' }), unseen('Execute', { qa_action: {} }));
  chat.fetch = service((method) => answered(next(answers, method)));
  const returned = calls.map((call) => call.request?.payload?.requested_data).filter(Boolean);
  const pages = lines.filter((line) => line.kind === 'page');
  const recorded = async (id) => {
    const asked = pages.findIndex(({ node }) => node === id);
    await pause(Math.min(longestWait, pages.splice(asked, asked < 0 ? 0 : 1)[0]?.took ?? 0));
    const index = returned.findIndex((data) => data.id === id);
    if (index < 0) throw new Error('the recording holds no data for this node');
    return returned.splice(index, 1)[0].data ?? {};
  };
  chat.clientFetch = Object.fromEntries(returned.map(({ id }) => [id, () => recorded(id)]));
  chat.onEscalation = (action) => recorded(action.id);
  const done = new Promise((resolve) => chat.addEventListener('bavard-action', resolve, { once: true })).then(() => act(chat, calls, tell));
  return { chat, done };
}

const unseen = (method, payload) => ({ method, took: 0, status: 'OK', response: { payload } });

/** Does what the visitor did. What failed then fails now: that is no reason to stop. */
async function act(chat, calls, tell) {
  let before; // the call before
  for (const call of calls) {
    const input = inputOf(call, before);
    if (input) {
      await pause(Math.min(longestThought, call.at - before.at - (before.took ?? 0)));
      if (!chat.isConnected) return;
      await enter(chat, input, tell).catch((error) => tell(error.message));
    }
    before = call;
  }
}

/** What the visitor did to have a call made; nothing for calls that the widget makes by itself. */
function inputOf({ method, masked, request }, before) {
  if (!before) return undefined;
  if (method === 'Start') return { restart: true };
  const { da_action: data, continue_action: wait, escalation_action: person } = before.response?.payload ?? {};
  if (method !== 'Execute' || data || wait || person) return undefined;
  if (masked) return { user_text: '••••' };
  const { user_input: input, dialog_event: event } = request?.payload ?? {};
  return input ?? (event && { event });
}

async function enter(chat, { user_text: text, selected_item: item, event, restart }, tell) {
  if (restart) await chat.restart();
  else if (text !== undefined) await chat.send(text);
  else if (item) await chat.select(item.id, item.value);
  else if (event) await chat.sendEvent(event.type ?? 'SUCCESS', event.event_name, event.message);
  else tell('What was said by keypad or voice cannot be played again.');
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

/** The next recorded call of that method; without one, that it went well, or that there is no more. */
function next(answers, method) {
  const index = answers.findIndex((call) => call.method === method);
  if (index >= 0) return answers.splice(index, 1)[0];
  if (method !== 'Start' && method !== 'Execute') return unseen(method);
  throw new Refusal('INTERNAL', 'The recording ends here.');
}

async function answered({ took = 0, status, message, response }) {
  await pause(Math.min(longestWait, took));
  if (status !== 'OK') throw new Refusal(status, message);
  return response;
}
