//! The rules of the conversation, told with a clock that the tests hold.

mod data;
mod failures;
mod latency_rule;
mod masking;
mod offline;
mod properties;
mod replies;
mod scene;
mod sessions;
mod turn_identity;
mod turns;
