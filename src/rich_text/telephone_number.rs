//! Telephone numbers in a text, those that can be nothing else: `+44 20 7946 0018`, `(020) 7946 0018`,
//! `(555) 123-4567`.

use super::bare_link::{Found, before};
use super::safe_url::SafeUrl;

/// Country code and number together (E.164 has at most 15; fewer are no number of any country).
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 8..=15;
const WITH_AREA_CODE: std::ops::RangeInclusive<usize> = 8..=12;

/// The number that begins at `start`, with `+` or `(`.
pub(super) fn read(text: &str, start: usize) -> Option<Found> {
    let stands_alone = before(text, start).is_none_or(|before| {
        !before.is_ascii_alphanumeric() && !")+-./=#_@$%&*^€£".contains(before)
    });
    if !stands_alone {
        return None;
    }
    let written = text.get(start..)?;
    let mut reader = Reader {
        rest: written,
        digits: String::new(),
    };
    if written.starts_with('+') {
        reader.international()?;
    } else {
        reader.with_area_code()?;
    }
    if goes_on(reader.rest) {
        return None;
    }
    Some(Found {
        start,
        end: start + written.len() - reader.rest.len(),
        url: SafeUrl::link(&["tel:", &reader.digits].concat()),
    })
}

struct Reader<'a> {
    /// What follows the last digit.
    rest: &'a str,
    /// What is dialled.
    digits: String,
}

impl<'a> Reader<'a> {
    fn international(&mut self) -> Option<()> {
        self.rest = self.rest.strip_prefix('+')?;
        self.digits.push('+');
        if self.rest.starts_with('0') {
            return None;
        }
        self.group()?;
        loop {
            // The national prefix is not dialled behind a country code.
            let before = self.rest;
            if let Some(after) = before.trim_start_matches(is_gap).strip_prefix("(0)") {
                self.rest = after;
            }
            let group = self.parted().filter(|(gap, group)| {
                let is_stray = !gap.is_empty() && group.len() == 1 && self.digits.len() > 5;
                !is_stray && self.digits.len() <= *INTERNATIONAL.end() + 1
            });
            let Some((gap, group)) = group else {
                self.rest = before;
                break;
            };
            self.take(gap, group);
        }
        INTERNATIONAL
            .contains(&self.digits.len().saturating_sub(1))
            .then_some(())
    }

    fn with_area_code(&mut self) -> Option<()> {
        self.rest = self.rest.strip_prefix('(')?;
        let area = self.group()?.len();
        self.rest = self.rest.strip_prefix(')')?;
        if !(2..=5).contains(&area) {
            return None;
        }
        let mut lengths = Vec::new();
        while let Some((gap, group)) = self.parted() {
            if lengths.last().is_some_and(|&last| group.len() < last) || lengths.len() > 4 {
                return None;
            }
            lengths.push(group.len());
            self.take(gap, group);
        }
        let is_european =
            self.digits.starts_with('0') && WITH_AREA_CODE.contains(&self.digits.len());
        let is_american = area == 3 && lengths == [3, 4] && !self.digits.starts_with(['0', '1']);
        (is_european || is_american).then_some(())
    }

    /// The digits that come next.
    fn group(&mut self) -> Option<&'a str> {
        let group = digits_of(self.rest);
        if group.is_empty() || group.len() > *INTERNATIONAL.end() {
            return None;
        }
        self.take("", group);
        Some(group)
    }

    /// The digits that come next, and what parts them from those before: nothing, a blank, a stroke, an area code's
    /// parentheses.
    fn parted(&self) -> Option<(&'a str, &'a str)> {
        let after = self.rest.trim_start_matches([
            '(', ')', '-', '.', '/', ' ', '\u{A0}', '\u{202F}', '\u{2011}',
        ]);
        let (gap, _) = self.rest.split_at_checked(self.rest.len() - after.len())?;
        let group = digits_of(after);
        let parts = gap.chars().count();
        let has_parenthesis = gap.contains(['(', ')']);
        let is_gap = parts <= 1 || parts == 2 && has_parenthesis;
        (is_gap && !group.is_empty() && group.len() <= *INTERNATIONAL.end()).then_some((gap, group))
    }

    fn take(&mut self, gap: &str, group: &str) {
        self.digits.push_str(group);
        self.rest = self.rest.get(gap.len() + group.len()..).unwrap_or_default();
    }
}

fn digits_of(text: &str) -> &str {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..end).unwrap_or_default()
}

/// Whether what follows shows that it was an amount, a time or a part of something else.
fn goes_on(rest: &str) -> bool {
    if rest.starts_with(|next: char| {
        next.is_ascii_alphanumeric() || matches!(next, '_' | '@' | '+' | '=' | '\\')
    }) {
        return true;
    }
    if let Some(after) = rest.strip_prefix(['.', ',', ':', '/', '-', ')']) {
        return after.starts_with(|next: char| next.is_ascii_digit());
    }
    rest.trim_start_matches(is_gap)
        .starts_with(['€', '$', '£', '¥', '%', '°'])
}

const fn is_gap(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}')
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;

    #[test]
    fn numbers_with_a_country_or_an_area_code_become_links() {
        for (number, dialled) in [
            ("+15550142", "+15550142"),
            ("+1 555-0142", "+15550142"),
            ("+1 (555) 123-4567", "+15551234567"),
            ("+1-555-123-4567", "+15551234567"),
            ("+1.555.123.4567", "+15551234567"),
            ("+33 1 99 00 12 34", "+33199001234"),
            ("+33\u{a0}1\u{a0}99\u{a0}00\u{a0}12\u{a0}34", "+33199001234"),
            ("+44 (0)20 7946 0018", "+442079460018"),
            ("+44 (0) 20 7946 0018", "+442079460018"),
            ("+34 612 345 678", "+34612345678"),
            ("+49 30/123456", "+4930123456"),
            ("(555) 123-4567", "5551234567"),
            ("(555)123-4567", "5551234567"),
            ("(020) 7946 0018", "02079460018"),
            ("(0161) 496 0000", "01614960000"),
            ("(030) 123456", "030123456"),
            ("(01) 99 00 12 34", "0199001234"),
        ] {
            for (front, behind) in [
                ("", ""),
                ("Call ", "."),
                ("Tel:", ", please"),
                ("(", ")"),
                ("", "? "),
                ("电话", "。"),
                ("", " 2 pm"),
            ] {
                if behind == " 2 pm" && number.starts_with('(') {
                    continue;
                }
                let text = [front, number, behind].concat();
                assert_eq!(
                    outline(&text),
                    format!("{front}<a href=tel:{dialled}>{number}</a>{behind}"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn dates_prices_and_order_numbers_are_none() {
        for text in [
            "2026-11-28",
            "28.11.2026 14:30",
            "11/28/2026",
            "555-0142",
            "01 99 00 12 34",
            "1-800-555-0199",
            "0800 123456",
            "€ 1 234 567,89",
            "+5",
            "+100 %",
            "+1 000 000",
            "+10 000 000 €",
            "+10.000.000,50",
            "+12345678,90",
            "$+12345678",
            "UTC+01:00",
            "2+33199001234",
            "+0123456789",
            "+1234567890123456",
            "+12345678abc",
            "order (2026) 12345678",
            "order (123) 456-7890",
            "(555) 1234567",
            "(555) 123-45678",
            "(030) 123456 10-17 h",
            "(12) 34",
            "(1)",
            "()",
            "+",
            "f(20) + f(30)",
            "No. 123456789012",
        ] {
            assert_eq!(outline(text), text);
        }
    }
}
