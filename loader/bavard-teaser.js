// The teaser: a message beside the closed launcher, shown when its rules allow it, and not again once it was dismissed or
// the chat was opened. Fetched only with the `teaser` attribute or by `showTeaser()`.

const style = new CSSStyleSheet();
style.replaceSync(`
.teaser-region{position:absolute;inset-block-end:calc(100% + 12px);inset-inline-end:0}
:host([placement=bottom-left]) .teaser-region{left:0;right:auto}
:host([placement=bottom-right]) .teaser-region{left:auto;right:0}
.teaser{all:initial;box-sizing:border-box;color-scheme:inherit;visibility:inherit;display:flex;align-items:flex-start;gap:4px;inline-size:max-content;max-inline-size:min(300px,100vw - 2*var(--bavard-offset-inline,20px));padding:4px;border-radius:16px;background:var(--bavard-surface,light-dark(#fff,oklch(.27 .012 262)));color:var(--bavard-text,light-dark(oklch(.24 .012 262),oklch(.95 .006 262)));font:400 var(--bavard-size,.9375rem)/1.45 var(--bavard-font,system-ui,sans-serif);text-align:start;box-shadow:0 0 0 1px light-dark(transparent,oklch(.36 .012 262)),0 2px 8px rgb(0 0 0/.12),0 8px 28px rgb(0 0 0/.18);animation:teaser .16s ease-out}
.teaser[hidden]{display:none}
@keyframes teaser{from{opacity:0;translate:0 6px}}
.teaser button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:12px;-webkit-tap-highlight-color:transparent}
.teaser button:focus-visible{outline:2px solid var(--bavard-accent,oklch(.55 .17 262));outline-offset:-2px}
.teaser .teaser-text{padding:8px 4px 8px 12px;flex:1;min-inline-size:0;overflow-wrap:anywhere;white-space:pre-line}
.teaser .teaser-dismiss{display:grid;place-items:center;flex:none;inline-size:28px;block-size:28px;border-radius:50%;color:var(--bavard-meta,light-dark(oklch(.5 .012 262),oklch(.74 .01 262)))}
.teaser-dismiss:hover{background:light-dark(oklch(.95 .007 262),oklch(.34 .012 262))}
.teaser-dismiss svg{inline-size:16px;block-size:16px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
@media (prefers-reduced-motion:reduce){.teaser{animation:none}}
@media (forced-colors:active){.teaser{border:1px solid CanvasText}}
`);

const stored = (storage, key) => {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
};
const store = (storage, key, value) => {
  try {
    storage().setItem(key, value);
  } catch {
    // Browsers that keep nothing ask more than once.
  }
};
const lasting = () => localStorage;
const ofThisTab = () => sessionStorage;

// `5s`, `500ms`; a bare number is milliseconds, as in the dialog's own durations.
const milliseconds = (text) => {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s)?\s*$/.exec(text ?? '') ?? [];
  return number === undefined ? 5000 : number * (unit === 's' ? 1000 : 1);
};

// `/pricing, /shop/*`: paths of this site; a star stands for anything.
const isPage = (patterns) => patterns.split(',').some((pattern) => {
  const parts = pattern.trim().split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(location.pathname);
});

// Visits of this site: one for each tab that comes here.
const visits = () => {
  const key = 'bavard:visits';
  const before = Number(stored(lasting, key)) || 0;
  if (stored(ofThisTab, key)) return Math.max(before, 1);
  store(ofThisTab, key, '1');
  store(lasting, key, before + 1);
  return before + 1;
};

// How much of the page the visitor has seen, in per cent.
const depth = () => {
  const { scrollHeight } = document.documentElement;
  return ((scrollY + innerHeight) / scrollHeight) * 100;
};

export class Teaser {
  #shell;
  #region; // in the document before its words, as screen readers want it
  #box;
  #planned; // what runs until it is shown
  #shown; // what runs while it is shown
  #text;

  constructor(shell) {
    this.#shell = shell;
    const { root, element } = shell;
    if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets].toSpliced(1, 0, style);
    this.#region = element('div', { class: 'teaser-region', role: 'status' });
    root.prepend(this.#region);
  }

