//! The rules of the conversation, told with a clock that the tests hold.

mod data;
mod failures;
mod feedback;
mod keep_alive;
#[cfg(not(target_arch = "wasm32"))] // proptest is not there
mod keeping;
mod latency_rule;
mod masking;
mod offline;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod replies;
mod returning;
mod scene;
mod sessions;
mod turn_identity;
mod turns;
