//! The engine as its callers see it: projects in, turns, replies out.

mod data_access;
mod events;
mod failures;
mod flow;
mod loading;
mod questions;
mod routers;
mod support;
mod travel;
