//! `bavard chat`: a designer talks to a project in the terminal.
//!
//! [`Chat`] takes lines and writes to a [`Screen`], so that a pipe drives it as well as a keyboard. Where a client or a
//! backend would be asked for data, the designer is.

mod backends;
mod expects;
mod given_data;
mod line;
mod reader;
mod recording;
mod screen;
mod sensitive;
mod state_text;
mod talk;

pub use backends::Backends;
pub use given_data::{GivenDataError, given_data, merge_given};
pub use line::{Command, Line, LineError};
pub use reader::{LineReader, PipedReader, TerminalReader};
pub use screen::Screen;
pub use talk::Chat;
