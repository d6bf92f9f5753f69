// The frame: the window around a conversation, and what ties it to the page: focus, attributes, style, the conversation's
// beginning and end. The loader (bavard.js) fetches it when the chat may soon be opened; it fetches style, glue and
// WebAssembly, all at once, and what only some pages or visitors need when they need it.

// The same as in bavard.css.
const phone = matchMedia('(max-width: 480px), (max-height: 480px) and (pointer: coarse)');
const loadPhone = () => import('./bavard-phone.js');

const once = (load) => {
  let pending;
  const forget = () => { pending = undefined; };
  return Object.assign(() => (pending ??= load().catch((error) => {
    forget(); // the next visitor's act tries again
    throw error;
  })), { forget });
};

const fetched = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
  return answer;
};
const sheet = async ({ href }) => new CSSStyleSheet({ baseURL: href }).replace(await (await fetched(href)).text());
const loadStyle = once(() => sheet(new URL('./bavard.css', import.meta.url)));

const here = import.meta.url;
let attempts = 0;
const loadApp = once(async () => {
  const wasm = fetched(new URL('./bavard-app_bg.wasm', import.meta.url));
  wasm.catch(() => {}); // heard of below, if the glue is there
  // Some browsers remember a module that failed to load; another address makes them ask again.
  const { href: glue } = new URL(attempts ? `bavard-app.js?${attempts}` : 'bavard-app.js', here);
  const again = () => import(/* webpackIgnore: true */ /* @vite-ignore */ glue);
  const [app, { guard, remains }] = await Promise.all([attempts++ ? again() : import('./bavard-app.js'), import('./bavard-guard.js')]);
  const guarded = guard(app, await app.default({ module_or_path: wasm }), glue, (error) => {
    loadApp.forget();
    for (const end of [...running]) end(error);
  });
  return { app, guarded, remains };
});
// Told when the program that they all share has broken down.
const running = new Set();

const baseOf = (tag) => tag.toLowerCase().split(/[-_]/)[0];

const fault = (message) => Object.assign(new Error(message), { code: 3, status: 'INVALID_ARGUMENT' });

// Whether the visitor writes into something of the page's, or perhaps does.
const isWriting = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return !!active && (active.isContentEditable || /^(INPUT|TEXTAREA|SELECT|IFRAME)$/.test(active.tagName));
};

export class Frame {
  #shell; // what the loader lets it do
  #window; // a dialog, or a section of the page when it is inline
  #header;
  #titles;
  #empty; // the page's own content for as long as nothing was said
  #panel;
  #footer;
  #connecting; // promise of the conversation in the panel
  #conversation; // the conversation itself, once it is there
  #program; // what it runs in
  #end = (error) => this.#break(error);
  #beginnings = 0; // tells a beginning whether it is still the last one
  #renewing = false;
  #turned = () => this.#stand(); // a phone was turned, a window made narrow
  #screen; // promise of what a phone needs while the window is open
  #unread; // promise of the count of messages that nobody has seen
  #inspector; // what the `debug` attribute shows
  #style; // bavard.css
  #wanted; // the language that is spoken, or will be when its words are there: a tag
  #words; // what is spoken, as bavard-language.js has it; nothing for English
  #speaking; // promise that it is
  #ownSheet; // that of the `stylesheet` attribute, which has the last word

  constructor(shell) {
    const { host, root, element, glyph } = (this.#shell = shell);
    const slot = (name, ...content) => element('slot', { name }, ...content);
    const avatar = element('img', { class: 'avatar', part: 'avatar', alt: '' });
    avatar.addEventListener('error', () => (avatar.hidden = true));
    const heading = element('h2', { class: 'heading', part: 'heading' });
    const subheading = element('p', { class: 'subheading', part: 'subheading' });
    this.#titles = { avatar, heading, subheading };
    const close = element('button', { class: 'close', part: 'close', type: 'button' }, glyph('M6.5 6.5l11 11M17.5 6.5l-11 11'));
    close.addEventListener('click', () => host.closeChat());
    this.#header = element('div', { class: 'header', part: 'header' }, slot('header', avatar, element('div', { class: 'titles' }, heading, subheading)), close);
    this.#empty = element('div', { class: 'empty', part: 'empty', hidden: '' }, slot('empty'));
    this.#panel = element('div', { class: 'panel' });
    this.#footer = element('div', { class: 'footer', part: 'footer' }, slot('footer'));
    this.#window = this.#drawWindow();
    root.prepend(this.#window);
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || shell.isInline || !shell.isOpen) return;
      event.preventDefault();
      host.closeChat();
    });
    host.addEventListener('bavard-message', (event) => event.target === host && this.#hear(event.detail));
    this.label();
    this.#speak(shell.language);
  }

