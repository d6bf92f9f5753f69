//! What people write in each language, and what it means.

mod anything;
mod asked;
mod english;
mod english_numbers;
mod french;
mod german;
mod other;
mod spanish;

use jiff::civil::{DateTime, datetime};
use serde_json::Value;

use super::{BuiltIn, Language};
use crate::understanding::normalise::normalised;

/// A Wednesday.
const NOW: DateTime = datetime(2026, 8, 5, 10, 20, 0, 0);

/// What is read somewhere in a text when nobody asked for it: the words and the value, none for words that are the value.
fn anywhere(locale: &str, kind: BuiltIn, text: &str) -> Option<(String, Value)> {
    let words = normalised(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let tagged = Language::of(locale).tag(&words);
    (0..words.len()).find_map(|at| {
        let reading = tagged.at(at, kind, NOW)?;
        let taken = words[at..at + reading.words].join(" ");
        Some((taken, reading.value.unwrap_or_default()))
    })
}

/// As [`anywhere`], in an answer to a question for the kind.
fn asked(locale: &str, kind: BuiltIn, text: &str) -> Option<Value> {
    let words = normalised(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let tagged = Language::of(locale).tag(&words);
    let mut readings = (0..words.len()).filter_map(|at| tagged.at_when_asked(at, kind, NOW));
    readings.next().and_then(|reading| reading.value)
}

/// Asserts what is read somewhere in each text.
#[track_caller]
fn finds<V: Into<Value>>(
    locale: &str,
    kind: BuiltIn,
    rows: impl IntoIterator<Item = (&'static str, V)>,
) {
    for (text, value) in rows {
        let found = anywhere(locale, kind, text).map(|(_, value)| value);
        assert_eq!(found, Some(value.into()), "{locale} {kind:?}: {text}");
    }
}

/// Asserts which words are taken.
#[track_caller]
fn takes(locale: &str, kind: BuiltIn, rows: &[(&str, &str)]) {
    for (text, taken) in rows {
        let found = anywhere(locale, kind, text).map(|(taken, _)| taken);
        assert_eq!(found.as_deref(), Some(*taken), "{locale} {kind:?}: {text}");
    }
}

/// Asserts that nothing of the kind is read in the texts when nobody asked for it.
#[track_caller]
fn finds_none(locale: &str, kind: BuiltIn, texts: &[&str]) {
    for text in texts {
        assert_eq!(
            anywhere(locale, kind, text),
            None,
            "{locale} {kind:?}: {text}"
        );
    }
}

/// Asserts what all of each text is as an answer.
#[track_caller]
fn answers<V: Into<Value>>(
    locale: &str,
    kind: BuiltIn,
    rows: impl IntoIterator<Item = (&'static str, V)>,
) {
    for (text, value) in rows {
        let words = normalised(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = Language::of(locale).tag(&words).whole(kind, NOW);
        assert_eq!(
            found.flatten(),
            Some(value.into()),
            "{locale} {kind:?}: {text}"
        );
    }
}

/// Asserts that none of the texts is an answer as a whole.
#[track_caller]
fn answers_none(locale: &str, kind: BuiltIn, texts: &[&str]) {
    for text in texts {
        let words = normalised(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = Language::of(locale).tag(&words).whole(kind, NOW);
        assert_eq!(found, None, "{locale} {kind:?}: {text}");
    }
}
