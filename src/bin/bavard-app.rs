//! The widget as a WebAssembly program.
fn main() {}
