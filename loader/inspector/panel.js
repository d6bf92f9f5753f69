// The inspector's panel: where the conversation stands, what happened in it, and what can be done with the recording.

import { build } from './build.js';
import { List } from './list.js';
import { Recording } from './recording.js';
import { replay } from './replay.js';

const kinds = { call: 'Calls', page: 'Page', latency: 'Latency', event: 'Events', state: 'States' };
// The state is always in the panel's head.
const shownAtFirst = ['call', 'page', 'latency', 'event'];

export class Panel {
  #recording;
  #list = new List((text) => this.#copy(text, 'Copied.'));
  #kinds = new Set(shownAtFirst);
  #words = '';
  #state = build('p', { class: 'state', 'aria-label': 'State of the conversation' });
  #note = build('p', { class: 'note', role: 'status' });
  #stage = build('div', { class: 'stage', hidden: '' });
  #body;
  #toggle;

  /** `toggled` is called when the panel is folded or unfolded. */
  constructor(recording, toggled) {
    this.#recording = recording;
    this.#toggle = build('button', { type: 'button', class: 'fold', 'aria-expanded': 'true', click: () => {
      this.#body.hidden = this.isOpen;
      this.#toggle.setAttribute('aria-expanded', this.isOpen);
      toggled();
    } }, 'Inspector');
    this.#body = build('div', { class: 'body' }, ...this.#tools(), this.#list.element, this.#stage);
    this.#filter();
    this.element = build('section', { class: 'inspector', part: 'inspector', lang: 'en', 'aria-label': 'Inspector' },
      build('div', { class: 'head' }, this.#toggle, this.#state), this.#body, this.#note);
    // Escape and the arrow keys in here are not meant for the chat.
    this.element.addEventListener('keydown', (event) => event.stopPropagation());
  }

  get isOpen() { return !this.#body.hidden; }

  take(told) {
    if (told.kind === 'state') this.#stand(told.state);
    const lines = this.#recording.take(told);
    if (lines.length) this.#list.show(lines, this.#recording.lines[0]);
  }

  end() { this.#stage.replaceChildren(); }

  #stand({ phase, session, masked, selectables, view }) {
    const facts = [masked && 'masked', selectables && `${selectables} choices`, view, session && `session ${session.slice(0, 8)}`];
    this.#state.replaceChildren(build('b', {}, phase), ...facts.filter(Boolean).map((fact) => build('span', {}, String(fact))));
  }

  #tools() {
    const words = build('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter', input: () => {
      this.#words = words.value.trim().toLowerCase();
      this.#filter();
    } });
    const buttons = Object.entries(kinds).map(([kind, label]) => {
      const button = build('button', { type: 'button', 'data-kind': kind, 'aria-pressed': this.#kinds.has(kind), click: () => {
        const shown = !this.#kinds.has(kind);
        this.#kinds[shown ? 'add' : 'delete'](kind);
        button.setAttribute('aria-pressed', shown);
        this.#filter();
      } }, label);
      return button;
    });
    const file = build('input', { type: 'file', accept: '.jsonl', hidden: '', 'aria-label': 'Recording', change: () => {
      const [chosen] = file.files;
      if (chosen) this.#play(chosen).finally(() => (file.value = ''));
    } });
    const does = (name, label, title, click) => build('button', { type: 'button', 'data-do': name, title, click }, label);
    return [
      build('div', { class: 'tools' }, words,
        does('copy', 'Copy', 'Copy what is listed, as JSON', () => this.#copyAll()),
        does('export', 'Export', 'Save the recording as a file', () => this.#export()),
        does('replay', 'Replay', 'Play a saved recording, without the service', () => file.click()),
        does('clear', 'Clear', 'Empty the list and the recording', () => this.#clear()), file),
      build('div', { class: 'kinds', role: 'group', 'aria-label': 'Show' }, ...buttons),
    ];
  }

  #matches(line) {
    return this.#kinds.has(line.kind) && (!this.#words || JSON.stringify(line).toLowerCase().includes(this.#words));
  }

  #filter() { this.#list.filter((line) => this.#matches(line)); }

  #copyAll() {
    const lines = this.#recording.lines.filter((line) => this.#matches(line));
    return this.#copy(JSON.stringify(lines, null, 2), `${lines.length} lines copied.`);
  }

  async #copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(done);
    } catch {
      this.#say('The browser does not let this page copy. Use Export.');
    }
  }

  #export() {
    const url = URL.createObjectURL(new Blob([this.#recording.toText()], { type: 'application/jsonl' }));
    build('a', { href: url, download: `conversation-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.jsonl` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  async #play(file) {
    try {
      const { chat, done } = replay(Recording.parse(await file.text()), (words) => this.#say(words));
      const close = build('button', { type: 'button', click: () => {
        this.#stage.replaceChildren();
        this.#stage.hidden = true;
        this.#list.element.hidden = false;
        this.#say('');
      } }, 'Back to the list');
      this.#say('');
      this.#list.element.hidden = true;
      this.#stage.hidden = false;
      this.#stage.replaceChildren(build('div', { class: 'stage-head' }, close, build('span', {}, file.name)), chat);
      close.focus();
      await done;
      if (chat.isConnected) this.#say('The replay is over.');
    } catch (error) {
      this.#say(error.message);
    }
  }

  #clear() {
    this.#recording.clear();
    this.#list.clear();
    this.#say('');
  }

  #say(words) { this.#note.textContent = words; }
}
