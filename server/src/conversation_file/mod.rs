//! Scripted conversations: the file of `bavard test`, how it is played, and what it says where the bot differs.
//!
//! The player talks to the engine without a server in between, and answers server-side fetches from the file, so a
//! project's tests need neither ports nor backends.

mod action_parts;
mod backend;
mod backend_replies;
mod comparison;
mod difference;
mod expectation;
mod format;
mod junit;
mod mismatch;
mod player;
mod report;
mod run;
mod turn;
mod turn_input;

pub use action_parts::ActionParts;
pub use backend::ScriptedBackend;
pub use backend_replies::{Answer, Backend, Replies};
pub use expectation::{ActionName, Expectation, ExpectedRequest, ExpectedSelectable, ExpectedView};
pub use format::{Conversation, ConversationFile, ConversationFileError};
pub use junit::write_junit;
pub use mismatch::{Difference, Mismatch};
pub use player::{ConversationResult, FailedTurn, Outcome, PlayedTurn, play};
pub use report::write_report;
pub use run::{FileResult, Report, Script, play_all};
pub use turn::Turn;
pub use turn_input::{Event, EventType, RequestedData, Selected, TurnInput};
