// The loader: defines <bavard-chat>, draws the launcher and the frame of the window, and fetches the rest (style, glue,
// WebAssembly) only when it is wanted. It holds no state of the conversation, so that a page pays for what it uses.

const here = new URL('.', import.meta.url);
const file = (name) => new URL(name, here);

// What must look right before bavard.css is there: the launcher, and a window that does not show yet. When bavard.css
// cannot be had, a bare window says so.
const launcherStyle = new CSSStyleSheet();
launcherStyle.replaceSync(`
:host{position:fixed;inset-block-end:calc(20px + env(safe-area-inset-bottom,0px));inset-inline-end:calc(20px + env(safe-area-inset-right,0px));z-index:var(--bavard-z-index,2147483000);color-scheme:light dark}
:host([placement=bottom-left]){inset-inline:calc(20px + env(safe-area-inset-left,0px)) auto}
:host([placement=inline]){position:relative;inset:auto;z-index:auto;display:block}
:host([hidden]),:host([placement=inline]) .launcher,.window{display:none}
.launcher{display:grid;place-items:center;inline-size:56px;block-size:56px;padding:0;border:0;border-radius:50%;cursor:pointer;background:var(--bavard-accent,oklch(.55 .17 262));color:var(--bavard-accent-text,#fff);box-shadow:0 1px 3px rgb(0 0 0/.16),0 6px 20px rgb(0 0 0/.18);transition:translate .16s ease-out,scale .16s ease-out}
.launcher:hover{translate:0 -1px}
.launcher:active{scale:.97}
.launcher:focus-visible{outline:2px solid var(--bavard-accent,oklch(.55 .17 262));outline-offset:2px}
.launcher svg{inline-size:26px;block-size:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
:host([open]) [data-bare]{display:block;position:fixed;inset-block-end:88px;inset-inline-end:20px;padding:12px 16px;border-radius:12px;background:Canvas;color:CanvasText;font:15px/1.5 system-ui;box-shadow:0 2px 20px rgb(0 0 0/.3)}
@media (prefers-reduced-motion:reduce){.launcher{transition:none}}
@media (forced-colors:active){.launcher{border:1px solid ButtonText}}
`);

const once = (load) => {
  let pending;
  const forget = () => { pending = undefined; };
  return Object.assign(() => (pending ??= load().catch((error) => {
    forget(); // the next visitor's act tries again
    throw error;
  })), { forget });
};

