// The inspector: what `<bavard-chat debug>` fetches besides the chat. Everything of it is in inspector/.

export { Inspector } from './inspector/inspector.js';
