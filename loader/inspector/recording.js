// What the inspector keeps of a conversation, and its form in a file: one JSON object a line (.jsonl), a head first.
//
// A recording holds what the bot and the visitor said, for that is what a bug report is about, but no tokens, and nothing
// of what answers a masked question: the widget does not hand such requests out, and of what comes back in such a turn the
// data and the words of failures are hidden, for they may repeat it.

import { decode } from './decode.js';
import { hideData, hideMasked } from './masked.js';

const format = 2;
const mostLines = 2000;
const mostBytes = 4_000_000;

export class Recording {
  #head;
  #begin = performance.now();
  #lines = [];
  #bytes = 0;
  #calls = new Map(); // id: line of a call that runs
  #waits = new Map(); // name: line of a timer that runs
  #page; // line of what the page was asked for
  #masked = false; // a masked question was answered, and nothing was asked since
  #state = '';

  constructor(head) { this.#head = { bavard: format, recorded: new Date().toISOString(), ...head }; }

  get lines() { return this.#lines; }

  clear() {
    this.#lines = [];
    this.#bytes = 0;
  }

  /** Takes what the widget tells (see `ChatElement.watch`); gives the lines that were added or completed. */
  take(told) {
    const at = Math.round(performance.now() - this.#begin);
    switch (told.kind) {
      case 'call': return this.#called(at, told);
      case 'answer': return this.#answered(at, told);
      case 'latency': return this.#waited(at, told);
      case 'event': return this.#happened(at, told);
      default: return this.#stands(at, told);
    }
  }

  #called(at, { id, method, masked, length, bytes }) {
    if (method === 'Execute') this.#masked = masked;
    const line = this.#add({ at, kind: 'call', method, masked: masked || undefined, sent: length, request: masked ? undefined : decode(`nuance.dlg.v1.${method}Request`, bytes) }, length);
    this.#calls.set(id, line);
    const page = this.#page;
    if (!page || method !== 'Execute') return [line];
    this.#page = undefined;
    return [Object.assign(page, { took: at - page.at }), line];
  }

  #answered(at, { id, status, message, bytes }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (!call) return [];
    const { masked, method } = call;
    const response = bytes && hideMasked(decode(`nuance.dlg.v1.${method}Response`, bytes));
    Object.assign(call, { took: at - call.at, status, size: bytes?.length ?? 0, response: masked ? hideData(response) : response });
    if (message) call.message = masked ? 'Hidden: the question was masked.' : message;
    this.#weigh(call.size);
    const { da_action: data, escalation_action: person } = response?.payload ?? {};
    if (!data && !person) return [call];
    this.#page = this.#add({ at, kind: 'page', does: data ? 'clientFetch' : 'onEscalation', node: (data ?? person).id }, 0);
    return [call, this.#page];
  }

  /** A timer begins, and later runs out (`over`) or is `cancelled`. */
  #waited(at, { name, stage, after }) {
    if (name === 'keep-alive') return []; // nobody waits for it, and what it leads to is a call
    if (stage === 'begins') {
      const line = this.#add({ at, kind: 'latency', name, after }, 0);
      this.#waits.set(name, line);
      return [line];
    }
    const line = this.#waits.get(name);
    this.#waits.delete(name);
    return line ? [Object.assign(line, { took: at - line.at, outcome: stage })] : [];
  }

  #happened(at, { name, detail }) {
    if (name === 'message' && detail.from === 'user') this.#masked = detail.masked;
    const shown = this.#masked ? hideData(structuredClone(detail)) : detail;
    if (this.#masked && shown?.message) shown.message = 'Hidden: the question was masked.';
    return [this.#add({ at, kind: 'event', name, detail: shown }, JSON.stringify(shown ?? null).length)];
  }

  /** One line for each state that is another. */
  #stands(at, { state }) {
    const text = JSON.stringify(state);
    if (text === this.#state) return [];
    this.#state = text;
    return [this.#add({ at, kind: 'state', state }, text.length)];
  }

  #add(line, bytes) {
    this.#lines.push(line);
    this.#weigh(bytes + 100);
    return line;
  }

  /** The oldest lines go when there are too many or too large ones. */
  #weigh(bytes) {
    this.#bytes += bytes;
    while (this.#lines.length > mostLines || (this.#bytes > mostBytes && this.#lines.length > 1)) {
      const { kind, sent = 0, size = 0, detail, state } = this.#lines.shift();
      this.#bytes -= 100 + sent + size + (kind === 'event' || kind === 'state' ? JSON.stringify(detail ?? state ?? null).length : 0);
    }
  }

  toText() { return [this.#head, ...this.#lines].map((line) => `${JSON.stringify(line)}\n`).join(''); }

  /** Reads a file; throws with words when it is no recording. */
  static parse(text) {
    let head, lines;
    try {
      [head, ...lines] = text.split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
    } catch {
      head = undefined;
    }
    if (head?.bavard !== format) throw new Error('This file is not a recording of a Bavard conversation.');
    return { head, lines };
  }
}
