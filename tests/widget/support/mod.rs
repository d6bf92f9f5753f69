//! A page with a chat in it, and a dialog service that answers as the test says.

pub(crate) mod chat_page;
pub(crate) mod network;
pub(crate) mod questions;
pub(crate) mod replies;
pub(crate) mod scripted_service;
