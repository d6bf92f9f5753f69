//! Decimal numbers as text. Rounding works on the digits that were written, not on a binary approximation of them:
//! 1.005 with two places is 1.01. Halves are rounded away from zero, as a visitor would; the documentation is silent.

use super::locale::Locale;

/// A decimal number, digit by digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// Reads `-12.5`; none if it is anything else.
    pub(super) fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = |part: &str| part.chars().all(|character| character.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
            return None;
        }
        Some(Decimal {
            negative: unsigned.len() < text.len(),
            whole: if whole.is_empty() {
                "0".to_owned()
            } else {
                whole.to_owned()
            },
            fraction: fraction.to_owned(),
        })
    }

    /// The number with exactly `places` digits after the point.
    pub(super) fn rounded(&self, places: usize) -> Decimal {
        let kept: String = self
            .fraction
            .chars()
            .chain(std::iter::repeat('0'))
            .take(places)
            .collect();
        let rounds_up = self
            .fraction
            .chars()
            .nth(places)
            .is_some_and(|digit| digit >= '5');
        let mut digits = self.whole.clone() + &kept;
        if rounds_up {
            digits = incremented(&digits);
        }
        let fraction = digits.split_off(digits.len().saturating_sub(places));
        Decimal {
            negative: self.negative,
            whole: digits,
            fraction,
        }
    }

    /// The number without a fraction that is zero.
    pub(super) fn without_zero_fraction(self) -> Decimal {
        if self.fraction.chars().any(|digit| digit != '0') {
            return self;
        }
        Decimal {
            fraction: String::new(),
            ..self
        }
    }

    /// The number in the way of a locale.
    pub(super) fn format(&self, locale: Locale, grouped: bool) -> String {
        let sign = if self.negative { "-" } else { "" };
        let whole = if grouped {
            locale.group(&self.whole)
        } else {
            self.whole.clone()
        };
        if self.fraction.is_empty() {
            return format!("{sign}{whole}");
        }
        format!(
            "{sign}{whole}{}{}",
            locale.decimal_separator(),
            self.fraction
        )
    }
}

/// The next number, of the same length unless it overflows.
fn incremented(digits: &str) -> String {
    let mut carry = true;
    let mut reversed: Vec<char> = digits
        .chars()
        .rev()
        .map(|digit| match (carry, digit) {
            (false, digit) => digit,
            (true, '9') => '0',
            (true, digit) => {
                carry = false;
                char::from_digit(digit.to_digit(10).unwrap_or(0) + 1, 10).unwrap_or(digit)
            }
        })
        .collect();
    if carry {
        reversed.push('1');
    }
    reversed.into_iter().rev().collect()
}
