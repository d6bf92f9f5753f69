//! Where lines come from.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, Config, Editor, Helper};

/// Longest line that is read from a pipe.
const MAX_LINE_BYTES: u64 = 64 * 1024;

/// Where lines come from.
pub trait LineReader {
    /// The next line; `None` at the end. A masked line is neither shown nor kept.
    ///
    /// # Errors
    ///
    /// When reading fails.
    fn read(&mut self, prompt: &str, masked: bool) -> io::Result<Option<String>>;

    /// Whether the reader of the output sees what is typed.
    fn is_shown(&self) -> bool;
}

/// A pipe or a file.
#[derive(Debug)]
pub struct PipedReader<R>(pub R);

impl<R: BufRead> LineReader for PipedReader<R> {
    fn read(&mut self, _prompt: &str, _masked: bool) -> io::Result<Option<String>> {
        let mut line = String::new();
        let mut limited = self.0.by_ref().take(MAX_LINE_BYTES);
        match limited.read_line(&mut line)? {
            0 => Ok(None),
            _ => Ok(Some(line)),
        }
    }

    fn is_shown(&self) -> bool {
        false
    }
}

/// A terminal, with editing and a history of the lines of this run.
pub struct TerminalReader(Editor<Masking, MemHistory>);

impl TerminalReader {
    /// Takes over the terminal of the process.
    ///
    /// # Errors
    ///
    /// When it cannot be used.
    pub fn open() -> io::Result<TerminalReader> {
        // Masking is a highlighter, which works only with colours; whether others are shown is decided elsewhere.
        let config = Config::builder().color_mode(ColorMode::Forced).build();
        let mut editor =
            Editor::with_history(config, MemHistory::new()).map_err(io::Error::other)?;
        editor.set_helper(Some(Masking::default()));
        Ok(TerminalReader(editor))
    }
}

impl std::fmt::Debug for TerminalReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TerminalReader")
            .finish_non_exhaustive()
    }
}

impl LineReader for TerminalReader {
    fn read(&mut self, prompt: &str, masked: bool) -> io::Result<Option<String>> {
        if let Some(masking) = self.0.helper_mut() {
            masking.masked = masked;
        }
        match self.0.readline(prompt) {
            Ok(line) => {
                if !masked {
                    self.0.add_history_entry(&line).map_err(io::Error::other)?;
                }
                Ok(Some(line))
            }
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    fn is_shown(&self) -> bool {
        true
    }
}

/// Shows dots for what is typed into a masked question.
#[derive(Debug, Default)]
struct Masking {
    masked: bool,
}

impl Highlighter for Masking {
    fn highlight<'l>(&self, line: &'l str, _position: usize) -> Cow<'l, str> {
        if self.masked {
            Cow::Owned("•".repeat(line.chars().count()))
        } else {
            Cow::Borrowed(line)
        }
    }

    fn highlight_char(&self, _line: &str, _position: usize, kind: CmdKind) -> bool {
        self.masked && !matches!(kind, CmdKind::MoveCursor)
    }
}

impl Completer for Masking {
    type Candidate = String;
}

impl Hinter for Masking {
    type Hint = String;
}

impl Validator for Masking {}

impl Helper for Masking {}
