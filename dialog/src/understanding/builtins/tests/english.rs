//! English answers, dates and times.

use super::{answers, answers_none, finds, finds_none, takes};
use crate::understanding::builtins::BuiltIn;

#[test]
fn yes_and_no() {
    answers(
        "en-US",
        BuiltIn::YesNo,
        [
            ("Yes!", "yes"),
            ("yeah please", "yes"),
            ("That’s right", "yes"),
            ("Sure thing", "yes"),
            ("👍", "yes"),
            ("no, thank you.", "no"),
            ("nope", "no"),
            ("I don't", "no"),
            ("Not really", "no"),
        ],
    );
    answers("en-GB", BuiltIn::Boolean, [("true", true), ("nope", false)]);
    answers_none(
        "en-US",
        BuiltIn::YesNo,
        &["", "Nobody", "yes I lost it", "no from Atlanta", "maybe"],
    );
    finds_none("en-US", BuiltIn::YesNo, &["yes", "no"]);
}

#[test]
fn dates_in_words() {
    finds(
        "en-US",
        BuiltIn::Date,
        [
            ("today", "20260805"),
            ("leaving Tomorrow please", "20260806"),
            ("the day after tomorrow", "20260807"),
            ("yesterday", "20260804"),
            ("in two weeks", "20260819"),
            ("in 10 days", "20260815"),
            ("in a month", "20260905"),
            ("three days from now", "20260808"),
            ("two days ago", "20260803"),
            ("friday", "20260807"),
            ("wednesday", "20260805"),
            ("monday", "20260810"),
            ("this sunday", "20260809"),
            ("next friday", "20260814"),
            ("by tuesday", "20260811"),
            ("next sun", "20260816"),
            ("Sun, Aug 9", "20260809"),
            ("August 5th", "20260805"),
            ("August 4th", "20270804"),
            ("july twentieth", "20270720"),
            ("July twenty-first", "20270721"),
            ("august twenty", "20260820"),
            ("december 21st, 2028", "20281221"),
            ("Jan 2", "20270102"),
            ("5th of September", "20260905"),
            ("the 9 october", "20261009"),
            ("february 29", "20280229"),
            ("may 4th twenty twenty-eight", "20280504"),
            ("the 4th", "20260904"),
            ("the 15th of next month", "20260915"),
            ("the 31st", "20260831"),
        ],
    );
    takes(
        "en-US",
        BuiltIn::Date,
        &[
            ("on may 4th 2027 at noon", "may 4th 2027"),
            ("friday the 7th of august", "friday the 7th of august"),
            ("august 5th 1000 people", "august 5th"),
        ],
    );
}

#[test]
fn dates_in_digits_are_in_the_order_of_the_country() {
    finds(
        "en-US",
        BuiltIn::Date,
        [
            ("12/24", "20261224"),
            ("3/1/2027", "20270301"),
            ("3/1/27", "20270301"),
            ("2026-12-31", "20261231"),
            ("25/12", "20261225"),
        ],
    );
    finds(
        "en-GB",
        BuiltIn::Date,
        [("3/1/2027", "20270103"), ("12/24", "20261224")],
    );
}

#[test]
fn other_things_are_no_dates() {
    finds_none(
        "en-US",
        BuiltIn::Date,
        &[
            "",
            "may",
            "may I",
            "may one ask",
            "the sun",
            "sat down",
            "the second",
            "second helping",
            "13/45",
            "february 30",
            "4",
            "2026-13-01",
            "in time",
            "in 9999999 days",
            "1.5",
            "march on",
            "5-8",
            "192.168.0.1",
        ],
    );
}

#[test]
fn a_question_for_a_date_takes_shorter_answers() {
    answers(
        "en-US",
        BuiltIn::Date,
        [
            ("sun", "20260809"),
            ("the second", "20260902"),
            ("5th", "20260805"),
            ("12", "20260812"),
        ],
    );
}

#[test]
fn times() {
    finds(
        "en-US",
        BuiltIn::Time,
        [
            ("3pm", "0300p"),
            ("3 p.m.", "0300p"),
            ("3:30 am", "0330a"),
            ("11:05pm", "1105p"),
            ("15:30", "0330p"),
            ("0:15", "1215a"),
            ("12 pm", "1200p"),
            ("12am", "1200a"),
            ("noon", "1200p"),
            ("midnight", "1200a"),
            ("eight in the morning", "0800a"),
            ("three o'clock", "0300p"),
            ("three o'clock and ten people", "0300p"),
            ("9:15", "0915a"),
            ("3:15", "0315p"),
            ("03:15", "0315a"),
            ("half past three", "0330p"),
            ("quarter past eleven", "1115a"),
            ("a quarter to nine", "0845a"),
            ("quarter to one", "1245p"),
            ("ten past five in the morning", "0510a"),
            ("twenty minutes to seven", "0640p"),
            ("three thirty pm", "0330p"),
            ("seven at night", "0700p"),
            ("in two hours", "1220p"),
            ("in half an hour", "1050a"),
        ],
    );
    finds_none(
        "en-US",
        BuiltIn::Time,
        &[
            "3",
            "25:00",
            "3:75",
            "13 pm",
            "three",
            "3:5",
            "pm",
            "",
            "ten to five people",
            "3.30",
            "three thirty",
            "1:30:45",
            "now",
        ],
    );
    answers(
        "en-US",
        BuiltIn::Time,
        [
            ("3", "0300p"),
            ("three thirty", "0330p"),
            ("ten to five", "0450p"),
            ("now", "1020a"),
            ("9", "0900a"),
        ],
    );
}

#[test]
fn a_calendar_value_is_the_longer_of_date_and_time() {
    finds(
        "en-US",
        BuiltIn::Calendar,
        [("3pm", "0300p"), ("may 4th", "20270504")],
    );
}
