// As hardened pages do it: what scripts share can no longer be changed by any of them.
for (const shared of [
  Object, Function, Array, String, Number, Boolean, Symbol, Date, RegExp, Error, TypeError, Promise, Map, Set, WeakMap,
  WeakSet, Uint8Array, ArrayBuffer, URL, URLSearchParams, EventTarget, Event, CustomEvent, Node, Element, HTMLElement, Document,
  DocumentFragment, ShadowRoot, CSSStyleSheet, AbortController, Headers, Request, Response, ReadableStream,
]) {
  Object.freeze(shared.prototype);
  Object.freeze(shared);
}
for (const shared of [Reflect, JSON, Math, Intl, WebAssembly]) Object.freeze(shared);
