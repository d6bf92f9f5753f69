// What the frame holds of the inspector: the recording, and the panel in the chat's window that shows it.

import { Panel } from './panel.js';
import { Recording } from './recording.js';
import { sheet } from './style.js';

const events = ['open', 'close', 'ready', 'session', 'message', 'action', 'escalation', 'end', 'error', 'voice', 'feedback'];
// From there on the panel has room beside the conversation.
const wide = 800;

export class Inspector {
  #host;
  #root;
  #panel;
  #ends = new AbortController();
  #room = new ResizeObserver(() => this.#place());

  /** Puts the panel into `window`, the frame of `host`, whose shadow root is `root`. */
  constructor(host, root, window) {
    this.#host = host;
    this.#root = root;
    const recording = new Recording({
      endpoint: host.getAttribute('endpoint') ?? location.origin,
      model: host.getAttribute('model-urn') ?? undefined,
      channel: host.getAttribute('channel') ?? undefined,
      language: host.getAttribute('language') ?? undefined,
      page: location.origin + location.pathname,
      browser: navigator.userAgent,
    });
    this.#panel = new Panel(recording, () => this.#place());
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    // A chat that plays a recording is within this one, and tells of itself.
    const isOfChat = ({ target }) => target === host;
    for (const name of events) {
      host.addEventListener(`bavard-${name}`, (event) => isOfChat(event) && this.take({ kind: 'event', name, detail: event.detail }), this.#ends);
    }
    for (const seen of [document.documentElement, host]) this.#room.observe(seen);
    this.move(window);
  }

  /** Another window stands for the first one. */
  move(window) {
    window.append(this.#panel.element);
    this.#place();
  }

  /** Takes what `ChatElement.watch` tells. */
  take = (told) => this.#panel.take(told);

  end() {
    this.#ends.abort();
    this.#room.disconnect();
    this.#panel.end();
    this.#panel.element.parentElement?.removeAttribute('data-inspected');
    this.#panel.element.remove();
    this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets].filter((adopted) => adopted !== sheet);
  }

  #place() {
    const isInline = this.#host.getAttribute('placement') === 'inline';
    const room = isInline ? this.#host.clientWidth : document.documentElement.clientWidth - 40;
    const beside = room >= wide && this.#panel.isOpen;
    this.#panel.element.parentElement?.setAttribute('data-inspected', beside ? 'beside' : 'below');
  }
}
