//! The languages that built-ins are read in: what their words mean, and what a locale writes in its own way.
//!
//! A language is a table of [`Term`]s. The grammars of the built-ins are written over terms, so most of them serve every
//! language; where a language has a grammar of its own they ask for its [`Tongue`].

mod common;
mod english;
mod french;
mod german;
mod german_number;
mod region;
mod spanish;
mod term;
mod vocabulary;

use std::sync::LazyLock;

pub(super) use german_number::Compound;
pub(super) use region::{DateOrder, Region};
pub(super) use term::{DayPart, Money, Term, TimeUnit};
pub(super) use vocabulary::{Phrase, Vocabulary};

/// The language and the habits of a locale.
#[derive(Debug, Clone, Copy)]
pub(in crate::understanding) struct Language {
    pub(super) tongue: Tongue,
    pub(super) region: Region,
    vocabulary: &'static LazyLock<Vocabulary>,
}

/// A language that has words for built-ins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    French,
    German,
    Spanish,
    /// Any other: only what is written the same everywhere.
    Other,
}

impl Language {
    /// The language of a locale such as `en-US`.
    ///
    /// The built-ins of other languages than English, French, German and Spanish are digits, ISO dates, times like
    /// `15:30`, signs and codes.
    pub(in crate::understanding) fn of(locale: &str) -> Language {
        let mut parts = locale.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let (tongue, vocabulary) = match language.to_ascii_lowercase().as_str() {
            "en" => (Tongue::English, &ENGLISH),
            "fr" => (Tongue::French, &FRENCH),
            "de" => (Tongue::German, &GERMAN),
            "es" => (Tongue::Spanish, &SPANISH),
            _ => (Tongue::Other, &OTHER),
        };
        Language {
            tongue,
            region: Region::of(tongue, parts.next_back().unwrap_or_default()),
            vocabulary,
        }
    }

    /// Whether a word says nothing of its own beside values, such as "to" or "please".
    pub(in crate::understanding) fn is_filler(&self, word: &str) -> bool {
        let mut phrases = self.phrases(word).iter();
        phrases.any(|phrase| phrase.term == Term::Filler && phrase.rest.is_empty())
    }

    /// The words that mean something by themselves or begin a phrase, in no order.
    pub(in crate::understanding) fn words(self) -> impl Iterator<Item = &'static str> {
        self.vocabulary.first_words()
    }

    /// The phrases that begin with a word.
    pub(super) fn phrases(&self, word: &str) -> &'static [Phrase] {
        self.vocabulary.starting_with(word)
    }

    /// The number that a word is by itself, in languages that write numbers in one word.
    pub(super) fn compound(&self, word: &str) -> Option<Compound> {
        match self.tongue {
            Tongue::German => german_number::read(word),
            _ => None,
        }
    }
}

static ENGLISH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&[common::WORDS, common::TWELVE_HOURS, english::WORDS]));
static FRENCH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&[common::WORDS, common::TWELVE_HOURS, french::WORDS]));
static GERMAN: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&[common::WORDS, german::WORDS]));
static SPANISH: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&[common::WORDS, common::TWELVE_HOURS, spanish::WORDS]));
static OTHER: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&[common::WORDS, common::TWELVE_HOURS]));
