//! Escapes such as `\U0001F600` and `\uD83D\uDE00`, which exports hold in place of emoji (model.md section 12).

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

static ESCAPES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\\U([[:xdigit:]]{8})|(?:\\u[[:xdigit:]]{4})+").ok());

/// The text with its escapes resolved. What is no character stays as it is written.
pub(super) fn resolve(text: &str) -> Cow<'_, str> {
    match ESCAPES.as_ref() {
        Some(escapes) => escapes.replace_all(text, |found: &Captures<'_>| {
            let written = found.get(0).map_or("", |found| found.as_str());
            let resolved = match found.get(1) {
                Some(number) => long(number.as_str()),
                None => short(written),
            };
            resolved.unwrap_or_else(|| written.to_owned())
        }),
        None => Cow::Borrowed(text),
    }
}

fn long(digits: &str) -> Option<String> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(number).map(String::from)
}

/// A run of UTF-16 units.
fn short(run: &str) -> Option<String> {
    let units = run.split("\\u").skip(1);
    let units: Result<Vec<u16>, _> = units.map(|unit| u16::from_str_radix(unit, 16)).collect();
    String::from_utf16(&units.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_the_characters_that_they_name() {
        assert_eq!(resolve(r"Hi \U0001F600!"), "Hi 😀!");
        assert_eq!(resolve(r"\uD83D\uDE00 caf\u00e9"), "😀 café");
    }

    #[test]
    fn what_is_no_character_stays_as_it_is_written() {
        for text in [r"\U0001F60", r"\UFFFFFFFF", r"\uD83D alone", r"C:\Users"] {
            assert_eq!(resolve(text), text);
        }
    }
}
