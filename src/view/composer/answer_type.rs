//! What kind of answer a question wants (`qa_action.view.name`): which keyboard and picker fits, and what looks like one.
//!
//! A check is there to catch slips, not to judge: dialogs understand words as well ("tomorrow", "skip it"). So it is
//! coarse, and what it refuses can be sent all the same.

use crate::view::words;

/// What kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum AnswerType {
    /// Anything.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An amount of money.
    Currency,
    /// A day.
    Date,
    /// A number.
    Number,
}

impl AnswerType {
    /// The type that a view of that name wants.
    pub(super) fn of(view_name: &str) -> Self {
        match view_name {
            "email" => Self::Email,
            "phone" => Self::Phone,
            "currency" => Self::Currency,
            "date" => Self::Date,
            "number" => Self::Number,
            _ => Self::Text,
        }
    }

    /// Under which name the question's data has a hint.
    pub(super) const fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Text => return None,
            Self::Email => "emailHint",
            Self::Phone => "phoneHint",
            Self::Currency => "currencyHint",
            Self::Date => "dateHint",
            Self::Number => "numberHint",
        })
    }

    /// The `type` of the input. A number is a text to a browser: its own number fields drop what they do not understand.
    pub(super) const fn input_type(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Date => "date",
            Self::Text | Self::Currency | Self::Number => "text",
        }
    }

    /// Which keyboard a touch screen shows.
    pub(super) const fn input_mode(self) -> Option<&'static str> {
        Some(match self {
            Self::Text | Self::Date => return None,
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Currency | Self::Number => "decimal",
        })
    }

    /// What the browser may fill in.
    pub(super) const fn autocomplete(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "tel",
            _ => "off",
        }
    }

    /// What is wrong with a text that is no such answer.
    pub(super) fn flaw(self, text: &str) -> Option<&'static str> {
        let (fits, flaw) = match self {
            // A date comes from the browser's own picker.
            Self::Text | Self::Date => return None,
            Self::Email => (is_email(text), words::NO_EMAIL),
            Self::Phone => (is_phone(text), words::NO_PHONE),
            Self::Currency => (is_quantity(text), words::NO_AMOUNT),
            Self::Number => (is_quantity(text), words::NO_NUMBER),
        };
        (!fits).then_some(flaw)
    }
}

/// A name, an `@` and a domain with a dot.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    !name.is_empty()
        && !text.contains(char::is_whitespace)
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// Five to fifteen digits (the most that ITU-T E.164 has), and what is written between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    (5..=15).contains(&digits)
        && rest.chars().all(|character| {
            character.is_ascii_digit()
                || character.is_whitespace()
                || matches!(character, '(' | ')' | '-' | '.' | '/' | '\u{2011}')
        })
}

/// One number in digits, with a sign, separators, and a unit or currency before or behind it.
fn is_quantity(text: &str) -> bool {
    let mut groups = 0_usize;
    let mut words = 0_usize;
    let mut last = ' ';
    for character in text.chars() {
        if character.is_numeric() {
            let joined = last.is_numeric() || matches!(last, '.' | ',' | '\'' | '’' | '_');
            groups += usize::from(!joined);
            last = character;
        } else if character.is_alphabetic() {
            words += usize::from(!last.is_alphabetic());
            last = character;
        } else if !(character.is_whitespace() && last.is_numeric()) {
            last = character;
        } else {
            // Blanks group digits: "1 250,50".
            last = '_';
        }
    }
    groups == 1 && words <= 1 && !text.ends_with(['.', ',', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_that_ask_for_no_input_take_any_text() {
        for name in ["", "carousel", "Email", "password"] {
            assert_eq!(AnswerType::of(name), AnswerType::Text, "{name}");
        }
        assert_eq!(AnswerType::Text.flaw("anything"), None);
    }

    #[test]
    fn what_looks_like_an_answer_is_taken() {
        for (kind, texts) in [
            (
                AnswerType::Email,
                &["a@b.example", "anne+x@mail.example.com", "josé@exämple.de"][..],
            ),
            (
                AnswerType::Phone,
                &[
                    "555-0100",
                    "+33 1 99 00 00 00",
                    "(020) 7946 0018",
                    "01.99.00.12.34",
                ],
            ),
            (
                AnswerType::Currency,
                &[
                    "50",
                    "$50",
                    "50 €",
                    "1,340.50",
                    "1 250,50 €",
                    "EUR 50",
                    "50 dollars",
                    "£1’000",
                    "-5",
                ],
            ),
            (
                AnswerType::Number,
                &["3", "3.5", "-2", "20 %", "3 days", "٣", "1 000 000"],
            ),
        ] {
            for text in texts {
                assert_eq!(kind.flaw(text), None, "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn slips_are_caught() {
        for (kind, texts) in [
            (
                AnswerType::Email,
                &[
                    "anne",
                    "anne@",
                    "@b.example",
                    "anne@example",
                    "a b@c.example",
                    "a@b@c.d",
                    "a@b..c",
                ][..],
            ),
            (
                AnswerType::Phone,
                &[
                    "1234",
                    "call me",
                    "555-0100 ext",
                    "1234567890123456",
                    "55+50100",
                ],
            ),
            (
                AnswerType::Currency,
                &[
                    "fifty",
                    "40 or 50 dollars",
                    "50.",
                    "$",
                    "about 50 dollars",
                    "1-2",
                ],
            ),
            (AnswerType::Number, &["three", "2 or 3", "3,", "2/3"]),
        ] {
            for text in texts {
                assert!(kind.flaw(text).is_some(), "{kind:?} {text}");
            }
        }
    }
}
