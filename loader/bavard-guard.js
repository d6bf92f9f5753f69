// Notices that the program has broken down: a panic, a trap, a stack or a memory that ran out. What it was doing is lost
// and nothing of it may be called again. Its listeners and timers go on calling it all the same, so everything it knows of
// the page is taken from it, and what it then complains of is not reported any more.

// Panics and traps; the other two are what engines make of a stack that ran out.
const isBreakdown = (error) => error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === 'InternalError';

// What was said, to be read until a fresh program says it: a copy that nothing listens to, without what could be pressed.
export function remains(panel) {
  const said = panel.querySelector('[part~=transcript]')?.cloneNode(true) ?? document.createElement('div');
  for (const live of said.querySelectorAll('button, [part~=typing]')) live.remove();
  return said;
}

// `app` is the module at `glue`, `wasm` are the exports of its program. `broken` is told once, with an error as for
// `bavard-error`. The returned function runs an act of the page's, whose errors the page hears itself.
export function guard(app, wasm, glue, broken) {
  let isAlive = true;
  const end = (words) => {
    if (!isAlive) return;
    isAlive = false;
    const known = wasm.__wbindgen_externrefs;
    // Not at once: the program may be in the middle of its last words.
    queueMicrotask(() => {
      for (let index = 0; index < known.length; index += 1) known.set(index, undefined);
      // What it held of the browser's is given back by listeners of this (src/driver/tabs.rs).
      dispatchEvent(new Event('bavard-breakdown'));
      broken(Object.assign(new Error(`The chat broke down (${words}).`), { code: 13, status: 'INTERNAL' }));
    });
  };
  const hear = (event) => {
    const error = event.error ?? event.reason;
    // A program that replaces this one has glue of another address.
    if (!error?.stack?.includes(`${glue}:`)) return;
    if (!isAlive) event.preventDefault();
    else if (isBreakdown(error)) end(error.message);
  };
  addEventListener('error', hear);
  addEventListener('unhandledrejection', hear);
  app.onPanic((file, line) => end(`${file}:${line}`));
  return (act) => {
    try {
      return act();
    } catch (error) {
      if (isBreakdown(error)) end(error.message);
      throw error;
    }
  };
}
