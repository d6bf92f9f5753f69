// JSON to read: indented, with its parts told apart by class.

import { build } from './build.js';

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

/** A `pre` of the value. */
export function shownAsJson(value) {
  const text = JSON.stringify(value, null, 2);
  const shown = build('pre', { tabindex: '0' });
  let from = 0;
  for (const token of text.matchAll(tokens)) {
    const [all, string, colon] = token;
    const kind = colon !== undefined ? 'key' : string ? 'string' : 'literal';
    shown.append(text.slice(from, token.index), build('span', { class: `json-${kind}` }, string ?? all));
    from = token.index + (string ?? all).length;
  }
  shown.append(text.slice(from));
  return shown;
}
