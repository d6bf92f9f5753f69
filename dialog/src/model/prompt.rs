//! Prompts (model.md section 12).

use super::{Channel, Key, Operand};
use crate::flow::PromptNumber;

/// One thing to say, in several channels and languages.
#[derive(Debug)]
pub(crate) struct PromptGroup {
    /// By which traces name it.
    pub number: PromptNumber,
    pub prompts: Vec<Prompt>,
    /// `audioFileId`: name of the recording in all channels and languages.
    pub audio_file_name: Option<String>,
    pub barge_in_disabled: bool,
}

/// The forms of a prompt for one channel and language.
#[derive(Debug)]
pub(crate) struct Prompt {
    pub channel: Key<Channel>,
    pub language: String,
    pub rich_text: Template,
    pub speech: Template,
    /// What a recording says.
    pub audio_script: Template,
    /// Recording of this prompt alone (deprecated).
    pub audio_file: Option<String>,
}

/// A text with placeholders.
#[derive(Debug, Default)]
pub(crate) struct Template {
    pub parts: Vec<Part>,
}

impl Template {
    /// Whether there is nothing to show: no text at all, or blanks only.
    pub(crate) fn is_blank(&self) -> bool {
        self.parts
            .iter()
            .all(|part| matches!(part, Part::Text(text) if text.trim().is_empty()))
    }
}

#[derive(Debug)]
pub(crate) enum Part {
    Text(String),
    Placeholder(Placeholder),
}

#[derive(Debug)]
pub(crate) struct Placeholder {
    pub source: Operand,
    pub format: Format,
    /// Whether what it shows must stay out of logs.
    pub masked: bool,
}

/// How a value becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    /// A Java date or time pattern.
    Pattern(String),
    /// A date in words, for speech.
    Spoken(DateParts),
    Decimal {
        /// None: as many as there are.
        places: Option<usize>,
        grouped: bool,
        locale: Option<String>,
        zero_fraction: ZeroFraction,
    },
    Cardinal {
        grouped: bool,
    },
    /// `currency` is an ISO code; none: that of the value.
    Currency {
        currency: Option<String>,
        grouped: bool,
        locale: Option<String>,
        zero_fraction: ZeroFraction,
    },
}

/// What becomes of a fraction that is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZeroFraction {
    Shown,
    LeftOut,
}

/// Parts of a date that are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateParts {
    pub weekday: bool,
    pub month: bool,
    pub day: bool,
    pub year: bool,
}

impl DateParts {
    /// Reads `partsOfDate`: one letter for each part (`wmdy`).
    pub(crate) fn parse(letters: &str) -> DateParts {
        DateParts {
            weekday: letters.contains('w'),
            month: letters.contains('m'),
            day: letters.contains('d'),
            year: letters.contains('y'),
        }
    }
}
