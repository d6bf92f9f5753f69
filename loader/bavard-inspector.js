// The inspector: what `<bavard-chat debug>` fetches besides the chat. Everything of it is in inspector/.

export { inspect } from './inspector/panel.js';
