//! A page with a chat in it, and a dialog service that answers as the test says.

pub mod chat_page;
pub mod replies;
pub mod scripted_service;
