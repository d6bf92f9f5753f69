// Counts what a page has running: every listener, timer, frame, observer, channel, socket and request that was begun and
// not ended. `open()` gives the counts; `close()` gives the page its own functions back.
export function ledger() {
  const open = new Map();
  const began = (kind, key) => {
    if (!open.has(kind)) open.set(kind, new Set());
    open.get(kind).add(key);
  };
  const ended = (kind, key) => open.get(kind)?.delete(key);
  const restored = [];
  const replace = (object, name, make) => {
    const own = object[name];
    object[name] = make(own);
    restored.push(() => { object[name] = own; });
  };

  // A listener is known by its target, event, function and phase. Targets are held weakly: what is gone with its element
  // is gone.
  const listeners = new Map();
  let targets = 0;
  const names = new WeakMap();
  const name = (thing) => {
    if (!names.has(thing)) names.set(thing, ++targets);
    return names.get(thing);
  };
  const key = (target, event, handler, options) =>
    [name(target), event, name(handler), Boolean(typeof options === 'object' ? options?.capture : options)].join();
  replace(EventTarget.prototype, 'addEventListener', (own) => function (event, handler, options) {
    const target = this ?? globalThis;
    if (handler) listeners.set(key(target, event, handler, options), event);
    return own.call(target, event, handler, options);
  });
  replace(EventTarget.prototype, 'removeEventListener', (own) => function (event, handler, options) {
    const target = this ?? globalThis;
    if (handler) listeners.delete(key(target, event, handler, options));
    return own.call(target, event, handler, options);
  });

  for (const [begin, end, kind, once] of [
    ['setTimeout', 'clearTimeout', 'timeout', true],
    ['setInterval', 'clearInterval', 'interval', false],
    ['requestAnimationFrame', 'cancelAnimationFrame', 'frame', true],
  ]) {
    replace(globalThis, begin, (own) => (run, ...rest) => {
      const id = own.call(globalThis, (...given) => {
        if (once) ended(kind, id);
        return run(...given);
      }, ...rest);
      began(kind, id);
      return id;
    });
    replace(globalThis, end, (own) => (id) => {
      ended(kind, id);
      return own.call(globalThis, id);
    });
  }

  for (const [type, end] of [['ResizeObserver', 'disconnect'], ['IntersectionObserver', 'disconnect'], ['MutationObserver', 'disconnect'], ['BroadcastChannel', 'close'], ['WebSocket', 'close']]) {
    replace(globalThis, type, (own) => class extends own {
      constructor(...given) {
        super(...given);
        began(type, this);
      }
      [end](...given) {
        ended(type, this);
        return super[end](...given);
      }
    });
  }

  replace(globalThis, 'fetch', (own) => (request, ...rest) => {
    const done = () => ended('fetch', request);
    began('fetch', request);
    request.signal?.addEventListener('abort', done);
    const answer = own.call(globalThis, request, ...rest);
    answer.then(done, done);
    return answer;
  });

  return {
    open: () => {
      const counts = { listener: [...listeners.values()].filter((event) => event !== 'abort').length };
      for (const [kind, things] of open) counts[kind] = things.size;
      return counts;
    },
    close: () => restored.reverse().forEach((restore) => restore()),
  };
}
