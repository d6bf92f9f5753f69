// Runs before the page's own scripts and keeps hold of each memory of WebAssembly, whose size nothing else tells.
const memories = [];
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await original.apply(WebAssembly, given);
    const { exports } = made.instance ?? made;
    memories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
    return made;
  };
}
window.wasmBytes = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
