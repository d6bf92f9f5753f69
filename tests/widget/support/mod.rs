//! A page with a chat in it, and a dialog service that answers as the test says.

pub(crate) mod chat_page;
#[path = "../../../src/rich_text/hostile_strings.rs"]
pub(crate) mod hostile_strings;
pub(crate) mod languages;
pub(crate) mod network;
pub(crate) mod questions;
pub(crate) mod replies;
pub(crate) mod scripted_service;