  // Waits for the rules of the attributes to hold, and shows the teaser then.
  plan() {
    this.#planned?.abort();
    const { host, isOpen, isInline } = this.#shell;
    const text = host.getAttribute('teaser');
    if (!text) {
      this.#hide();
      return;
    }
    const count = visits();
    if (isOpen || isInline || this.#isOver(text) || count < Number(host.getAttribute('teaser-visits'))) return;
    const { signal } = (this.#planned = new AbortController());
    let waited = false;
    const wantedDepth = Number.parseFloat(host.getAttribute('teaser-scroll')) || 0;
    const pages = host.getAttribute('teaser-pages');
    const look = () => {
      if (signal.aborted || !waited || (pages && !isPage(pages)) || (wantedDepth && depth() < wantedDepth)) return;
      this.#planned.abort();
      this.show(text);
    };
    const timer = setTimeout(() => {
      waited = true;
      look();
    }, milliseconds(host.getAttribute('teaser-delay')));
    signal.addEventListener('abort', () => clearTimeout(timer));
    if (wantedDepth) addEventListener('scroll', look, { signal, passive: true });
    if (pages) {
      // Pages that change their address without loading.
      addEventListener('popstate', look, { signal });
      window.navigation?.addEventListener('navigatesuccess', look, { signal });
    }
  }

  // Shows it at once, with these words or those of the attribute.
  show(text = this.#shell.host.getAttribute('teaser')) {
    const { element, glyph, say, open, load, isOpen, isInline, language, host } = this.#shell;
    if (!text || isOpen || isInline) return;
    this.#planned?.abort();
    this.#hide();
    this.#text = text;
    const words = element('button', { class: 'teaser-text', type: 'button' }, text);
    const dismiss = element('button', { class: 'teaser-dismiss', part: 'teaser-dismiss', type: 'button', 'aria-label': say('Dismiss') }, glyph('M6.5 6.5l11 11M17.5 6.5l-11 11'));
    if (!/^en\b/i.test(language) || host.hasAttribute('strings')) {
      import('./bavard-language.js')
        .then((file) => file.language(language, host.getAttribute('strings')))
        .then((words) => dismiss.setAttribute('aria-label', words.say('Dismiss')))
        .catch(() => {}); // it is a cross all the same
    }
    this.#box = element('div', { class: 'teaser', part: 'teaser' }, words, dismiss);
    this.#box.addEventListener('click', (event) => {
      if (dismiss.contains(event.target)) this.dismiss();
      else open();
    });
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.dismiss();
    });
    this.#box.addEventListener('pointerenter', load, { once: true });
    this.#region.append(this.#box);
    this.#giveWay();
  }

  // Takes it away and remembers that.
  dismiss() {
    this.#planned?.abort();
    if (!this.#box) return;
    const { root, launcher, isOpen } = this.#shell;
    const hadFocus = this.#box.contains(root.activeElement);
    store(lasting, this.#key(this.#text), '1');
    this.#hide();
    if (hadFocus && !isOpen) launcher.focus({ preventScroll: true });
  }

  // Ends everything that runs for it.
  end() {
    this.#planned?.abort();
    this.#hide();
    this.#region.remove();
  }

  #hide() {
    this.#shown?.abort();
    this.#box?.remove();
    this.#box = undefined;
  }

  // Never on top of a field that the visitor writes in: while it would be, it is not there.
  #giveWay() {
    const box = this.#box;
    const { signal } = (this.#shown = new AbortController());
    const look = () => {
      const field = document.activeElement;
      box.hidden = false;
      if (!field || !(field.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName))) return;
      const [own, its] = [box.getBoundingClientRect(), field.getBoundingClientRect()];
      box.hidden = own.left < its.right && its.left < own.right && own.top < its.bottom && its.top < own.bottom;
    };
    document.addEventListener('focusin', look, { signal });
    // The next element has the focus only afterwards.
    document.addEventListener('focusout', () => queueMicrotask(look), { signal });
    addEventListener('scroll', look, { signal, passive: true });
    addEventListener('resize', look, { signal });
    look();
  }

  // Another message is another teaser.
  #key(text) { return `bavard:teaser:${this.#shell.host.getAttribute('model-urn')} ${text}`; }

  #isOver(text) { return stored(lasting, this.#key(text)) !== null; }
}
