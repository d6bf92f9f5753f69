//! The tools that builds and tests need, their pinned versions and how they get onto a machine.

mod browsers;
mod cache;
mod cargo_tool;
mod client_libraries;
mod deep_chat;
mod install;
mod node_tools;
mod page_libraries;
mod privilege;
mod redis;
mod search;
mod toolbox;
mod wasm_target;

pub(crate) use browsers::Browser;
pub(crate) use client_libraries::ClientLibraries;
pub(crate) use deep_chat::deep_chat;
pub(crate) use install::{Need, install};
pub(crate) use page_libraries::PageLibraries;
pub(crate) use toolbox::Toolbox;
pub(crate) use wasm_target::{WASM_TARGET, has_source};
