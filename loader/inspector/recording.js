// What the inspector keeps of a conversation, and its form in a file: one JSON object a line (.jsonl).
//
// A recording holds what the bot and the visitor said, for that is what a bug report is about, but no tokens, and nothing
// that was typed into a masked question: the widget does not hand those requests out.

import { decode } from './decode.js';

const format = 1;
const most = 2000;

const requests = (method) => `nuance.dlg.v1.${method}Request`;
const answers = (method) => `nuance.dlg.v1.${method}Response`;

export class Recording {
  #head;
  #lines = [];
  #calls = new Map();
  #begin = performance.now();

  constructor(head) {
    this.#head = { bavard: format, recorded: new Date().toISOString(), ...head };
  }

  get lines() { return this.#lines; }

  clear() { this.#lines = []; }

  /** Takes what the widget tells (see `ChatElement.watch`); gives the line that was added or, for an answer, completed. */
  take(told) {
    const at = Math.round(performance.now() - this.#begin);
    if (told.kind === 'answer') {
      const call = this.#calls.get(told.id);
      this.#calls.delete(told.id);
      return call && Object.assign(call, {
        took: at - call.at,
        status: told.status,
        message: told.message,
        size: told.bytes?.length ?? 0,
        response: told.bytes && hideMasked(decode(answers(call.method), told.bytes)),
        bytes: told.bytes && toBase64(told.bytes),
      });
    }
    const line = { at, ...told };
    if (told.kind === 'call') {
      line.sent = told.bytes?.length ?? told.length ?? 0;
      line.request = told.masked ? undefined : decode(requests(told.method), told.bytes);
      delete line.bytes;
      this.#calls.set(told.id, line);
    }
    this.#lines.push(line);
    if (this.#lines.length > most) this.#lines.splice(0, this.#lines.length - most);
    return line;
  }

  toText() {
    return [this.#head, ...this.#lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  /** Reads a file; throws with words when it is no recording. */
  static parse(text) {
    const [head, ...lines] = text.split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line));
    if (head?.bavard !== format) throw new Error('This file is not a recording of a Bavard conversation.');
    return { head, lines };
  }
}

/** Bot texts that quote something sensitive. */
function hideMasked(value) {
  for (const held of Object.values(value ?? {})) {
    if (held && typeof held === 'object') {
      if (held.mask === true && typeof held.text === 'string') held.text = '••••';
      hideMasked(held);
    }
  }
  return value;
}

function toBase64(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
