// The loader: defines <bavard-chat>, draws the closed launcher, and fetches the rest only when it is wanted. It holds no
// state of the conversation, so that a page pays for what it uses.
//
// One file for `<script type="module">`, a plain `<script>`, and bundlers. So there is no `import.meta`, which a plain
// script cannot even parse: `import('./…')` is relative to this file in all three.

(() => {
  const script = document.currentScript; // none in a module

  const once = (load) => {
    let pending;
    return () => (pending ??= load().catch((error) => {
      pending = undefined; // the next visitor's act tries again
      throw error;
    }));
  };

  // A plain script from another origin has no address that imports are relative to, but its element tells it. And some
  // browsers remember a module that failed to load: another address makes them ask again.
  const file = (name, load) => {
    let tries = 0;
    const again = async (query) => {
      const path = `./${name}${query}`;
      return import(/* webpackIgnore: true */ /* @vite-ignore */ script?.src ? new URL(path, script.src).href : path);
    };
    return once(() => (tries++ ? again(`?${tries}`) : load().catch(() => again(''))));
  };
  const loadFrame = file('bavard-frame.js', () => import('./bavard-frame.js'));
  const loadTeaser = file('bavard-teaser.js', () => import('./bavard-teaser.js'));

  // What must look right before bavard.css is there: the launcher, and a window that does not show yet. When bavard.css
  // cannot be had, a bare window says so. A page's own rules for every element (`* { … }`) reach the host, so that what
  // the launcher stands on is important; a page moves it by the properties.
  const style = new CSSStyleSheet();
  style.replaceSync(`
:host{color-scheme:light dark;--x:calc(var(--bavard-offset-inline,20px) + env(safe-area-inset-right,0px));--size:var(--bavard-launcher-size,56px);--pad:calc(var(--size)/2 - 13px)}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host(:not([placement=inline])){position:fixed!important;inset:auto!important;inset-block-end:calc(var(--bavard-offset-block,20px) + env(safe-area-inset-bottom,0px))!important;inset-inline-end:var(--x)!important;z-index:var(--bavard-z-index,2147483000)!important;inline-size:auto!important;block-size:auto!important;margin:0!important;padding:0!important;border:0!important;transform:none!important;filter:none!important;opacity:1!important;overflow:visible!important}
:host([placement=bottom-right]){left:auto!important;right:var(--x)!important}
:host([placement=bottom-left]){left:var(--x)!important;right:auto!important}
:host([placement=inline]){display:block}
:host([hidden]),:host([placement=inline]) .launcher,.window,[data-bare],.opened,:host([open]) .closed{display:none}
.closed,:host([open]) .opened{display:contents}
.launcher{all:initial;color-scheme:inherit;visibility:inherit;position:relative;box-sizing:border-box;display:grid;grid-auto-flow:column;place-content:center;align-items:center;min-inline-size:var(--size);block-size:var(--size);padding-inline:var(--pad);border-radius:var(--bavard-launcher-radius,calc(var(--size)/2));cursor:pointer;font:600 .9375rem/1 var(--bavard-font,system-ui,sans-serif);white-space:nowrap;background:var(--bavard-launcher-background,var(--bavard-accent,oklch(.55 .17 262)));color:var(--bavard-launcher-color,var(--bavard-accent-text,#fff));box-shadow:0 1px 3px rgb(0 0 0/.16),0 6px 20px rgb(0 0 0/.18)}
.launcher:focus-visible{outline:2px solid var(--bavard-accent,oklch(.55 .17 262));outline-offset:2px}
.launcher svg{inline-size:26px;block-size:26px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
::slotted([slot^=launcher]){pointer-events:none}
::slotted([slot=launcher]){margin-inline:calc(0px - var(--pad))}
::slotted([slot=launcher-label]){margin-inline:8px 4px}
:host([open]) [data-bare]{all:initial;display:block;position:absolute;inset-block-end:72px;inset-inline-end:0;inline-size:max-content;padding:12px;background:Canvas;color:CanvasText;font:15px system-ui}
@media (forced-colors:active){.launcher{border:1px solid ButtonText}}
@media print{:host(:not([placement=inline])){display:none}}
`);

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

  // A change of one of these makes it another conversation.
  const conversation = ['endpoint', 'model-urn', 'channel', 'language', 'library', 'user-id'];
  const observed = [...conversation, 'open', 'heading', 'subheading', 'avatar', 'placement', 'preload', 'strings', 'stylesheet', 'teaser', 'debug'];
  const reflected = [...observed, 'session-timeout', 'theme', 'voice', 'speak', 'persist', 'token-url', 'teaser-delay', 'image-hosts', 'consent', 'feedback'];
  const property = (name) => name.replace(/-./g, (hyphen) => hyphen[1].toUpperCase());

  class BavardChat extends HTMLElement {
    static observedAttributes = observed;

    #root;
    #launcher;
    // Its texts by their English words; of a number of things, the one that fits it (bavard-language.js).
    #say = (english, count, one) => (count === 1 ? one : english.replace('#', count));
    #news = ''; // what has come while the window was closed, in words
    #opened = false;
    #frame; // the window and the conversation in it, once they are there
    #teaser;
    #bare; // what says that the frame could not be loaded
    #asked; // the visitor opens it, not the page

    static {
      for (const name of reflected) {
        const flag = name === 'open' || name === 'debug';
        Object.defineProperty(this.prototype, property(name), {
          get() { return flag ? this.hasAttribute(name) : this.getAttribute(name); },
          set(value) {
            if (flag) this.toggleAttribute(name, !!value);
            else if (value == null) this.removeAttribute(name);
            else this.setAttribute(name, value);
          },
        });
      }
      for (const name of ['send', 'select', 'sendEvent', 'update', 'restart']) {
        this.prototype[name] = async function (...given) { return (await this.#load()).ask(name, ...given); };
      }
    }

    connectedCallback() {
      // What a page set before this file was there hides the accessors.
      for (const name of reflected.map(property)) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      if (!this.#root) this.#draw();
      this.#preload();
      this.#tease();
      this.#follow();
    }

    // An app that moves the element by moveBefore() moves everything with it.
    connectedMoveCallback() {}

    disconnectedCallback() {
      // One that takes it out and puts it back in one task moves it too.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#opened = false;
        this.#frame?.end();
        this.#teaser = this.#teaser?.end();
      });
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#root || before === after) return;
      if (conversation.includes(name)) this.#label(this.#frame?.renew());
      else if (name === 'strings' || name === 'stylesheet') this.#dress(name);
      else if (name === 'preload') this.#preload();
      else if (name === 'teaser') this.#tease();
      else if (name === 'placement' || name === 'open') this.#follow(name === 'open' && 'page');
      else this.#frame?.label();
    }

    openChat() { this.setAttribute('open', ''); }
    closeChat() { this.removeAttribute('open'); }
    toggleChat() { this.toggleAttribute('open'); }
    async showTeaser(text) { (await this.#teasing()).show(text); }
    async stop() { return this.#frame?.stop(); }
    transcript() { return this.#frame?.transcript() ?? []; }

    get #language() { return this.getAttribute('language') || (this.closest('[lang]') ?? document.documentElement).lang || 'en'; }
    get #isInline() { return this.getAttribute('placement') === 'inline'; }
    get #isOpen() { return this.isConnected && (this.#isInline || this.hasAttribute('open')); }

    #draw() {
      const slot = (name, ...content) => element('slot', { name }, ...content);
      this.#launcher = element('button', { class: 'launcher', part: 'launcher', type: 'button', 'aria-haspopup': 'dialog', 'aria-controls': 'window' },
        element('span', { class: 'closed' }, slot('launcher', glyph('M4.5 20c1.2-1 1.8-2 2-3.3a8.5 7.2 0 1 1 3.2 1.5C8.2 19.2 6.5 19.9 4.5 20z')), slot('launcher-label')),
        element('span', { class: 'opened' }, glyph('M6 9.5l6 6 6-6')));
      this.#launcher.addEventListener('click', () => {
        this.#asked = 'visitor';
        this.toggleChat();
      });
      this.#launcher.addEventListener('slotchange', () => this.#label());
      this.#root = this.attachShadow({ mode: 'open' });
      this.#root.append(this.#launcher);
      this.#root.adoptedStyleSheets = [style];
      this.#dress('strings');
      this.#dress('stylesheet');
    }

    // What the frame and the teaser may do with the element.
    #shell() {
      const chat = this;
      return {
        host: chat,
        root: chat.#root,
        launcher: chat.#launcher,
        element,
        glyph,
        get isInline() { return chat.#isInline; },
        get isOpen() { return chat.#isOpen; },
        get language() { return chat.#language; },
        say: (...text) => chat.#say(...text),
        speak: (say) => chat.#label((chat.#say = say)),
        tell: (type, detail) => chat.#tell(type, detail),
        news: (words) => chat.#label((chat.#news = words)),
        open: () => chat.#launcher.click(),
        load: () => chat.#load().then((frame) => frame.preload()).catch(() => {}),
      };
    }

    #follow(asked) {
      const open = this.#isOpen;
      const by = this.#asked ?? asked;
      this.#asked = undefined;
      this.#bare?.remove();
      this.#label();
      if (open !== this.#opened) {
        this.#opened = open;
        this.#tell(open ? 'bavard-open' : 'bavard-close');
        if (open) this.#teaser?.dismiss();
      }
      if (open) this.#load().then((frame) => this.#isOpen && frame.show(by), (error) => this.#fail(error));
      else this.#frame?.hide();
    }

    // "Chat" is said in every language; whoever hears it should not have to wait for a file of words.
    #name(open) {
      const name = this.#say(open ? 'Close chat' : 'Open chat');
      return name !== 'Open chat' || /^en/i.test(this.#language) ? name : 'Chat';
    }

    #label() {
      const open = this.hasAttribute('open');
      const launcher = this.#launcher;
      const named = [...launcher.querySelectorAll('slot')].some((slot) => slot.assignedElements().some((given) => given.textContent.trim() || given.alt));
      launcher.setAttribute('aria-expanded', open);
      // Who sees words there says these words to a voice control.
      if (named && !open) launcher.removeAttribute('aria-label');
      else launcher.setAttribute('aria-label', this.#name(open) + (this.#news && `, ${this.#news}`));
      this.#frame?.label();
    }

    // Both are wanted before the window is: the launcher has words and a look too.
    #dress(name) {
      if (this.hasAttribute(name) || this.#frame) this.#load().then((frame) => frame.dress(name)).catch(() => {});
    }

    #preload() {
      const preload = () => { if (this.isConnected) this.#shell().load(); };
      switch (this.getAttribute('preload')) {
        case 'none': break;
        case 'eager': preload(); break;
        case 'idle': (window.requestIdleCallback ?? setTimeout)(preload); break;
        default: for (const hint of ['pointerenter', 'focus']) this.#launcher.addEventListener(hint, preload, { once: true });
      }
    }

    async #teasing() {
      const { Teaser } = await loadTeaser();
      return (this.#teaser ??= new Teaser(this.#shell()));
    }

    #tease() {
      if (this.hasAttribute('teaser')) this.#teasing().then((teaser) => teaser.plan()).catch(() => {}); // nobody waits for it
      else this.#teaser?.plan();
    }

    async #load() {
      const { Frame } = await loadFrame();
      return (this.#frame ??= new Frame(this.#shell()));
    }

    // As the frame says that the rest could not be loaded, for when the frame itself could not.
    #fail({ message }) {
      const retry = element('button', { part: 'retry', type: 'button' }, this.#say('Try again'));
      this.#bare = element('section', { part: 'window banner', role: 'alert', 'data-bare': '' }, `${this.#say('The chat could not be loaded.')} `, retry);
      retry.addEventListener('click', () => this.#follow());
      this.#root.prepend(this.#bare);
      this.#tell('bavard-error', { code: 14, status: 'UNAVAILABLE', message, retryable: true });
    }

    #tell(type, detail = {}) {
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    }
  }

  if (!customElements.get('bavard-chat')) customElements.define('bavard-chat', BavardChat);

  // <script src="…/bavard.js" data-model-urn="…"> is a chat at the end of the page with these attributes.
  const place = () => {
    for (const tag of document.querySelectorAll('script[data-model-urn]:not([data-placed])')) {
      const chat = document.createElement('bavard-chat');
      for (const { name, value } of tag.attributes) if (name.startsWith('data-')) chat.setAttribute(name.slice(5), value);
      tag.dataset.placed = '';
      document.body.append(chat);
    }
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place);
  else place();
})();
