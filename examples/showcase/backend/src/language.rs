//! The languages that the office has names in.

use serde::{Deserialize, Deserializer};

/// Language of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// For every language that is not French.
    #[default]
    English,
    /// French, of any country.
    French,
}

impl Language {
    /// Reads a tag such as `fr-FR`.
    pub fn of(tag: &str) -> Language {
        match tag.split('-').next() {
            Some("fr") => Language::French,
            _ => Language::English,
        }
    }

    /// The name in this language.
    pub(crate) const fn pick(self, english: &'static str, french: &'static str) -> &'static str {
        match self {
            Language::English => english,
            Language::French => french,
        }
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        String::deserialize(deserializer).map(|tag| Language::of(&tag))
    }
}