const loadStyle = once(async () => {
  const answer = await fetch(file('bavard.css'));
  if (!answer.ok) throw new Error(`bavard.css: HTTP ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
});

let attempts = 0;
const loadApp = once(async () => {
  // Some browsers remember a module that failed to load; another address makes them ask again.
  const glue = file(attempts++ ? `bavard-app.js?${attempts}` : 'bavard-app.js').href;
  const [app, { guard, remains }] = await Promise.all([import(glue), import(file('bavard-guard.js'))]);
  const wasm = await app.default({ module_or_path: file('bavard-app_bg.wasm') });
  const guarded = guard(app, wasm, glue, (error) => {
    loadApp.forget();
    for (const end of [...running]) end(error);
  });
  return { app, guarded, remains };
});
// Told when the program that they all share has broken down.
const running = new Set();

const element = (name, properties, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const glyph = (path) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg.namespaceURI, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
};

const speechBubble = 'M12 4c-4.7 0-8.5 3.2-8.5 7.2 0 2.2 1.2 4.2 3 5.5-.1 1-.5 2.2-1.3 3.1 1.7-.1 3.3-.8 4.4-1.7.8.2 1.6.3 2.4.3 4.7 0 8.5-3.2 8.5-7.2S16.7 4 12 4z';
const chevron = 'M6 9.5l6 6 6-6';
const cross = 'M6.5 6.5l11 11M17.5 6.5l-11 11';

class BavardChat extends HTMLElement {
  static observedAttributes = ['open', 'heading', 'subheading', 'avatar', 'placement'];

  #parts; // the drawn frame: launcher, window, heading, subheading, avatar, panel
  #connecting; // promise of the conversation in the panel
  #conversation; // the conversation itself, once it is there
  #program; // what it runs in
  #end = (error) => this.#break(error);

  connectedCallback() {
    this.#parts ??= this.#draw();
    this.#label();
    if (this.#isOpen) this.#show();
    else this.#preload();
  }

  disconnectedCallback() {
    // An app that moves the element takes it out and puts it back in one task: that is no removal.
    queueMicrotask(() => {
      if (!this.isConnected) this.#disconnect();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#parts || before === after) return;
    if (name !== 'open') this.#label();
    if (name === 'open' || name === 'placement') {
      if (this.#isOpen) this.#show();
      else if (name === 'open') this.#hide();
    }
  }

  openChat() { this.setAttribute('open', ''); }
  closeChat() { this.removeAttribute('open'); }
  toggleChat() { this.toggleAttribute('open'); }

  async send(text) { return this.#ask('send', text); }
  async select(id, value) { return this.#ask('select', id, value); }
  async sendEvent(type, name, message) { return this.#ask('sendEvent', type, name, message); }
  async update(data) { return this.#ask('update', data); }
  async restart() { return this.#ask('restart'); }
  async stop() { return this.#connecting && this.#ask('stop'); }
  transcript() { return this.#conversation?.transcript() ?? []; }

  get #isInline() { return this.getAttribute('placement') === 'inline'; }
  get #isOpen() { return this.#isInline || this.hasAttribute('open'); }

  #draw() {
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [launcherStyle];
    const launcher = element('button', { class: 'launcher', part: 'launcher', type: 'button', 'aria-haspopup': 'dialog' });
    const avatar = element('img', { class: 'avatar', alt: '' });
    const heading = element('h2', { class: 'heading', part: 'heading', id: 'heading' });
    const subheading = element('p', { class: 'subheading' });
    const close = element('button', { class: 'close', part: 'close', type: 'button', 'aria-label': 'Close chat' }, glyph(cross));
    const header = element('header', { class: 'header', part: 'header' }, avatar, element('div', { class: 'titles' }, heading, subheading), close);
    const panel = element('div', { class: 'panel' });
    const window = element('section', { class: 'window', part: 'window', role: 'dialog', 'aria-labelledby': 'heading', tabindex: '-1' }, header, panel);
    launcher.addEventListener('click', () => this.toggleChat());
    close.addEventListener('click', () => this.closeChat());
    window.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.#isInline) this.closeChat();
    });
    root.append(window, launcher);
    return { root, launcher, window, avatar, heading, subheading, panel };
  }

  #label() {
    const { launcher, avatar, heading, subheading } = this.#parts;
    heading.textContent = this.getAttribute('heading') || 'Chat';
    subheading.textContent = this.getAttribute('subheading') ?? '';
    subheading.hidden = !subheading.textContent;
    const picture = this.getAttribute('avatar');
    avatar.hidden = !picture;
    if (picture) avatar.src = picture;
    const open = this.hasAttribute('open');
    launcher.setAttribute('aria-expanded', String(open));
    launcher.setAttribute('aria-label', open ? 'Close chat' : 'Open chat');
    launcher.replaceChildren(glyph(open ? chevron : speechBubble));
  }

  #preload() {
    const preload = () => { loadStyle().catch(() => {}); loadApp().catch(() => {}); };
    switch (this.getAttribute('preload')) {
      case 'none': break;
      case 'eager': preload(); break;
      case 'idle': (window.requestIdleCallback ?? setTimeout)(() => this.isConnected && preload()); break;
      default:
        for (const hint of ['pointerenter', 'focus']) this.#parts.launcher.addEventListener(hint, preload, { once: true });
    }
  }

  async #show() {
    this.#label();
    this.#tell('bavard-open');
    await this.#fill();
    const { root, window, panel } = this.#parts;
    if (!this.#isInline && this.#isOpen && !panel.contains(root.activeElement)) this.#focus(window);
  }

  async #fill() {
    if (!this.#conversation) this.#skeleton();
    this.#connect().catch(() => {}); // shown in the panel
    const { root, window } = this.#parts;
    const style = await loadStyle().catch(() => undefined);
    window.toggleAttribute('data-bare', !style);
    if (style && !root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [launcherStyle, style];
  }

  #hide() {
    this.#label();
    this.#parts.launcher.focus({ focusVisible: false });
    this.#tell('bavard-close');
  }

  // On a touch screen a focused composer would raise the keyboard over what the visitor came to read.
  #focus(window) {
    const composer = matchMedia('(pointer: coarse)').matches ? null : window.querySelector('[part~=input]');
    (composer ?? window).focus({ preventScroll: true });
  }

  #skeleton() {
    const line = () => element('i', {});
    this.#parts.panel.replaceChildren(element('div', { class: 'skeleton', 'aria-hidden': 'true' }, line(), line(), line()));
  }

  #connect() {
    return (this.#connecting ??= this.#load().catch((error) => {
      this.#connecting = undefined;
      if (this.isConnected) this.#apologise(error);
      throw error;
    }));
  }

  async #load() {
    if (!this.getAttribute('model-urn')) {
      throw Object.assign(new Error('The model-urn attribute is missing.'), { code: 3, status: 'INVALID_ARGUMENT' });
    }
    const program = await loadApp();
    if (!this.isConnected) throw new Error('The element was removed.');
    const { window, panel, root } = this.#parts;
    const waitedFor = root.activeElement === window;
    panel.replaceChildren();
    this.#program = program;
    running.add(this.#end);
    this.#conversation = program.guarded(() => program.app.connect(this, panel));
    this.#tell('bavard-ready');
    if (waitedFor) this.#focus(window);
    return this.#conversation;
  }

  async #ask(method, ...given) {
    const conversation = await this.#connect();
    return this.#program.guarded(() => conversation[method](...given));
  }

  // What was said stays in view; a fresh conversation takes up what the tab has kept of it.
  #break(error) {
    const { panel } = this.#parts;
    const said = this.#program.remains(panel);
    this.#conversation?.__destroy_into_raw(); // what would be freed is gone
    this.#conversation = this.#connecting = undefined;
    running.delete(this.#end);
    this.#apologise(error);
    panel.prepend(said);
    said.scrollTop = said.scrollHeight;
  }

  #apologise({ code = 14, status = 'UNAVAILABLE', message }) {
    const retryable = code > 12;
    const banner = element('div', { class: 'banner', part: 'banner', role: 'alert' },
      element('span', {}, code === 13 ? 'Something went wrong on our side.' : retryable ? 'The chat could not be loaded.' : 'This chat is not set up yet.'));
    if (retryable) {
      const retry = element('button', { class: 'retry', part: 'retry', type: 'button' }, 'Try again');
      retry.addEventListener('click', () => this.#fill());
      banner.append(retry);
    }
    this.#parts.panel.replaceChildren(banner);
    console.error(`<bavard-chat>: ${message}`);
    this.#tell('bavard-error', { code, status, message, retryable });
  }

  #disconnect() {
    this.#connecting = undefined;
    running.delete(this.#end);
    this.#conversation?.free();
    this.#conversation = undefined;
    this.#parts.panel.replaceChildren();
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get('bavard-chat')) customElements.define('bavard-chat', BavardChat);
