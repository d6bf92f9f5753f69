//! What the designer sees.

use std::io::{self, Write};

use bavard_dialog::Reply;

use crate::terminal::{Paint, ReplyLine, reply_lines};

/// What stands before the first line that the bot says.
const BOT: &str = "bot  ";
/// What stands before what the visitor says, where the terminal does not show it.
const VISITOR: &str = "you  ";
/// What stands before every other line.
const BLANK: &str = "     ";

/// Writes a conversation.
#[derive(Debug)]
pub struct Screen<W> {
    output: W,
    paint: Paint,
}

impl<W: Write> Screen<W> {
    /// A screen on this output.
    pub fn new(output: W, paint: Paint) -> Screen<W> {
        Screen { output, paint }
    }

    pub(super) fn reply(&mut self, reply: &Reply) -> io::Result<()> {
        let mut mark = self.paint.strong(BOT).to_string();
        for line in reply_lines(reply) {
            match line {
                ReplyLine::Said(text) => {
                    writeln!(self.output, "{mark}{text}")?;
                    BLANK.clone_into(&mut mark);
                }
                ReplyLine::Choice {
                    number,
                    text,
                    description,
                } => {
                    let more = match description.as_str() {
                        "" => String::new(),
                        more => format!("  {more}"),
                    };
                    let more = self.paint.dim(more);
                    writeln!(self.output, "{BLANK}{number}) {text}{more}")?;
                }
                ReplyLine::Note(text) => self.note(text)?,
            }
        }
        self.output.flush()
    }

    /// What the visitor said, for a reader who did not see it being typed.
    pub(super) fn visitor(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}{text}", self.paint.strong(VISITOR))
    }

    /// Words of ours.
    pub(super) fn note(&mut self, text: impl std::fmt::Display) -> io::Result<()> {
        writeln!(
            self.output,
            "{BLANK}{}",
            self.paint.dim(format_args!("({text})"))
        )
    }

    /// Something that did not work.
    pub(super) fn problem(&mut self, text: impl std::fmt::Display) -> io::Result<()> {
        writeln!(self.output, "{BLANK}{}", self.paint.bad(text))
    }

    /// A text of several lines.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            writeln!(self.output, "{BLANK}{line}")?;
        }
        Ok(())
    }
}
