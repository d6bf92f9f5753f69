//! The widget in a real browser, against a dialog service that the test scripts. Run by `wasm-pack test`.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic is a failed test; clippy knows `#[test]` alone"
)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod component;
mod composer;
mod connection;
mod conversation;
mod feedback;
mod inputs;
mod inspector;
mod keeping;
mod keypad;
mod language;
mod live_region;
mod menu;
mod rich_text;
mod selectables;
mod support;
mod tabs;
mod tokens;
mod traces;
mod transcript;

wasm_bindgen_test_configure!(run_in_browser);
