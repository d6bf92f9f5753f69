// Messages that the visitor has not seen: a badge on the launcher while the window is closed, the page's title while the
// page is in the background, and a sound if the page wants one. Fetched with the first such message.

// The title is one for all chats of a page.
const counts = new Map();
let prefix = '';

const entitle = () => {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  // A page that has changed its title meanwhile is left with what it says now.
  const title = document.title.startsWith(prefix) ? document.title.slice(prefix.length) : document.title;
  prefix = all && document.hidden ? `(${all}) ` : '';
  if (document.title !== prefix + title) document.title = prefix + title;
};
document.addEventListener('visibilitychange', entitle);

// Two soft notes, once for messages that come together. Before the visitor has done something on the page, browsers would
// keep them silent, and hold them for later.
let chimed = -Infinity;
const chime = async () => {
  if (performance.now() - chimed < 1000 || navigator.userActivation?.hasBeenActive === false) return;
  chimed = performance.now();
  const audio = new AudioContext();
  const volume = new GainNode(audio, { gain: 0 });
  volume.connect(audio.destination);
  const now = audio.currentTime;
  volume.gain.linearRampToValueAtTime(0.06, now + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.4);
  const note = new OscillatorNode(audio, { type: 'sine', frequency: 660 });
  note.frequency.setValueAtTime(880, now + 0.1);
  note.connect(volume);
  note.addEventListener('ended', () => audio.close());
  note.start();
  note.stop(now + 0.4);
};

export class Unread {
  #shell;
  #badge;
  #shown = () => { if (!document.hidden && this.#shell.isOpen) this.read(); };

  constructor(shell) {
    this.#shell = shell;
  }

  // One more.
  count() {
    const { host, launcher, element, isOpen, say, news } = this.#shell;
    const count = (counts.get(host) ?? 0) + 1;
    counts.set(host, count);
    entitle();
    document.addEventListener('visibilitychange', this.#shown);
    if (host.hasAttribute('sound')) chime().catch(() => {}); // silence is no fault
    if (isOpen) return;
    const words = say('# new messages', count, '1 new message');
    this.#badge ??= element('span', { class: 'badge', part: 'badge', role: 'img' });
    this.#badge.textContent = count > 99 ? '99+' : count;
    this.#badge.setAttribute('aria-label', words);
    launcher.append(this.#badge);
    news(words);
  }

  // All are seen.
  read() {
    counts.delete(this.#shell.host);
    entitle();
    document.removeEventListener('visibilitychange', this.#shown);
    this.#badge?.remove();
    this.#shell.news('');
  }
}
