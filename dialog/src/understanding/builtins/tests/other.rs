//! Languages without words: what is written the same everywhere.

use serde_json::json;

use super::{answers, finds, finds_none};
use crate::understanding::builtins::BuiltIn;

#[test]
fn digits_signs_and_codes_are_read_in_every_language() {
    finds(
        "pt-BR",
        BuiltIn::Date,
        [
            ("em 2026-12-31", "20261231"),
            ("31/12/2026", "20261231"),
            ("24/12", "20261224"),
        ],
    );
    finds(
        "ja-JP",
        BuiltIn::Time,
        [("15:30", "0330p"), ("06:30", "0630a"), ("3 pm", "0300p")],
    );
    finds(
        "nl-NL",
        BuiltIn::Amount,
        [
            ("€ 50", json!({"unit": "EUR", "number": 50})),
            ("12.50 CHF", json!({"unit": "CHF", "number": 12.5})),
        ],
    );
    finds("it-IT", BuiltIn::Cardinal, [("0042", "0042")]);
    finds(
        "it-IT",
        BuiltIn::Distance,
        [("5km", json!({"unit": "km", "number": 5}))],
    );
    answers(
        "sv-SE",
        BuiltIn::YesNo,
        [("👍", "yes"), ("ok", "yes"), ("👎", "no")],
    );
    answers(
        "sv-SE",
        BuiltIn::Amount,
        [("50", json!({"unit": "SEK", "number": 50}))],
    );
}

#[test]
fn words_of_one_language_mean_nothing_in_another() {
    finds_none(
        "it-IT",
        BuiltIn::Date,
        &["today", "demain", "morgen", "mai"],
    );
    finds_none("fr-FR", BuiltIn::Date, &["tomorrow", "morgen"]);
    finds_none("en-US", BuiltIn::Cardinal, &["deux", "zwei"]);
}
