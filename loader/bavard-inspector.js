// The inspector: what `<bavard-chat debug>` fetches besides the chat. Everything of it is in inspector/.
// Also a service within the page, for pages that show the chat without one.

export { Inspector } from './inspector/inspector.js';
export { Refusal, service } from './inspector/service.js';
