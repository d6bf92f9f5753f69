//! `YES_NO` and `nuance_BOOLEAN`.

use serde_json::Value;

const YES: [&[&str]; 30] = [
    &["yes"],
    &["yes", "please"],
    &["yes", "i", "do"],
    &["yes", "it", "is"],
    &["yeah"],
    &["yea"],
    &["yep"],
    &["yup"],
    &["y"],
    &["sure"],
    &["sure", "thing"],
    &["ok"],
    &["okay"],
    &["correct"],
    &["right"],
    &["that", "'", "s", "right"],
    &["that", "is", "right"],
    &["that", "'", "s", "correct"],
    &["that", "is", "correct"],
    &["of", "course"],
    &["definitely"],
    &["absolutely"],
    &["certainly"],
    &["please", "do"],
    &["go", "ahead"],
    &["sounds", "good"],
    &["i", "do"],
    &["true"],
    &["affirmative"],
    &["👍"],
];

const NO: [&[&str]; 22] = [
    &["no"],
    &["no", "thanks"],
    &["no", "thank", "you"],
    &["no", "i", "don", "'", "t"],
    &["no", "it", "isn", "'", "t"],
    &["nope"],
    &["nah"],
    &["n"],
    &["not", "really"],
    &["not", "now"],
    &["not", "yet"],
    &["no", "way"],
    &["never"],
    &["negative"],
    &["wrong"],
    &["that", "'", "s", "wrong"],
    &["that", "is", "wrong"],
    &["incorrect"],
    &["i", "don", "'", "t"],
    &["please", "don", "'", "t"],
    &["false"],
    &["👎"],
];

/// The words that give an answer away when more follows.
const FIRST_YES: [&str; 9] = [
    "yes", "yeah", "yea", "yep", "yup", "sure", "ok", "okay", "correct",
];
const FIRST_NO: [&str; 3] = ["no", "nope", "nah"];

/// The answer when all of the words are one, with or without politeness at the end.
pub(super) fn whole(words: &[&str]) -> Option<bool> {
    let answer = |words: &[&str]| match (YES.contains(&words), NO.contains(&words)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    answer(words).or_else(|| match words {
        [short @ .., "please" | "thanks"] | [short @ .., "thank", "you"] => answer(short),
        _ => None,
    })
}

/// The answer that the first word gives away, with the number of words it takes.
pub(super) fn first(words: &[&str]) -> Option<(usize, bool)> {
    let first = words.first()?;
    if FIRST_YES.contains(first) {
        return Some((1, true));
    }
    FIRST_NO.contains(first).then_some((1, false))
}

/// The value of a `YES_NO` entity.
pub(super) fn as_yes_no(answer: bool) -> Value {
    Value::from(if answer { "yes" } else { "no" })
}

/// The value of a `nuance_BOOLEAN` entity.
pub(super) fn as_boolean(answer: bool) -> Value {
    Value::from(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::normalise::normalised;

    #[test]
    fn answers_are_read_from_whole_texts_and_from_first_words() {
        for (text, all, start) in [
            ("Yes!", Some(true), Some(true)),
            ("yeah please", Some(true), Some(true)),
            ("That’s right", Some(true), None),
            ("no, thank you.", Some(false), Some(false)),
            ("nope", Some(false), Some(false)),
            ("I don't", Some(false), None),
            ("yes book it", None, Some(true)),
            ("no from Atlanta", None, Some(false)),
            ("Nobody", None, None),
            ("", None, None),
        ] {
            let words = normalised(text);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            assert_eq!(whole(&words), all, "{text}");
            assert_eq!(first(&words).map(|(_, answer)| answer), start, "{text}");
        }
    }
}
