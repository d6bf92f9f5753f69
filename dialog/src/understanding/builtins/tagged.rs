//! Reads the built-ins in the words of one utterance.

use jiff::civil::DateTime;
use serde_json::Value;

use super::kind::BuiltIn;
use super::language::{Language, Term, TimeUnit};
use super::number;
use super::reading::{Reading, Wanted};
use super::words::{Reader, Word, tag};
use super::{amount, date, duration, measure, ordinal, quantity, time, yes_no};

/// The longest built-in takes fewer words than this.
const WINDOW: usize = 24;

/// The words of an utterance, ready to be read in their language.
#[derive(Debug)]
pub(in crate::understanding) struct TaggedWords<'w> {
    words: Vec<Word<'w>>,
    language: Language,
}

impl Language {
    /// Looks up what the words of an utterance mean, once for all kinds of built-ins.
    pub(in crate::understanding) fn tag<'w>(self, words: &[&'w str]) -> TaggedWords<'w> {
        TaggedWords {
            words: tag(words, &self),
            language: self,
        }
    }
}

impl TaggedWords<'_> {
    /// The longest reading that begins at the word with the number `at`, for an entity that nobody asked for.
    ///
    /// Yes and no are never read so: in the middle of a conversation they mean too many other things.
    pub(in crate::understanding) fn at(
        &self,
        at: usize,
        kind: BuiltIn,
        now: DateTime,
    ) -> Option<Reading> {
        self.read(at, kind, now, Wanted::Anywhere)
    }

    /// As [`TaggedWords::at`], for the entity that was asked for: a bare number answers the question for an amount.
    pub(in crate::understanding) fn at_when_asked(
        &self,
        at: usize,
        kind: BuiltIn,
        now: DateTime,
    ) -> Option<Reading> {
        self.read(at, kind, now, Wanted::Asked)
    }

    /// The value when all of the words are one answer to a question for this kind: `Some(None)` where the words
    /// themselves are the value.
    pub(in crate::understanding) fn whole(
        &self,
        kind: BuiltIn,
        now: DateTime,
    ) -> Option<Option<Value>> {
        match kind {
            BuiltIn::YesNo => Some(Some(answer(yes_no::whole(self.reader(0))?))),
            BuiltIn::Boolean => Some(Some(Value::from(yes_no::whole(self.reader(0))?))),
            _ => {
                let all = self.words.len();
                let reading = self.read(0, kind, now, Wanted::Whole);
                let spelled = || match kind {
                    BuiltIn::Cardinal => {
                        let reader = Reader {
                            words: &self.words,
                            language: self.language,
                        };
                        Some(Reading::new(all, number::spelled(reader)?))
                    }
                    _ => None,
                };
                let whole = reading.filter(|reading| reading.words == all);
                whole.or_else(spelled).map(|reading| reading.value)
            }
        }
    }

    /// The answer to a yes/no question that the first word gives away, with its length in words.
    pub(in crate::understanding) fn first_word(&self, kind: BuiltIn) -> Option<Reading> {
        let (words, answer) = yes_no::first(self.reader(0))?;
        match kind {
            BuiltIn::YesNo => Some(Reading::new(words, self::answer(answer))),
            BuiltIn::Boolean => Some(Reading::new(words, answer)),
            _ => None,
        }
    }

    fn read(&self, at: usize, kind: BuiltIn, now: DateTime, wanted: Wanted) -> Option<Reading> {
        let reader = self.reader(at);
        if !reader.first()?.opens || self.is_inside_number(at) {
            return None;
        }
        match kind {
            BuiltIn::YesNo | BuiltIn::Boolean => None,
            BuiltIn::Date => date::read(reader, now.date(), wanted),
            BuiltIn::Time => time::read(reader, now, wanted),
            BuiltIn::Calendar => {
                let time = time::read(reader, now, wanted);
                let date = date::read(reader, now.date(), wanted);
                let readings = [time, date].into_iter().flatten();
                readings.max_by_key(|reading| reading.words)
            }
            BuiltIn::Cardinal => {
                let number = number::read(reader)?;
                let counts = !number.is_article || wanted.is_asked();
                let digits = number.digits().filter(|_| counts)?;
                Some(Reading::new(number.words, digits))
            }
            BuiltIn::Number => {
                let number = number::read(reader)?;
                let counts = !number.is_article || wanted.is_asked();
                let value = number.value().filter(|_| counts)?;
                Some(Reading::new(number.words, Value::Number(value)))
            }
            BuiltIn::Ordinal | BuiltIn::Order if self.is_a_moment(at) => None,
            BuiltIn::Ordinal => ordinal::read(reader),
            BuiltIn::Order => ordinal::order(reader),
            BuiltIn::Amount => amount::read(reader, wanted),
            BuiltIn::Distance => measure::distance(reader),
            BuiltIn::Temperature => measure::temperature(reader),
            BuiltIn::Quantity => quantity::read(reader, wanted),
            BuiltIn::Duration => duration::read(reader, wanted),
            BuiltIn::Expiry => date::expiry(reader, wanted),
        }
    }

    /// Whether a word is a unit of time rather than an ordinal: "just a second", but not "a second helping".
    fn is_a_moment(&self, at: usize) -> bool {
        let rest = self.reader(at);
        let before = at.checked_sub(1).map(|at| self.reader(at));
        let counted = before.is_some_and(|one| one.has(Term::Article) || one.has(Term::One));
        let after = rest.skip(1);
        let ends = after.first().is_none() || after.has(Term::Polite);
        counted && ends && rest.has(Term::Unit(TimeUnit::Second))
    }

    /// Whether a word goes on with the number before it: the `5` of `1.5` and the `30` of `25:30` mean nothing alone.
    fn is_inside_number(&self, at: usize) -> bool {
        let before = at.checked_sub(2).and_then(|from| self.words.get(from..at));
        let decimal = self.language.region.decimal;
        matches!(before, Some([number, sign]) if !number.digits.is_empty() && (matches!(sign.text, "." | ":") || sign.text == decimal))
    }

    fn reader(&self, at: usize) -> Reader<'_> {
        let words = self.words.get(at..).unwrap_or_default();
        Reader {
            words: words.get(..WINDOW).unwrap_or(words),
            language: self.language,
        }
    }
}

/// The value of a `YES_NO` entity.
fn answer(answer: bool) -> Value {
    Value::from(if answer { "yes" } else { "no" })
}
