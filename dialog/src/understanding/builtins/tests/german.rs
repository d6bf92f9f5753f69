//! German.

use serde_json::json;

use super::{answers, answers_none, finds, finds_none, takes};
use crate::understanding::builtins::BuiltIn;

#[test]
fn ja_und_nein() {
    answers(
        "de-DE",
        BuiltIn::YesNo,
        [
            ("Ja", "yes"),
            ("ja, bitte", "yes"),
            ("Na klar!", "yes"),
            ("genau", "yes"),
            ("das stimmt", "yes"),
            ("natürlich", "yes"),
            ("natuerlich", "yes"),
            ("Nein danke", "no"),
            ("nö", "no"),
            ("auf keinen Fall", "no"),
            ("stimmt nicht", "no"),
        ],
    );
    answers(
        "de-AT",
        BuiltIn::Boolean,
        [("wahr", true), ("falsch", false)],
    );
    answers_none(
        "de-DE",
        BuiltIn::YesNo,
        &["vielleicht", "ja ich fliege", "Januar", "yes"],
    );
}

#[test]
fn dates_in_words() {
    finds(
        "de-DE",
        BuiltIn::Date,
        [
            ("heute", "20260805"),
            ("heute Morgen", "20260805"),
            ("morgen", "20260806"),
            ("morgen früh", "20260806"),
            ("übermorgen", "20260807"),
            ("uebermorgen", "20260807"),
            ("gestern", "20260804"),
            ("in drei Tagen", "20260808"),
            ("in einer Woche", "20260812"),
            ("vor zwei Tagen", "20260803"),
            ("Freitag", "20260807"),
            ("am Freitag", "20260807"),
            ("nächsten Freitag", "20260814"),
            ("kommenden Mittwoch", "20260812"),
            ("5. August", "20260805"),
            ("am 4. August", "20270804"),
            ("der fünfte September", "20260905"),
            ("am einundzwanzigsten Dezember", "20261221"),
            ("21. März 2028", "20280321"),
            ("21. Maerz", "20270321"),
            ("Montag, den 10. August", "20260810"),
            ("Montag, den 10.8.", "20260810"),
            ("am 12.", "20260812"),
            ("1. Jänner zweitausendachtundzwanzig", "20280101"),
        ],
    );
    takes(
        "de-DE",
        BuiltIn::Date,
        &[("ich fliege am 5. August 2027 um 12", "am 5 august 2027")],
    );
}

#[test]
fn dates_in_digits_put_the_day_first() {
    finds(
        "de-DE",
        BuiltIn::Date,
        [
            ("3.1.2027", "20270103"),
            ("03.01.27", "20270103"),
            ("24.12.", "20261224"),
            ("24/12", "20261224"),
            ("2026-12-31", "20261231"),
        ],
    );
}

#[test]
fn other_things_are_no_dates() {
    finds_none(
        "de-DE",
        BuiltIn::Date,
        &[
            "",
            "guten Morgen",
            "mai",
            "so",
            "di",
            "am Morgen",
            "der zweite",
            "31.2.",
            "5",
            "3,5",
            "in der Stadt",
            "vor zwei Autos",
            "ein Kaffee",
            "um 8 Uhr am Morgen",
        ],
    );
    answers(
        "de-DE",
        BuiltIn::Date,
        [
            ("der zweite", "20260902"),
            ("so", "20260809"),
            ("15.", "20260815"),
        ],
    );
}

#[test]
fn times() {
    finds(
        "de-DE",
        BuiltIn::Time,
        [
            ("um 15 Uhr", "0300p"),
            ("15:30 Uhr", "0330p"),
            ("15.30 Uhr", "0330p"),
            ("15 Uhr 30", "0330p"),
            ("8 Uhr morgens", "0800a"),
            ("drei Uhr", "0300p"),
            ("drei Uhr nachmittags", "0300p"),
            ("drei Uhr nachts", "0300a"),
            ("drei Uhr dreißig", "0330p"),
            ("halb drei", "0230p"),
            ("halb eins", "1230p"),
            ("halb acht", "0730a"),
            ("viertel nach drei", "0315p"),
            ("Viertel vor drei", "0245p"),
            ("dreiviertel drei", "0245p"),
            ("viertel drei", "0215p"),
            ("zehn nach drei", "0310p"),
            ("fünf vor halb drei", "0225p"),
            ("zehn vor acht abends", "0750p"),
            ("zwanzig Uhr", "0800p"),
            ("06:30", "0630a"),
            ("mittags", "1200p"),
            ("Mitternacht", "1200a"),
            ("in zwei Stunden", "1220p"),
            ("in einer halben Stunde", "1050a"),
        ],
    );
    finds_none(
        "de-DE",
        BuiltIn::Time,
        &[
            "",
            "3",
            "drei",
            "25 Uhr",
            "15:75",
            "15.30",
            "halb",
            "halb so wild",
            "um 3 am Freitag",
            "jetzt",
        ],
    );
    answers(
        "de-DE",
        BuiltIn::Time,
        [("15", "0300p"), ("jetzt", "1020a"), ("acht", "0800a")],
    );
}

