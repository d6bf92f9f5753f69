//! `nuance_DURATION`: its structure is unknown, so the words are the value (nlu.md section 3).

use super::Reading;
use super::number;

/// A duration at the beginning of the words.
pub(super) fn read(words: &[&str]) -> Option<Reading> {
    let count = match words {
        ["a", "couple" | "few", "of", ..] => 3,
        ["couple" | "few", "of", ..] | ["a", "couple" | "few", ..] | ["half", "an" | "a", ..] => 2,
        ["couple" | "few" | "a" | "an", ..] => 1,
        _ => number::read(words)?.words,
    };
    is_unit(words.get(count)?).then_some(Reading {
        words: count + 1,
        value: None,
    })
}

fn is_unit(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    matches!(
        singular,
        "second" | "minute" | "hour" | "day" | "night" | "week" | "month" | "year"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn durations_are_a_count_and_a_unit() {
        for (text, words) in [
            ("two weeks", Some("two weeks")),
            ("10 days or so", Some("10 days")),
            ("a couple of days", Some("a couple of days")),
            ("couple of days", Some("couple of days")),
            ("a month", Some("a month")),
            ("half an hour", Some("half an hour")),
            ("two", None),
            ("days", None),
            ("a coffee", None),
        ] {
            let found = testing::read(text, read);
            assert_eq!(found.map(|(words, _)| words).as_deref(), words, "{text}");
        }
    }
}
