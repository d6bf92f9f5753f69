//! The language that built-ins are read in.

use super::TaggedWords;

/// The language and the habits of a locale.
#[derive(Debug, Clone, Copy)]
pub(in crate::understanding) struct Language;

impl Language {
    /// The language of a locale such as `en-US`.
    pub(in crate::understanding) fn of(_locale: &str) -> Language {
        Language
    }

    /// Makes the words of an utterance ready to be read.
    pub(in crate::understanding) fn tag<'w>(self, words: &'w [&'w str]) -> TaggedWords<'w> {
        TaggedWords { words }
    }
}
