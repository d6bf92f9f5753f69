//! Prompts (model.md section 12).

use super::{Channel, Key, Operand};
use crate::flow::PromptNumber;

/// One thing to say, in several channels and languages.
#[derive(Debug)]
pub(crate) struct PromptGroup {
    /// By which traces name it.
    pub number: PromptNumber,
    pub prompts: Vec<Prompt>,
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
    /// A Java date pattern.
    Date {
        pattern: String,
    },
    Decimal {
        places: usize,
        grouped: bool,
        locale: Option<String>,
    },
    Cardinal {
        grouped: bool,
    },
    /// `currency` is an ISO code; none: that of the value.
    Currency {
        currency: Option<String>,
        grouped: bool,
        locale: Option<String>,
    },
}
