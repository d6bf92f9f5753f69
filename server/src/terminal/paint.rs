//! Colours, where the reader's terminal shows them.

use std::fmt::{self, Display};
use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

/// Whether what is printed is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Text alone: for files, pipes and readers who do not want colours.
    Plain,
    /// With colours.
    Coloured,
}

impl Paint {
    /// Colours on a terminal, unless `NO_COLOR` is set to something (no-color.org) or the terminal is a dumb one.
    pub fn on(output: &impl IsTerminal) -> Paint {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if output.is_terminal() && !refused && !dumb {
            Paint::Coloured
        } else {
            Paint::Plain
        }
    }

    /// What went well, or was expected.
    pub fn good<T: Display>(self, text: T) -> Painted<T> {
        self.with(AnsiColor::Green.on_default(), text)
    }

    /// What went wrong.
    pub fn bad<T: Display>(self, text: T) -> Painted<T> {
        self.with(AnsiColor::Red.on_default(), text)
    }

    /// What matters most.
    pub fn strong<T: Display>(self, text: T) -> Painted<T> {
        self.with(Style::new().bold(), text)
    }

    /// What is only there to be looked up.
    pub fn dim<T: Display>(self, text: T) -> Painted<T> {
        self.with(Style::new().dimmed(), text)
    }

    fn with<T: Display>(self, style: Style, text: T) -> Painted<T> {
        let style = match self {
            Paint::Plain => Style::new(),
            Paint::Coloured => style,
        };
        Painted { style, text }
    }
}

/// A text with its colour.
#[derive(Debug, Clone)]
pub struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}{:#}", self.style, self.text, self.style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_codes_around_the_text_and_nothing_when_plain() {
        assert_eq!(Paint::Plain.bad("no").to_string(), "no");
        assert_eq!(
            Paint::Coloured.bad("no").to_string(),
            "\u{1b}[31mno\u{1b}[0m"
        );
    }
}
