//! What a question adds: in its answer shorter words count, but not every number is what was asked for.

use serde_json::{Value, json};

use super::asked;
use crate::understanding::builtins::BuiltIn;

#[test]
fn shorter_words_are_values_in_an_answer() {
    for (locale, kind, text, value) in [
        ("en-US", BuiltIn::Time, "at 5 please", json!("0500p")),
        ("en-US", BuiltIn::Date, "on the second", json!("20260902")),
        (
            "en-US",
            BuiltIn::Amount,
            "about 50",
            json!({"unit": "USD", "number": 50}),
        ),
        (
            "en-US",
            BuiltIn::Quantity,
            "just some",
            json!({"modifier": "SOME"}),
        ),
        ("fr-FR", BuiltIn::Time, "vers huit", json!("0800a")),
        ("fr-FR", BuiltIn::Cardinal, "un seul", json!("1")),
        (
            "de-DE",
            BuiltIn::Date,
            "der zweite bitte",
            json!("20260902"),
        ),
        ("es-ES", BuiltIn::Time, "sobre las tres", json!("0300p")),
    ] {
        assert_eq!(
            asked(locale, kind, text),
            Some(value),
            "{locale} {kind:?}: {text}"
        );
    }
}

#[test]
fn words_with_another_meaning_have_to_be_all_of_an_answer() {
    for (locale, kind, text) in [
        ("en-US", BuiltIn::Date, "we are two people"),
        ("en-US", BuiltIn::Date, "in the sun"),
        ("de-DE", BuiltIn::Date, "das ist so"),
        ("fr-FR", BuiltIn::Amount, "c'est un peu cher"),
        ("es-ES", BuiltIn::Date, "cerca del mar"),
    ] {
        assert_eq!(
            asked(locale, kind, text),
            None::<Value>,
            "{locale} {kind:?}: {text}"
        );
    }
}
