// Everything that the types of <bavard-chat> offer, used once as a page without a framework would.
import 'bavard';
import type { ActionDetail, ChatAttributes, Data, SelectableItem, TranscriptEntry } from 'bavard';

const chat = document.createElement('bavard-chat');

const attributes: Required<ChatAttributes> = {
  endpoint: 'https://dialog.example.com',
  'model-urn': 'urn:nuance-mix:tag:model/coffee/mix.dialog',
  channel: 'default',
  language: 'en-US',
  library: 'default',
  'user-id': 'miranda',
  'session-timeout': 900,
  heading: 'Coffee bar',
  subheading: 'Open until six',
  avatar: 'bot.png',
  placement: 'bottom-left',
  open: '',
  preload: 'idle',
  theme: 'dark',
  strings: 'strings.json',
  stylesheet: 'chat.css',
  voice: 'push-to-talk',
  speak: 'on',
  persist: 'none',
  'token-url': '/token',
  teaser: 'Coffee?',
  'teaser-delay': '5s',
  'image-hosts': 'images.example.com',
  consent: 'We keep what you write for a week.',
  feedback: 'thumbs',
  debug: '',
};
for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, String(value));

chat.getToken = async () => 'token';
chat.clientFetch = {
  get_coffee_price: async (data, { signal }) => {
    const size: unknown = data['COFFEE_SIZE'];
    await fetch(`/price?size=${size}`, { signal });
    return { returnCode: '0', coffee_price: '4.25' };
  },
  '*': () => ({ returnCode: '1' }),
};
chat.onEscalation = async ({ id, data }) => ({ returnCode: '0', id, ...data });
chat.sessionData = { user_name: 'Miranda', visits: 3, preferences: { milk: ['oat'] } };
chat.clientData = { page: 'home' };
chat.fetch = async (request) => new Response(request.url);
chat.selectables = {
  colors: (items: SelectableItem[], pick) => {
    const list = document.createElement('ul');
    for (const item of items) list.addEventListener('click', () => pick(item));
    return list;
  },
};

chat.openChat();
chat.closeChat();
chat.toggleChat();
const turns: Promise<void>[] = [
  chat.send('a latte'),
  chat.select('answer', 'yes'),
  chat.sendEvent('CUSTOM', 'left', 'the visitor left the page'),
  chat.sendEvent('NO_INPUT'),
  chat.update({ user_name: 'Miranda' }),
  chat.restart(),
  chat.stop(),
];
const entries: TranscriptEntry[] = chat.transcript();
const delivery: 'sending' | 'waiting' | 'delivered' | 'failed' | undefined = entries[0]?.delivery;

chat.addEventListener('bavard-ready', ({ detail }) => void detail);
chat.addEventListener('bavard-open', ({ detail }) => void detail);
chat.addEventListener('bavard-close', ({ detail }) => void detail, { once: true });
chat.addEventListener('bavard-session', ({ detail }) => void (detail.state === 'resumed' && detail.sessionId));
chat.addEventListener('bavard-message', ({ detail }) => void (detail.kind === 'divider' && detail.text.length));
chat.addEventListener('bavard-escalation', ({ detail }) => void detail.data);
chat.addEventListener('bavard-end', ({ detail }) => void detail.id);
chat.addEventListener('bavard-error', ({ detail }) => void (detail.code.toFixed() + detail.status + detail.message + detail.retryable));
chat.addEventListener('bavard-voice', ({ detail }) => void detail.state);
chat.addEventListener('bavard-feedback', ({ detail }) => void (detail.value === 'up' && detail.comment));
chat.addEventListener('click', (event) => void event.clientX);
const acted = ({ detail }: CustomEvent<ActionDetail>): Data => detail.data;
document.addEventListener('bavard-action', acted);
document.removeEventListener('bavard-action', acted);

// @ts-expect-error a placement that there is not
const placement: ChatAttributes = { placement: 'top' };
// @ts-expect-error an event type that there is not
void chat.sendEvent('SHOUT');
// @ts-expect-error a session has a state, not a status
chat.addEventListener('bavard-session', ({ detail }) => detail.status);
// @ts-expect-error data of the dialog is JSON
chat.sessionData = { when: new Date() };

export { delivery, placement, turns };
