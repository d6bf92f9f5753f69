//! Numbers: digits with or without separators, number words up to a million, `1.5k`.
//!
//! A cardinal's value is its digits as text: a PIN is a cardinal, and its leading zeros count.

use super::Reading;

/// A number as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// How many words it takes.
    pub(super) words: usize,
    /// Digits before the point, with leading zeros.
    whole: String,
    /// Digits after the point.
    fraction: String,
    /// Zeros that a `k`, `thousand` or `million` adds.
    zeros: usize,
}

/// More digits than this are no number that anybody reads, but they are a card number at most.
const MAX_DIGITS: usize = 40;

impl Number {
    /// Its digits when it has no fraction left.
    fn digits(&self) -> Option<String> {
        let fraction = self.fraction.trim_end_matches('0');
        let missing = self.zeros.checked_sub(fraction.len())?;
        if self.zeros == 0 {
            return Some(self.whole.clone());
        }
        let digits = format!("{}{fraction}{}", self.whole, "0".repeat(missing));
        Some(digits.trim_start_matches('0').to_owned()).filter(|digits| !digits.is_empty())
    }

    /// As a JSON number: an integer where it is one.
    pub(super) fn value(&self) -> Option<serde_json::Number> {
        if let Some(integer) = self.digits().and_then(|digits| digits.parse::<u64>().ok()) {
            return Some(integer.into());
        }
        let text = format!("{}.{}e{}", self.whole, self.fraction, self.zeros);
        serde_json::Number::from_f64(text.parse().ok()?)
    }
}

/// A cardinal at the beginning of the words.
pub(super) fn cardinal(words: &[&str]) -> Option<Reading> {
    let number = read(words)?;
    Some(Reading::new(number.words, number.digits()?))
}

/// All of the words as one number given in parts: `12 34`, `555-1234`, `one two three`.
pub(super) fn spelled(words: &[&str]) -> Option<Reading> {
    let mut digits = String::new();
    for word in words.iter().filter(|word| **word != "-") {
        match below_twenty(word) {
            Some(digit @ 0..=9) => digits.push_str(&digit.to_string()),
            _ if *word == "oh" => digits.push('0'),
            _ if is_digits(word) => digits.push_str(word),
            _ => return None,
        }
    }
    let counts = !digits.is_empty() && digits.len() <= MAX_DIGITS;
    counts.then(|| Reading::new(words.len(), digits))
}

/// A number at the beginning of the words.
pub(super) fn read(words: &[&str]) -> Option<Number> {
    let number = in_digits(words).or_else(|| in_words(words))?;
    (number.whole.len() <= MAX_DIGITS && number.fraction.len() <= MAX_DIGITS).then_some(number)
}

fn in_digits(words: &[&str]) -> Option<Number> {
    let (first, mut zeros) = digits_with_suffix(words.first()?)?;
    let mut whole = first.to_owned();
    let mut fraction = String::new();
    let mut count = 1;
    while let Some([",", group]) = words.get(count..count + 2) {
        let Some((digits, suffix)) =
            digits_with_suffix(group).filter(|(digits, _)| digits.len() == 3)
        else {
            break;
        };
        if zeros > 0 || whole.len() > MAX_DIGITS {
            break;
        }
        whole.push_str(digits);
        zeros = suffix;
        count += 2;
    }
    if let Some([".", part]) = words.get(count..count + 2)
        && zeros == 0
        && let Some((digits, suffix)) = digits_with_suffix(part)
    {
        fraction.push_str(digits);
        zeros = suffix;
        count += 2;
    }
    if zeros == 0
        && let Some(scale) = words.get(count).and_then(|word| scale(word))
    {
        zeros = scale;
        count += 1;
    }
    Some(Number {
        words: count,
        whole,
        fraction,
        zeros,
    })
}

