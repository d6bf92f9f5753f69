//! The scripted conversations of the examples, played on a page as a visitor has them.

mod hand;
mod page_side;
mod player;
mod shown_text;

use bavard_server::conversation_file::ConversationFile;

pub use hand::Hand;
pub(crate) use page_side::{ANSWER, PREPARE};
pub use player::Player;

use crate::surroundings::repository;
use crate::{Example, Failure};

/// Reads a conversation file of an example, such as `conversations.fr-FR.yaml`.
///
/// # Errors
///
/// When it cannot be read.
pub fn conversations(example: Example, file: &str) -> Result<ConversationFile, Failure> {
    let folder = repository().join("examples").join(example.name());
    Ok(ConversationFile::read(&folder.join(file))?)
}