#[test]
fn cardinals() {
    finds(
        "de-DE",
        BuiltIn::Cardinal,
        [
            ("42", "42"),
            ("0042", "0042"),
            ("1.340 Flüge", "1340"),
            ("1 340", "1340"),
            ("einundzwanzig", "21"),
            ("zweihundertfünfunddreißig", "235"),
            ("dreitausendvierhundert", "3400"),
            ("eine Million zweihunderttausend", "1200000"),
            ("zwei Millionen", "2000000"),
            ("eine halbe Million", "500000"),
            ("1,5 Millionen", "1500000"),
            ("fuenf", "5"),
            ("eins", "1"),
        ],
    );
    finds("de-CH", BuiltIn::Cardinal, [("1'340", "1340")]);
    answers(
        "de-DE",
        BuiltIn::Cardinal,
        [
            ("eins zwei null drei", "1203"),
            ("12 34", "1234"),
            ("ein", "1"),
        ],
    );
    finds_none(
        "de-DE",
        BuiltIn::Cardinal,
        &[
            "ein Kaffee",
            "eine Minute",
            "Million",
            "1,5",
            "einfach",
            "anderthalb",
        ],
    );
}

#[test]
fn numbers_with_fractions() {
    finds(
        "de-DE",
        BuiltIn::Number,
        [
            ("3,5", json!(3.5)),
            ("1.234,5", json!(1234.5)),
            ("drei Komma eins sechs", json!(3.16)),
            ("anderthalb", json!(1.5)),
            ("zweieinhalb", json!(2.5)),
            ("minus fünf", json!(-5)),
        ],
    );
    finds_none("de-DE", BuiltIn::Number, &["ein Kaffee", "Komma"]);
}

#[test]
fn ordinals_and_places() {
    finds(
        "de-DE",
        BuiltIn::Ordinal,
        [
            ("der dritte", 3),
            ("zweiter", 2),
            ("einundzwanzigste", 21),
            ("die erste", 1),
        ],
    );
    finds_none(
        "de-DE",
        BuiltIn::Ordinal,
        &["drei", "3", "warten", "Achtung"],
    );
    finds(
        "de-DE",
        BuiltIn::Order,
        [
            ("der letzte", json!("max")),
            ("die erste", json!("min")),
            ("fünfte", json!(5)),
        ],
    );
}

#[test]
fn amounts() {
    let amount = |unit: &str, number: serde_json::Value| json!({"unit": unit, "number": number});
    finds(
        "de-DE",
        BuiltIn::Amount,
        [
            ("50 €", amount("EUR", json!(50))),
            ("14,50 €", amount("EUR", json!(14.5))),
            ("1.340,50 Euro", amount("EUR", json!(1340.5))),
            ("fünfzig Euro", amount("EUR", json!(50))),
            ("drei Euro fünfzig", amount("EUR", json!(3.5))),
            ("drei Euro und zwanzig Cent", amount("EUR", json!(3.2))),
            ("50 Cent", amount("EUR", json!(0.5))),
            ("einen Euro", amount("EUR", json!(1))),
            ("zwei Millionen Euro", amount("EUR", json!(2_000_000))),
            ("20 Dollar", amount("USD", json!(20))),
        ],
    );
    finds(
        "de-CH",
        BuiltIn::Amount,
        [
            ("20 Franken", amount("CHF", json!(20))),
            ("50 Rappen", amount("CHF", json!(0.5))),
            ("CHF 1'340.50", amount("CHF", json!(1340.5))),
        ],
    );
    finds_none("de-DE", BuiltIn::Amount, &["50", "Euro", "ein Kaffee"]);
    answers(
        "de-DE",
        BuiltIn::Amount,
        [
            ("12,5", amount("EUR", json!(12.5))),
            ("hundert", amount("EUR", json!(100))),
        ],
    );
}

#[test]
fn measures_and_durations() {
    finds(
        "de-DE",
        BuiltIn::Distance,
        [
            (
                "weniger als 5 km",
                json!({"modifier": "LT", "unit": "km", "number": 5}),
            ),
            ("anderthalb Kilometer", json!({"unit": "km", "number": 1.5})),
        ],
    );
    finds(
        "de-DE",
        BuiltIn::Temperature,
        [
            ("minus fünf Grad", json!({"number": -5})),
            ("fünf Grad unter null", json!({"number": -5})),
            ("23 Grad Celsius", json!({"unit": "C", "number": 23})),
        ],
    );
    finds(
        "de-DE",
        BuiltIn::Quantity,
        [("mindestens zehn", json!({"modifier": "GE", "number": 10}))],
    );
    takes(
        "de-DE",
        BuiltIn::Duration,
        &[
            ("zwei Wochen", "zwei wochen"),
            ("anderthalb Stunden", "anderthalb stunden"),
            ("eine halbe Stunde", "eine halbe stunde"),
            ("eine Stunde und 20 Minuten", "eine stunde und 20 minuten"),
            ("ein paar Tage", "ein paar tage"),
        ],
    );
    finds_none(
        "de-DE",
        BuiltIn::Duration,
        &["eine Minute bitte", "ein Kaffee", "Stunden"],
    );
}
