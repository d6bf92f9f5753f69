//! What the designer sees.

use std::io::{self, Write};

use bavard_dialog::Reply;

use crate::terminal::{Paint, ReplyLine, columns, reply_lines, wrapped};

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
        for line in reply_lines(reply, columns(BLANK.len())) {
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
                    self.choice(number, &text, &description)?;
                }
                ReplyLine::Note(text) => self.note(text)?,
            }
        }
        self.output.flush()
    }

    fn choice(&mut self, number: usize, text: &str, description: &str) -> io::Result<()> {
        let mut mark = format!("{number}) ");
        let margin = " ".repeat(mark.len());
        let columns = columns(BLANK.len() + mark.len());
        for line in wrapped(text, columns) {
            writeln!(self.output, "{BLANK}{mark}{line}")?;
            mark.clone_from(&margin);
        }
        if !description.is_empty() {
            for line in wrapped(description, columns) {
                writeln!(self.output, "{BLANK}{margin}{}", self.paint.dim(line))?;
            }
        }
        Ok(())
    }

    /// What the visitor said, for a reader who did not see it being typed.
    pub(super) fn visitor(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}{text}", self.paint.strong(VISITOR))
    }

    /// Words of ours.
    pub(super) fn note(&mut self, text: impl std::fmt::Display) -> io::Result<()> {
        for line in wrapped(&format!("({text})"), columns(BLANK.len())) {
            writeln!(self.output, "{BLANK}{}", self.paint.dim(line))?;
        }
        Ok(())
    }

    /// Something that did not work.
    pub(super) fn problem(&mut self, text: impl std::fmt::Display) -> io::Result<()> {
        for line in wrapped(&text.to_string(), columns(BLANK.len())) {
            writeln!(self.output, "{BLANK}{}", self.paint.bad(line))?;
        }
        Ok(())
    }

    /// A text of several lines.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        for line in wrapped(text, columns(BLANK.len())) {
            writeln!(self.output, "{BLANK}{line}")?;
        }
        Ok(())
    }
}
