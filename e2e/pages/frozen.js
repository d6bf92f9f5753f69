// As pages do that trust none of their scripts.
for (const { prototype } of [Object, Array, Function, Error, Promise, Map, Set, RegExp, String, EventTarget, Node, Element, HTMLElement, ShadowRoot, Document, Event, CustomEvent]) {
  Object.freeze(prototype);
}