  // Fetches what the first opening needs.
  preload() {
    for (const load of [loadStyle, loadApp, ...(phone.matches ? [loadPhone] : [])]) load().catch(() => {});
  }

  // Shows the window; `by` says who wanted it: the visitor, the page, or nobody when it is open from the start.
  async show(by) {
    this.#connect();
    this.#unread?.then((unread) => unread.read());
    this.#style = await loadStyle().catch(() => undefined);
    this.#window.toggleAttribute('data-bare', !this.#style);
    this.#adopt();
    if (!this.#shell.isOpen) return;
    this.#stand();
    phone.addEventListener('change', this.#turned);
    const { isInline, root } = this.#shell;
    const wanted = phone.matches || by === 'visitor' || (by === 'page' && !isWriting());
    if (wanted && !isInline && !this.#panel.contains(root.activeElement)) this.#focus();
  }

  // Hides it, and gives the focus back if it was inside.
  hide() {
    const { root, launcher } = this.#shell;
    const hadFocus = this.#window.contains(root.activeElement);
    phone.removeEventListener('change', this.#turned);
    this.#leave();
    if (hadFocus) launcher.focus({ preventScroll: true });
  }

  // Ends the conversation and everything that runs for the element.
  end() {
    phone.removeEventListener('change', this.#turned);
    this.#leave();
    this.#unread?.then((unread) => unread.read());
    this.#disconnect();
  }

  // Begins anew, because the element now stands for another conversation. Changes made together begin one.
  renew() {
    if (this.#renewing || !(this.#connecting || this.#shell.isOpen)) return;
    this.#renewing = true;
    queueMicrotask(() => {
      this.#renewing = false;
      this.#disconnect();
      if (this.#shell.isOpen) this.#connect();
    });
  }

  // Promise of the conversation, which begins if there is none.
  connect() {
    if (this.#connecting) return this.#connecting;
    const beginning = ++this.#beginnings;
    this.#skeleton();
    this.#connecting = this.#begin(beginning).catch((error) => {
      if (beginning === this.#beginnings) {
        this.#connecting = undefined;
        if (error.declined) this.#panel.replaceChildren();
        else this.#apologise(error);
      }
      throw error;
    });
    return this.#connecting;
  }

  // Has the conversation do what a method of the element is for.
  async ask(method, ...given) {
    const conversation = await this.connect();
    return this.#program.guarded(() => conversation[method](...given));
  }

  // Ends the session, if there is one.
  async stop() { return this.#connecting && this.ask('stop'); }

  // The entries so far.
  transcript() { return this.#conversation?.transcript() ?? []; }

  // Follows the attributes that are only words and pictures.
  label() {
    const { host, say } = this.#shell;
    const { avatar, heading, subheading } = this.#titles;
    heading.textContent = host.getAttribute('heading') || say('Chat');
    // A page's own header takes the heading's place, and the window keeps its name.
    this.#window.setAttribute('aria-label', heading.textContent);
    subheading.textContent = host.getAttribute('subheading') ?? '';
    subheading.hidden = !subheading.textContent;
    const picture = host.getAttribute('avatar') ?? '';
    avatar.hidden = !picture;
    if (avatar.getAttribute('src') !== picture) avatar.setAttribute('src', picture);
    this.#header.lastChild.setAttribute('aria-label', say('Close chat'));
    if (this.#connecting) this.#inspect();
  }

  // Follows the `debug` attribute.
  async #inspect() {
    const { host, root } = this.#shell;
    const isWanted = () => host.isConnected && host.hasAttribute('debug');
    if (isWanted() && !this.#inspector) {
      try {
        const { Inspector } = await import('./bavard-inspector.js');
        if (!isWanted() || this.#inspector) return;
        this.#inspector = new Inspector(host, root, this.#window);
        this.#conversation?.watch(this.#inspector.take);
      } catch (error) {
        console.warn(`<bavard-chat debug>: ${error.message}`);
      }
    } else if (!isWanted() && this.#inspector) {
      this.#conversation?.watch();
      this.#inspector = this.#inspector.end();
    }
  }

  // Follows the `strings` or the `stylesheet` attribute.
  async dress(name) {
    const { host } = this.#shell;
    const given = host.getAttribute(name);
    if (name === 'strings') return this.#speak(this.#wanted);
    try {
      const content = given && (await sheet(new URL(given, document.baseURI)));
      if (host.getAttribute(name) !== given) return;
      const before = this.#ownSheet;
      this.#ownSheet = content;
      this.#adopt(before);
    } catch (error) {
      console.warn(`<bavard-chat ${name}>: ${error.message}`);
    }
  }

  // Speaks a language from now on. English needs nothing, unless the page has words of its own.
  #speak(tag) {
    const { host, launcher, speak } = this.#shell;
    const strings = host.getAttribute('strings');
    this.#wanted = tag;
    if (baseOf(tag) === 'en' && !strings && !this.#words) {
      this.#panel.lang = tag;
      return;
    }
    const speaking = import('./bavard-language.js').then(async ({ language, redraw }) => {
      const words = await language(tag, strings);
      if (this.#speaking !== speaking) return; // another one is wanted meanwhile
      this.#words = words;
      speak(words.say);
      for (const part of [launcher, this.#header.lastChild, this.#panel]) part.lang = words.lang;
      for (const part of [this.#header, this.#panel]) part.dir = words.dir;
      const speakNow = () => this.#program.guarded(() => this.#conversation.speak(words.tag, words.say));
      if (this.#conversation) redraw(this.#window, speakNow);
    }).catch((error) => console.warn(`<bavard-chat>: ${error.message}`));
    this.#speaking = speaking;
  }

  // The bot speaks the language of its last message, and so does the window.
  #answer() {
    const { lang } = [...this.#panel.querySelectorAll('.chunk:last-child .message[lang]')].at(-1) ?? {};
    if (lang && baseOf(lang) !== baseOf(this.#wanted)) this.#speak(lang);
  }

  #drawWindow() {
    const { host, element, isInline } = this.#shell;
    const window = element(isInline ? 'section' : 'dialog', { class: 'window', part: 'window', id: 'window', 'aria-label': this.#titles.heading.textContent, role: isInline ? 'region' : 'dialog', tabindex: '-1' },
      this.#header, this.#empty, this.#panel, this.#footer);
    // A phone's way back and Escape ask a modal dialog to close; it closes with the element or not at all.
    window.addEventListener('cancel', (event) => {
      if (event.target !== window) return;
      event.preventDefault();
      host.closeChat();
    });
    window.addEventListener('close', () => {
      if (window === this.#window && this.#shell.isOpen && !window.open) host.closeChat();
    });
    return window;
  }

  // On a phone the window is modal: the page behind is covered, so it is out of reach for keyboards and screen readers too.
  // The browser's own modal dialog sees to that, and is above whatever the page has. Elsewhere visitors go on reading.
  #stand() {
    const { root, isInline, isOpen } = this.#shell;
    if (!isOpen) return;
    const focused = root.activeElement;
    if (isInline !== (this.#window.localName === 'section')) {
      this.#leave();
      const before = this.#window;
      this.#window = this.#drawWindow();
      before.replaceWith(this.#window);
      this.#inspector?.move(this.#window);
    }
    const window = this.#window;
    if (isInline) return;
    const modal = phone.matches;
    if (window.open && window.matches(':modal') === modal) return;
    this.#leave();
    if (modal) {
      window.setAttribute('aria-modal', 'true');
      window.showModal();
      this.#screen = loadPhone().then(({ PhoneScreen }) => new PhoneScreen(this.#shell.host, window)).catch(() => undefined);
    } else {
      window.open = true; // as show() does, but for the focus, which stays where it is
    }
    if (window.contains(focused)) focused.focus({ preventScroll: true });
  }

  #leave() {
    this.#screen?.then((screen) => screen?.leave());
    this.#screen = undefined;
    this.#window.removeAttribute('aria-modal');
    if (this.#window.open) this.#window.close();
  }

  // On a touch screen a focused composer would raise the keyboard over what the visitor came to read.
  #focus() {
    const composer = matchMedia('(pointer: coarse)').matches ? null : this.#panel.querySelector('[part~=input]');
    (composer ?? this.#window).focus({ preventScroll: true });
  }

  #adopt(before) {
    const { root } = this.#shell;
    const last = [this.#style, this.#ownSheet];
    root.adoptedStyleSheets = [...[...root.adoptedStyleSheets].filter((sheet) => sheet !== before && !last.includes(sheet)), ...last.filter(Boolean)];
  }

  #skeleton() {
    const { element } = this.#shell;
    const line = () => element('i', {});
    const empty = this.#empty;
    empty.hidden = !empty.firstChild.assignedNodes().length;
    this.#panel.replaceChildren(...(empty.hidden ? [element('div', { class: 'skeleton', 'aria-hidden': 'true' }, line(), line(), line())] : []));
  }

  #connect() { this.connect().catch(() => {}); } // shown in the panel

  async #begin(beginning) {
    const { host, root, tell } = this.#shell;
    if (!host.getAttribute('model-urn')) throw fault('The model-urn attribute is missing.');
    if (this.#wanted !== this.#shell.language) this.#speak(this.#shell.language);
    const [program] = await Promise.all([loadApp(), this.#consented(), this.#inspect()]);
    await this.#speaking;
    if (beginning !== this.#beginnings) throw new Error('The element was removed, or stands for another conversation.');
    const waitedFor = root.activeElement === this.#window;
    let conversation;
    try {
      this.#panel.replaceChildren();
      this.#program = program;
      running.add(this.#end);
      conversation = this.#conversation = program.guarded(() => program.app.connect(host, this.#panel, this.#words?.tag, this.#words?.say));
      if (this.#inspector) conversation.watch(this.#inspector.take);
    } catch (error) {
      // Of a breakdown the guard tells.
      if (!(error instanceof WebAssembly.RuntimeError)) running.delete(this.#end);
      throw fault(error.message);
    }
    if (this.transcript().length) this.#empty.hidden = true;
    tell('bavard-ready');
    this.#answer();
    if (waitedFor) this.#focus();
    return conversation;
  }

  // Nothing is sent, and no token is asked for, before the visitor accepts.
  async #consented() {
    const { host } = this.#shell;
    if (!host.hasAttribute('consent')) return;
    const { consent } = await import('./bavard-consent.js');
    await consent(this.#shell, this.#window, this.#panel);
    this.#skeleton();
  }

  #apologise({ code = 14, status = 'UNAVAILABLE', message }) {
    const { element, say, tell } = this.#shell;
    const retryable = code > 12;
    const banner = element('div', { class: 'banner', part: 'banner', role: 'alert' },
      element('span', {}, say(code === 13 ? 'Something went wrong on our side.' : retryable ? 'The chat could not be loaded.' : 'This chat is not set up yet.')));
    if (retryable) {
      const retry = element('button', { class: 'retry', part: 'retry', type: 'button' }, say('Try again'));
      retry.addEventListener('click', () => this.show('visitor'));
      banner.append(retry);
    }
    this.#empty.hidden = true;
    this.#panel.replaceChildren(banner);
    console.error(`<bavard-chat>: ${message}`);
    tell('bavard-error', { code, status, message, retryable });
  }

  // What was said stays in view; a fresh conversation takes up what the tab has kept of it.
  #break(error) {
    this.#beginnings += 1;
    const said = this.#program.remains(this.#panel);
    this.#conversation?.__destroy_into_raw(); // what would be freed is gone
    this.#conversation = this.#connecting = undefined;
    running.delete(this.#end);
    this.#apologise(error);
    this.#panel.prepend(said);
    said.scrollTop = said.scrollHeight;
  }

  #disconnect() {
    running.delete(this.#end);
    this.#beginnings += 1;
    this.#connecting = undefined;
    this.#inspector = this.#inspector?.end();
    this.#conversation?.free();
    this.#conversation = undefined;
    this.#panel.replaceChildren();
  }

  #hear({ from, kind }) {
    this.#empty.hidden = true;
    if (from === 'bot') setTimeout(() => this.#answer()); // when it is drawn
    if (from !== 'bot' || kind !== 'text' || (this.#shell.isOpen && !document.hidden)) return;
    this.#unread ??= import('./bavard-unread.js').then(({ Unread }) => new Unread(this.#shell));
    this.#unread.then((unread) => unread.count()).catch(() => (this.#unread = undefined));
  }
}
