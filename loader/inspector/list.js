// The list of what happened, a group for each turn. Within one, everything that takes time has a bar on the turn's own time
// line, so that it shows where the visitor waited, and for what.

import { build } from './build.js';
import { duration, row } from './row.js';

export class List {
  element = build('ol', { class: 'turns', 'aria-label': 'What happened' });
  #items = new Map(); // line: its item, in the order of the recording
  #turns = new WeakMap(); // item of a turn: its lines
  #turn; // item of the last one
  #matches = () => true;
  #copy;

  constructor(copy) {
    this.#copy = copy;
    this.element.addEventListener('keydown', (event) => this.#walk(event));
  }

  /** Shows lines that are new or completed, and forgets those before `first`. */
  show(lines, first) {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 40;
    for (const line of lines) this.#show(line);
    for (const [line, item] of this.#items) {
      if (line === first) break;
      this.#items.delete(line);
      const turn = item.closest('.turn');
      item.remove();
      if (turn.querySelector('li')) continue;
      turn.remove();
      if (turn === this.#turn) this.#turn = undefined;
    }
    if (isAtEnd) this.element.scrollTop = this.element.scrollHeight;
  }

  clear() {
    this.#items.clear();
    this.#turn = undefined;
    this.element.replaceChildren();
  }

  /** Shows only the lines that `matches` says. */
  filter(matches) {
    this.#matches = matches;
    for (const [line, item] of this.#items) item.hidden = !matches(line);
    for (const turn of this.element.children) this.#tidy(turn);
  }

  #show(line) {
    const shown = row(line, this.#copy);
    const before = this.#items.get(line);
    const summary = shown.firstChild;
    if (before) {
      const replaced = before.firstChild;
      shown.open = replaced.open;
      summary.tabIndex = replaced.firstChild.tabIndex;
      const hadFocus = replaced.contains(replaced.getRootNode().activeElement);
      replaced.replaceWith(shown);
      if (hadFocus) summary.focus({ preventScroll: true });
      before.hidden = !this.#matches(line);
      this.#draw(before.closest('.turn'));
      return;
    }
    if (!this.#turn || begins(line, this.#turns.get(this.#turn))) this.#begin();
    const item = build('li', { 'data-kind': line.kind }, shown);
    item.hidden = !this.#matches(line);
    if (!this.#items.size) summary.tabIndex = 0;
    this.#items.set(line, item);
    this.#turns.get(this.#turn).push(line);
    this.#turn.lastChild.append(item);
    this.#draw(this.#turn);
  }

  #begin() {
    this.#turn = build('li', { class: 'turn' }, build('div', { class: 'turn-head' }, build('h3', {}), build('span', {})), build('ol', {}));
    this.#turns.set(this.#turn, []);
    this.element.append(this.#turn);
  }

  /** Heading and bars of a turn, by what is known of it now. */
  #draw(turn) {
    const lines = this.#turns.get(turn);
    const [{ at: begin }] = lines;
    const timed = lines.filter(isTimed);
    const end = Math.max(begin + 1, ...timed.map((line) => line.at + (line.took ?? 0)));
    const [title, time] = turn.firstChild.children;
    title.textContent = named(lines);
    time.textContent = `${duration(begin)}${timed.length ? ` + ${duration(end - begin)}` : ''}`;
    for (const line of lines) {
      const bar = this.#items.get(line)?.querySelector('.bar');
      if (!bar) continue;
      bar.hidden = !isTimed(line);
      bar.firstChild.style.setProperty('--from', (line.at - begin) / (end - begin));
      bar.firstChild.style.setProperty('--part', (line.took ?? end - line.at) / (end - begin));
    }
    this.#tidy(turn);
  }

  #tidy(turn) { turn.hidden = !turn.querySelector('li:not([hidden])'); }

  /** Arrow keys walk the lines; Tab goes by them. */
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step || event.target.localName !== 'summary') return;
    const shown = [...this.element.querySelectorAll('.turn:not([hidden]) li:not([hidden]) > details > summary')];
    const index = Math.min(shown.length - 1, Math.max(0, shown.indexOf(event.target) + step));
    event.preventDefault();
    event.target.tabIndex = -1;
    shown[index].tabIndex = 0;
    shown[index].focus();
  }
}

const isTimed = ({ kind }) => kind === 'call' || kind === 'page' || kind === 'latency';

/** Whether a line begins another turn than the one with `lines`. */
function begins(line, lines) {
  if (line.kind === 'event') return line.name === 'message' && line.detail.from === 'user';
  if (line.kind !== 'call') return false;
  const called = lines.filter(({ kind }) => kind === 'call');
  if (line.method !== 'Execute') return called.length > 0 || lines.some(isOfVisitor);
  const { user_input: input, dialog_event: event } = line.request?.payload ?? {};
  return !!(input || event) && called.length > 0;
}

const isOfVisitor = ({ kind, name, detail }) => kind === 'event' && name === 'message' && detail.from === 'user';

function named(lines) {
  const said = lines.find(isOfVisitor)?.detail;
  if (said) return said.masked ? '••••' : said.text;
  return { Start: 'Greeting', Execute: 'Event' }[lines.find(({ kind }) => kind === 'call')?.method] ?? lines.find(({ kind }) => kind === 'call')?.method ?? 'Before';
}
