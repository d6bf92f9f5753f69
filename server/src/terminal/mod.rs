//! What people read in a terminal: rich text as plain text, replies as lines, colours where they help.

mod columns;
mod emoji_escape;
mod paint;
mod plain_text;
mod reply_lines;
mod wrapped;

pub use columns::{MAX_COLUMNS, columns};
pub use paint::{Paint, Painted};
pub use plain_text::plain_text;
pub use reply_lines::{ReplyLine, reply_lines};
pub use wrapped::wrapped;
