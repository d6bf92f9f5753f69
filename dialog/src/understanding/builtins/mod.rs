//! Predefined entities, read from text (nlu.md section 4, "Built-ins").
//!
//! The words of an utterance are looked up once in the table of their language ([`Language::tag`]). Each kind is a
//! function from there to what stands at the beginning of some words, so the same function answers "is all of it a date"
//! and "where is a date". Accents do not count: words come normalised.

mod amount;
mod date;
mod duration;
mod kind;
mod language;
mod measure;
mod number;
mod number_digits;
mod number_words;
mod ordinal;
mod quantity;
mod reading;
mod tagged;
mod time;
mod words;
mod yes_no;

pub(super) use kind::BuiltIn;
pub(super) use language::Language;
pub(super) use tagged::TaggedWords;

#[cfg(test)]
mod tests;