/// The digits of a word and the zeros that its suffix adds: `700k`.
fn digits_with_suffix(word: &str) -> Option<(&str, usize)> {
    let digits = word.trim_end_matches(['k', 'm']);
    if !is_digits(digits) {
        return None;
    }
    match word.strip_prefix(digits)? {
        "" => Some((digits, 0)),
        suffix => Some((digits, scale(suffix)?)),
    }
}

fn scale(word: &str) -> Option<usize> {
    match word {
        "k" | "thousand" => Some(3),
        "m" | "million" => Some(6),
        _ => None,
    }
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn in_words(words: &[&str]) -> Option<Number> {
    let (mut count, mut value) = below_thousand(words)?;
    if words.get(count) == Some(&"thousand") {
        value *= 1_000;
        count += 1;
        let joined = usize::from(words.get(count) == Some(&"and"));
        if let Some((more, rest)) = below_thousand(words.get(count + joined..)?) {
            value += rest;
            count += joined + more;
        }
    }
    Some(Number {
        words: count,
        whole: value.to_string(),
        fraction: String::new(),
        zeros: 0,
    })
}

fn below_thousand(words: &[&str]) -> Option<(usize, u32)> {
    let (count, value) = match words {
        ["a", "hundred" | "thousand", ..] => (1, 1),
        _ => below_hundred(words)?,
    };
    if words.get(count) != Some(&"hundred") {
        return Some((count, value));
    }
    let count = count + 1;
    let joined = usize::from(words.get(count) == Some(&"and"));
    match words.get(count + joined..).and_then(below_hundred) {
        Some((more, rest)) if value < 10 => Some((count + joined + more, value * 100 + rest)),
        _ => Some((count, value * 100)),
    }
}

/// A number word or two below a hundred.
pub(super) fn below_hundred(words: &[&str]) -> Option<(usize, u32)> {
    let first = words.first()?;
    if let Some(value) = below_twenty(first) {
        return Some((1, value));
    }
    let tens = tens(first)?;
    match words.get(1).and_then(|word| below_twenty(word)) {
        Some(unit @ 1..=9) => Some((2, tens + unit)),
        _ => Some((1, tens)),
    }
}

const BELOW_TWENTY: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

fn below_twenty(word: &str) -> Option<u32> {
    let value = BELOW_TWENTY.iter().position(|name| *name == word)?;
    u32::try_from(value).ok()
}

/// The value of `twenty` to `ninety`.
pub(super) fn tens(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn cardinals_are_read_as_digits() {
        for (text, words, digits) in [
            ("42", "42", "42"),
            ("0042 please", "0042", "0042"),
            ("1,340 flights", "1 , 340", "1340"),
            ("1, 34", "1", "1"),
            ("1.5k", "1 . 5k", "1500"),
            ("700 thousand", "700 thousand", "700000"),
            ("twenty-one people", "twenty one", "21"),
            ("two hundred and five", "two hundred and five", "205"),
            ("a hundred", "a hundred", "100"),
            (
                "three thousand four hundred",
                "three thousand four hundred",
                "3400",
            ),
            ("one two", "one", "1"),
            ("two thousand", "two thousand", "2000"),
        ] {
            assert_eq!(
                testing::read(text, cardinal),
                Some((words.into(), digits.into())),
                "{text}"
            );
        }
    }

    #[test]
    fn other_things_are_no_cardinals() {
        for text in ["", "a", "5th", "1.5", "k", "hundred", "1km", "half"] {
            assert_eq!(testing::read(text, cardinal), None, "{text}");
        }
        assert_eq!(testing::read(&"9".repeat(100), cardinal), None);
    }

    #[test]
    fn a_number_given_in_parts_is_put_together() {
        for (text, digits) in [
            ("12 34", "1234"),
            ("555-1234", "5551234"),
            ("one two oh three", "1203"),
            ("007", "007"),
        ] {
            let (_, value) = testing::read(text, spelled).unwrap();
            assert_eq!(value, digits, "{text}");
        }
        assert_eq!(testing::read("12 apples", spelled), None);
    }
}
