//! English numbers and what they count.

use serde_json::json;

use super::{answers, answers_none, finds, finds_none, takes};
use crate::understanding::builtins::BuiltIn;

#[test]
fn cardinals_are_read_as_digits() {
    finds(
        "en-US",
        BuiltIn::Cardinal,
        [
            ("42", "42"),
            ("0042 please", "0042"),
            ("1,340 flights", "1340"),
            ("1, 34", "1"),
            ("1.5k", "1500"),
            ("700 thousand", "700000"),
            ("twenty-one people", "21"),
            ("two hundred and five", "205"),
            ("a hundred", "100"),
            ("three thousand four hundred", "3400"),
            ("one two", "1"),
            ("two thousand", "2000"),
            ("one million two hundred thousand and five", "1200005"),
            ("two and a half million", "2500000"),
        ],
    );
    answers(
        "en-US",
        BuiltIn::Cardinal,
        [
            ("00 42", "0042"),
            ("12 34", "1234"),
            ("555-1234", "5551234"),
            ("one two oh three", "1203"),
            ("007", "007"),
            ("twenty one", "21"),
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Cardinal,
        &[
            "", "a", "5th", "1.5", "k", "hundred", "1km", "half", "a coffee", "b747", "5a5",
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Cardinal,
        &["99999999999999999999999999999999999999999999999999"],
    );
    answers_none("en-US", BuiltIn::Cardinal, &["12 apples", "-5"]);
}

#[test]
fn numbers_with_fractions() {
    finds(
        "en-US",
        BuiltIn::Number,
        [
            ("3.5", json!(3.5)),
            ("three point one six", json!(3.16)),
            ("one and a half", json!(1.5)),
            ("minus five", json!(-5)),
            ("it is -5.25", json!(-5.25)),
            ("1,234.5", json!(1234.5)),
            ("0042", json!(42)),
        ],
    );
    finds_none("en-US", BuiltIn::Number, &["a", "point"]);
}

#[test]
fn ordinals_and_places() {
    finds(
        "en-US",
        BuiltIn::Ordinal,
        [
            ("the third one", 3),
            ("22nd", 22),
            ("twenty second", 22),
            ("second helping", 2),
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Ordinal,
        &["three", "3", "5km", "give me a second", "a second please"],
    );
    finds("en-US", BuiltIn::Ordinal, [("a second helping", 2)]);
    finds(
        "en-US",
        BuiltIn::Order,
        [
            ("the first", json!("min")),
            ("latest", json!("max")),
            ("twenty second", json!(22)),
            ("second to last", json!("penultimate")),
            ("previous", json!("prec")),
            ("next", json!("succ")),
        ],
    );
}

#[test]
fn amounts() {
    let amount = |unit: &str, number: serde_json::Value| json!({"unit": unit, "number": number});
    finds(
        "en-US",
        BuiltIn::Amount,
        [
            ("$50", amount("USD", json!(50))),
            ("50 dollars", amount("USD", json!(50))),
            ("$1,340.50", amount("USD", json!(1340.5))),
            ("$700 K", amount("USD", json!(700_000))),
            ("$1.5k", amount("USD", json!(1500))),
            ("$5m", amount("USD", json!(5_000_000))),
            ("20€", amount("EUR", json!(20))),
            ("fifty bucks", amount("USD", json!(50))),
            ("a hundred bucks", amount("USD", json!(100))),
            ("a dollar", amount("USD", json!(1))),
            ("EUR 12", amount("EUR", json!(12))),
            (
                "four dollars and seventy five cents",
                amount("USD", json!(4.75)),
            ),
            ("75 cents", amount("USD", json!(0.75))),
            ("£20", amount("GBP", json!(20))),
            ("-$5", amount("USD", json!(-5))),
            ("3 dollars 50", amount("USD", json!(3.5))),
            ("half a million dollars", amount("USD", json!(500_000))),
            ("10-20 dollars", amount("USD", json!(20))),
        ],
    );
    finds(
        "en-GB",
        BuiltIn::Amount,
        [
            ("20 quid", amount("GBP", json!(20))),
            ("50p", amount("GBP", json!(0.5))),
        ],
    );
    finds(
        "en-CA",
        BuiltIn::Amount,
        [
            ("$20", amount("CAD", json!(20))),
            ("US$20", amount("USD", json!(20))),
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Amount,
        &["50", "$", "a coffee", "dollars"],
    );
    answers(
        "en-US",
        BuiltIn::Amount,
        [
            ("12.5", amount("USD", json!(12.5))),
            ("fifty", amount("USD", json!(50))),
        ],
    );
    answers("en-GB", BuiltIn::Amount, [("50", amount("GBP", json!(50)))]);
}

#[test]
fn measures() {
    finds(
        "en-US",
        BuiltIn::Distance,
        [
            ("eighteen inches", json!({"unit": "in", "number": 18})),
            ("two and a half meters", json!({"unit": "m", "number": 2.5})),
            (
                "more than three km",
                json!({"modifier": "GT", "unit": "km", "number": 3}),
            ),
            ("100mm", json!({"unit": "mm", "number": 100})),
            ("a mile", json!({"unit": "mi", "number": 1})),
        ],
    );
    finds(
        "en-US",
        BuiltIn::Temperature,
        [
            (
                "twenty three degrees Celsius",
                json!({"unit": "C", "number": 23}),
            ),
            (
                "eighteen point five degrees Fahrenheit",
                json!({"unit": "F", "number": 18.5}),
            ),
            (
                "Fahrenheit four hundred fifty one",
                json!({"unit": "F", "number": 451}),
            ),
            ("eighteen below zero", json!({"number": -18})),
            ("-5°C", json!({"unit": "C", "number": -5})),
            ("70 degrees", json!({"number": 70})),
            ("70F", json!({"unit": "F", "number": 70})),
        ],
    );
    finds(
        "en-US",
        BuiltIn::Quantity,
        [
            ("at least ten", json!({"modifier": "GE", "number": 10})),
            ("10", json!({"number": 10})),
            ("> 25", json!({"modifier": "GT", "number": 25})),
        ],
    );
    answers(
        "en-US",
        BuiltIn::Quantity,
        [
            ("a lot", json!({"modifier": "LOTS"})),
            ("none", json!({"modifier": "NONE"})),
        ],
    );
    finds_none("en-US", BuiltIn::Distance, &["5", "meters"]);
    finds_none("en-US", BuiltIn::Temperature, &["5", "degrees", "five"]);
    finds_none("en-US", BuiltIn::Quantity, &["some", "a lot", "over there"]);
}

#[test]
fn durations_are_their_words() {
    takes(
        "en-US",
        BuiltIn::Duration,
        &[
            ("two weeks", "two weeks"),
            ("10 days or so", "10 days"),
            ("a couple of days", "a couple of days"),
            ("couple of days", "couple of days"),
            ("a month", "a month"),
            ("half an hour", "half an hour"),
            (
                "for 33 minutes and 19 seconds please",
                "33 minutes and 19 seconds",
            ),
            ("an hour and a half", "an hour and a half"),
            ("2.5 hours", "2 . 5 hours"),
            ("2h", "2h"),
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Duration,
        &[
            "two",
            "days",
            "a coffee",
            "just a minute",
            "a second",
            "second helping",
        ],
    );
    answers_none("en-US", BuiltIn::Duration, &["two weeks at home"]);
}

#[test]
fn the_date_on_which_a_card_expires() {
    finds(
        "en-US",
        BuiltIn::Expiry,
        [
            ("08/27", "20270831"),
            ("02/2028", "20280228"),
            ("november 2029", "20291130"),
        ],
    );
    answers("en-US", BuiltIn::Expiry, [("0427", "20270430")]);
    finds_none("en-US", BuiltIn::Expiry, &["13/27", "0427", "august", "8"]);
}
