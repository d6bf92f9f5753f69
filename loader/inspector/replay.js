// Plays a recording back in a chat of its own: its calls are answered with what was recorded, and what the visitor did is
// done again. No server is asked, and the page's own handlers are not called.

import { fromBase64 } from './recording.js';

const longestPause = 3000;

/**
 * A chat that plays `recording`, and a promise of its end. `chat` is not in the document yet: put it where it should play.
 * Taking it out of the document ends the replay.
 */
export function replay({ head, lines }, tell = () => {}) {
  const calls = lines.filter((line) => line.kind === 'call');
  const left = [...calls];
  const chat = document.createElement('bavard-chat');
  const attributes = { 'model-urn': head.model, channel: head.channel, language: head.language, placement: 'inline', persist: 'none', heading: 'Replay' };
  for (const [name, value] of Object.entries(attributes)) if (value) chat.setAttribute(name, value);
  chat.fetch = async (request) => answer(take(left, request.url), request.signal);
  const returned = calls.map((call) => call.request?.payload?.requested_data).filter(Boolean);
  const recordedData = (id) => {
    const index = returned.findIndex((data) => data.id === id);
    if (index < 0) throw new Error('the recording holds no data for this node');
    return returned.splice(index, 1)[0].data ?? {};
  };
  const nodes = new Set(returned.map((data) => data.id));
  chat.clientFetch = Object.fromEntries([...nodes].map((id) => [id, async () => recordedData(id)]));
  chat.onEscalation = async (action) => recordedData(action.id);
  const done = new Promise((resolve) => chat.addEventListener('bavard-session', resolve, { once: true }))
    .then(() => act(chat, calls, tell));
  return { chat, done };
}

async function act(chat, calls, tell) {
  await asked(chat);
  let before;
  for (const call of calls) {
    const input = call.masked ? { user_text: '••••' } : call.request?.payload?.user_input;
    const event = call.request?.payload?.dialog_event;
    if (!input && !event) continue;
    if (!chat.isConnected) return;
    await pause(Math.min(longestPause, call.at - (before ?? call.at)));
    if (input?.user_text !== undefined) await chat.send(input.user_text);
    else if (input?.selected_item) await chat.select(input.selected_item.id, input.selected_item.value);
    else if (event) await chat.sendEvent(event.type ?? 'CUSTOM', event.event_name, event.message);
    else tell('An input by keypad or voice cannot be played again; the replay ends here.');
    before = call.at + (call.took ?? 0);
  }
}

const asked = (chat) => new Promise((resolve) => chat.addEventListener('bavard-action', resolve, { once: true }));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

/** The next recorded call of the method that `url` names. */
function take(left, url) {
  const method = url.split('/').pop();
  const index = left.findIndex((call) => call.method === method);
  return index < 0 ? { method } : left.splice(index, 1)[0];
}

async function answer(call, signal) {
  await pause(Math.min(longestPause, call.took ?? 0));
  signal?.throwIfAborted();
  if (call.status === undefined && call.took === undefined && call.method !== 'Start' && call.method !== 'Execute') {
    return respond(new Uint8Array(), 'grpc-status:0\r\n'); // Status, Update and Stop that the recording does not have
  }
  if (call.bytes) return respond(fromBase64(call.bytes), 'grpc-status:0\r\n');
  const code = codes.indexOf(call.status);
  return respond(undefined, `grpc-status:${code < 0 ? 13 : code}\r\ngrpc-message:${encodeURIComponent(call.message ?? 'the recording ends here')}\r\n`);
}

const codes = ['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'];

function respond(message, trailers) {
  const frames = [];
  if (message) frames.push(frame(0, message));
  frames.push(frame(128, new TextEncoder().encode(trailers)));
  return new Response(new Blob(frames), { headers: { 'content-type': 'application/grpc-web+proto' } });
}

function frame(flag, payload) {
  const framed = new Uint8Array(5 + payload.length);
  framed[0] = flag;
  new DataView(framed.buffer).setUint32(1, payload.length);
  framed.set(payload, 5);
  return framed;
}
