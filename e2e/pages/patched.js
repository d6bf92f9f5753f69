// As libraries of an older web did it, and as today's analytics do.

// Seen by every `for ... in` over a list.
Array.prototype.last = function () { return this[this.length - 1]; };
Array.prototype.remove = function (item) { return this.splice(this.indexOf(item), 1); };
String.prototype.strip = String.prototype.trim;

// `JSON.stringify` asks values for this; the answer is a text within the text.
if (location.search === '?json') {
  Array.prototype.toJSON = function () { return `[${[...this].map((item) => JSON.stringify(item)).join(', ')}]`; };
}

// Older versions of what is there, which do less.
Array.from = (list) => Array.prototype.slice.call(list);
Function.prototype.bind = function (self, ...first) {
  const method = this;
  return function (...rest) { return method.apply(self, [...first, ...rest]); };
};
Element.prototype.closest = function () { return null; };

// Wrappers that watch.
const { parse, stringify } = JSON;
JSON.parse = (text, reviver) => parse(text, reviver);
JSON.stringify = (value, replacer, space) => stringify(value, replacer, space ?? 1);
const { fetch } = window;
window.fetch = function (...given) { return fetch.apply(window, given).then((answer) => answer); };
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  const watched = typeof listener === 'function' ? function (event) { return listener.call(this, event); } : listener;
  return addEventListener.call(this, type, watched, options);
};
