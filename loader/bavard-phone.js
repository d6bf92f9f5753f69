// What an open window needs on a phone, where it fills the screen.

const page = document.documentElement;
let open = 0; // how many windows fill the screen: the page stands still until the last one has gone
let overflow;

// Our entry of the history is taken away again a moment after the window has closed.
const PATIENCE = 300; // milliseconds
let goingBack; // promise of the way back, once it has begun
let stay = () => {}; // calls off a way back that has not begun

const isPlain = (state) => state === null || Object.getPrototypeOf(state) === Object.prototype;

export class PhoneScreen {
  #ends = new AbortController();
  #window;

  constructor(host, window) {
    this.#window = window;
    this.#holdPage();
    this.#keepAboveKeyboard();
    this.#closeOnBack(host);
  }

  // Leaves the page as it was.
  leave() {
    this.#ends.abort();
    if (!--open) page.style.setProperty('overflow', ...overflow);
    for (const name of ['--visible-top', '--visible-height']) this.#window.style.removeProperty(name);
  }

  // Hidden overflow keeps the scroll position, which a fixed body would lose.
  #holdPage() {
    if (!open++) {
      overflow = [page.style.getPropertyValue('overflow'), page.style.getPropertyPriority('overflow')];
      page.style.setProperty('overflow', 'hidden', 'important');
    }
  }

  // An on-screen keyboard covers the layout viewport, in which a fixed window stands, and shrinks only the visual one. A
  // visitor who zooms in shrinks it too, but wants the window to stay as it is.
  #keepAboveKeyboard() {
    const visible = window.visualViewport;
    if (!visible) return;
    const fit = () => {
      if (visible.scale > 1.05) return;
      this.#window.style.setProperty('--visible-top', `${visible.offsetTop}px`);
      this.#window.style.setProperty('--visible-height', `${visible.height}px`);
    };
    const { signal } = this.#ends;
    visible.addEventListener('resize', fit, { signal });
    visible.addEventListener('scroll', fit, { signal });
    fit();
  }

  // The open window is an entry of the history, at the page's own address and with the page's own state, so that going
  // back closes it. A page whose state is no plain object is left alone, and so is the history of a page around a frame.
  #closeOnBack(host) {
    const { signal } = this.#ends;
    if (window !== window.top) return;
    stay();
    const enter = () => {
      goingBack = undefined;
      if (signal.aborted || !isPlain(history.state)) return;
      if (!history.state?.bavard) history.pushState({ ...history.state, bavard: true }, '');
      addEventListener('popstate', () => { if (!history.state?.bavard) host.closeChat(); }, { signal });
      signal.addEventListener('abort', leaveHistory);
    };
    if (goingBack) goingBack.then(enter);
    else enter();
  }
}

// Closing the window otherwise takes the entry away again. Going back takes a while, and would undo what the page does in
// it: pages close the chat to go elsewhere. So it waits until the page has had its time, and does nothing if the page has
// gone on from our entry or is about to be left; then visitors go back twice, which is the lesser evil.
function leaveHistory() {
  const calledOff = new AbortController();
  stay = () => calledOff.abort();
  const timer = setTimeout(() => {
    stay();
    if (!history.state?.bavard) return;
    goingBack = new Promise((gone) => addEventListener('popstate', gone, { once: true }));
    history.back();
  }, PATIENCE);
  const { signal } = calledOff;
  signal.addEventListener('abort', () => clearTimeout(timer));
  addEventListener('beforeunload', stay, { signal });
  window.navigation?.addEventListener('navigate', stay, { signal });
}
