//! Messages: prompts by channel and language, placeholders, formats (model.md section 12).

mod compose;
mod date;
mod format;
mod locale;
mod number;
mod recording;
mod template;

pub(crate) use compose::{MAX_SAID, Voice, said, say};
