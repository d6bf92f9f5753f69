//! The coffee shop behind the example.
fn main() {}
