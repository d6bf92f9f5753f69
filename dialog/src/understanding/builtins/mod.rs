//! Predefined entities, read from English text (nlu.md section 4, "Built-ins").
//!
//! Each kind is a function from normalised words to what stands at their beginning, so the same function answers
//! "is all of it a date" and "where is a date".

mod amount;
mod date;
mod duration;
mod language;
mod number;
mod time;
mod yes_no;

use jiff::civil::DateTime;
use serde_json::Value;

pub(super) use language::Language;

/// A kind of predefined entity that is read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BuiltIn {
    /// `YES_NO`.
    YesNo,
    /// `nuance_BOOLEAN`.
    Boolean,
    /// `DATE`.
    Date,
    /// `TIME`.
    Time,
    /// `nuance_CALENDARX`: a date or a time.
    Calendar,
    /// `nuance_CARDINAL_NUMBER`.
    Cardinal,
    /// `nuance_AMOUNT`.
    Amount,
    /// `nuance_DURATION`.
    Duration,
}

/// What stands at the beginning of a run of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// How many words it takes, at least 1.
    pub(super) words: usize,
    /// Its value; `None` where the words themselves are the value.
    pub(super) value: Option<Value>,
}

impl Reading {
    fn new(words: usize, value: impl Into<Value>) -> Reading {
        Reading {
            words,
            value: Some(value.into()),
        }
    }
}

/// The longest built-in takes fewer words than this.
const WINDOW: usize = 16;

impl BuiltIn {
    /// The kind that a predefined entity's name stands for.
    pub(super) fn named(entity: &str) -> Option<BuiltIn> {
        Some(match entity {
            "YES_NO" => BuiltIn::YesNo,
            "nuance_BOOLEAN" => BuiltIn::Boolean,
            "DATE" => BuiltIn::Date,
            "TIME" => BuiltIn::Time,
            "nuance_CALENDARX" => BuiltIn::Calendar,
            "nuance_CARDINAL_NUMBER" => BuiltIn::Cardinal,
            "nuance_AMOUNT" => BuiltIn::Amount,
            "nuance_DURATION" => BuiltIn::Duration,
            _ => return None,
        })
    }
}

/// The words of an utterance, ready to be read in their language.
#[derive(Debug)]
pub(super) struct TaggedWords<'w> {
    words: &'w [&'w str],
}

impl TaggedWords<'_> {
    /// The longest reading that begins at the word with the number `at`, for an entity that nobody asked for.
    ///
    /// Yes and no are never read so: in the middle of a conversation they mean too many other things.
    pub(super) fn at(&self, at: usize, kind: BuiltIn, now: DateTime) -> Option<Reading> {
        let words = self.words.get(at..)?;
        let words = words.get(..WINDOW).unwrap_or(words);
        match kind {
            BuiltIn::YesNo | BuiltIn::Boolean => None,
            BuiltIn::Date => date::read(words, now.date()),
            BuiltIn::Time => time::read(words),
            BuiltIn::Calendar => {
                let readings = [date::read(words, now.date()), time::read(words)];
                readings
                    .into_iter()
                    .flatten()
                    .max_by_key(|reading| reading.words)
            }
            BuiltIn::Cardinal => number::cardinal(words),
            BuiltIn::Amount => amount::read(words),
            BuiltIn::Duration => duration::read(words),
        }
    }

    /// As [`TaggedWords::at`], for the entity that was asked for: a bare number answers the question for an amount.
    pub(super) fn at_when_asked(&self, at: usize, kind: BuiltIn, now: DateTime) -> Option<Reading> {
        self.at(at, kind, now).or_else(|| match kind {
            BuiltIn::Amount => amount::bare(self.words.get(at..)?),
            _ => None,
        })
    }

    /// The value when all of the words are one answer to a question for this kind: `Some(None)` where the words
    /// themselves are the value.
    pub(super) fn whole(&self, kind: BuiltIn, now: DateTime) -> Option<Option<Value>> {
        match kind {
            BuiltIn::YesNo => Some(Some(yes_no::as_yes_no(yes_no::whole(self.words)?))),
            BuiltIn::Boolean => Some(Some(yes_no::as_boolean(yes_no::whole(self.words)?))),
            _ => {
                let spelled = if kind == BuiltIn::Cardinal {
                    number::spelled(self.words)
                } else {
                    None
                };
                let reading = spelled.or_else(|| self.at_when_asked(0, kind, now));
                reading
                    .filter(|reading| reading.words == self.words.len())
                    .map(|reading| reading.value)
            }
        }
    }

    /// The answer to a yes/no question that the first word gives away, with its length in words.
    pub(super) fn first_word(&self, kind: BuiltIn) -> Option<Reading> {
        let (length, answer) = yes_no::first(self.words)?;
        match kind {
            BuiltIn::YesNo => Some(Reading::new(length, yes_no::as_yes_no(answer))),
            BuiltIn::Boolean => Some(Reading::new(length, yes_no::as_boolean(answer))),
            _ => None,
        }
    }
}

/// Shared by the tests of the kinds.
#[cfg(test)]
mod testing {
    use serde_json::Value;

    use super::Reading;
    use crate::understanding::normalise::normalised;

    /// Normalises a text, reads it, and gives the words taken, joined, with the value.
    pub(super) fn read(
        text: &str,
        reader: impl Fn(&[&str]) -> Option<Reading>,
    ) -> Option<(String, Value)> {
        let words = normalised(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let reading = reader(&words)?;
        Some((
            words[..reading.words].join(" "),
            reading.value.unwrap_or(Value::Null),
        ))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;
    use serde_json::json;

    use super::*;
    use crate::understanding::normalise::normalised;

    #[test]
    fn an_answer_is_the_value_only_when_all_of_it_is() {
        for (kind, text, value) in [
            (BuiltIn::YesNo, "Yes, please", Some(Some(json!("yes")))),
            (BuiltIn::Boolean, "nope", Some(Some(json!(false)))),
            (BuiltIn::YesNo, "yes I lost it", None),
            (BuiltIn::Date, "May 4th", Some(Some(json!("20270504")))),
            (BuiltIn::Date, "May 4th at home", None),
            (BuiltIn::Cardinal, "00 42", Some(Some(json!("0042")))),
            (
                BuiltIn::Amount,
                "50",
                Some(Some(json!({"unit": "USD", "number": 50}))),
            ),
            (BuiltIn::Duration, "two weeks", Some(None)),
        ] {
            let words = normalised(text);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(
                Language::of("en-US")
                    .tag(&words)
                    .whole(kind, datetime(2026, 8, 3, 9, 0, 0, 0)),
                value,
                "{text}"
            );
        }
    }
}
