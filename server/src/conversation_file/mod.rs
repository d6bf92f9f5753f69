//! Scripted conversations: the file of `bavard test`, how it is played, and what it says where the bot differs.
//!
//! The player talks to the engine without a server in between, and answers server-side fetches from the file, so a
//! project's tests need neither ports nor backends.

mod backend;
mod backend_replies;
mod comparison;
mod expectation;
mod format;
mod mismatch;
mod player;
mod report;

pub use backend_replies::{Answer, Backend, Replies};
pub use format::{Conversation, ConversationFile, ConversationFileError};
pub use mismatch::Mismatch;
pub use player::{ConversationResult, FailedTurn, play};
pub use report::{Report, write_report};
