//! The only place that writes to the terminal.
//!
//! A closed pipe (`cargo xtask test | head`) must not turn a good run into a failed one, so write errors are dropped.

use std::fmt::Display;
use std::io::{self, Write as _};

/// One line of progress or result.
pub(crate) fn say(line: impl Display) {
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "{line}");
    let _ = output.flush();
}

/// One line about something that went wrong.
pub(crate) fn complain(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "error: {line}");
}
