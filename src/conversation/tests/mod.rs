//! The rules of the conversation, told with a clock that the tests hold.

mod data;
mod failures;
mod keypad;
mod latency_rule;
mod masking;
mod replies;
mod scene;
mod sessions;
mod turns;
