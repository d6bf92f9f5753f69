//! Dates by Java date patterns (`EEE MMM-d-yyyy`), which is what designers write.

use jiff::civil::Date;

use super::locale::Locale;

/// Renders a `YYYYMMDD` date; none if it is no date.
pub(super) fn format(value: &str, pattern: &str, locale: Locale) -> Option<String> {
    let date = parse(value)?;
    let mut text = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter == '\'' {
            quoted(&mut rest, &mut text);
        } else if letter.is_ascii_alphabetic() {
            let mut count = 1;
            while rest.next_if_eq(&letter).is_some() {
                count += 1;
            }
            field(date, letter, count, locale, &mut text);
        } else {
            text.push(letter);
        }
    }
    // Fields that a date does not have (time, zone) leave the blanks before them.
    Some(text.trim_end().to_owned())
}

fn parse(value: &str) -> Option<Date> {
    let digits: String = value
        .chars()
        .filter(|character| *character != '-')
        .collect();
    if digits.len() != 8 || !digits.chars().all(|character| character.is_ascii_digit()) {
        return None;
    }
    let year = digits.get(..4)?.parse().ok()?;
    Date::new(
        year,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..)?.parse().ok()?,
    )
    .ok()
}

/// Text between quotes; two quotes are one.
fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, text: &mut String) {
    if rest.next_if_eq(&'\'').is_some() {
        text.push('\'');
        return;
    }
    while let Some(character) = rest.next() {
        if character == '\'' && rest.next_if_eq(&'\'').is_none() {
            return;
        }
        text.push(character);
    }
}

/// One field of the pattern. Those that need a time or a zone are left out: the value has neither.
fn field(date: Date, letter: char, count: usize, locale: Locale, text: &mut String) {
    // Nobody means more digits than that, and the formatter has a limit.
    let count = count.min(9);
    let month = date.month();
    let weekday = date.weekday().to_monday_one_offset();
    match (letter, count) {
        ('y' | 'u', 2) => text.push_str(&format!("{:02}", date.year().rem_euclid(100))),
        ('y' | 'u', _) => text.push_str(&format!("{:0count$}", date.year())),
        ('M' | 'L', 1 | 2) => text.push_str(&format!("{month:0count$}")),
        ('M' | 'L', 3) => text.push_str(locale.short_month(month)),
        ('M' | 'L', _) => text.push_str(locale.month(month)),
        ('d', _) => text.push_str(&format!("{:0count$}", date.day())),
        ('D', _) => text.push_str(&format!("{:0count$}", date.day_of_year())),
        ('E', 1..=3) => text.push_str(locale.short_weekday(weekday)),
        ('E', _) => text.push_str(locale.weekday(weekday)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_of_real_projects_are_rendered() {
        for (pattern, locale, expected) in [
            ("MM/dd/yyyy", Locale::English, "11/02/2026"),
            ("MMMM d", Locale::English, "November 2"),
            ("EEE MMM-d-yyyy", Locale::English, "Mon Nov-2-2026"),
            ("EEE d MMM yyyy Z", Locale::English, "Mon 2 Nov 2026"),
            ("EEEE d MMMM y", Locale::French, "lundi 2 novembre 2026"),
            ("d. MMMM yy", Locale::German, "2. November 26"),
            ("d 'de' MMMM", Locale::Spanish, "2 de noviembre"),
            ("h 'o''clock' d", Locale::English, " o'clock 2"),
        ] {
            assert_eq!(
                format("20261102", pattern, locale).as_deref(),
                Some(expected),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_not_rendered() {
        for value in ["", "tomorrow", "20261302", "2026", "２０２６１１０２"] {
            assert_eq!(format(value, "yyyy", Locale::English), None, "{value}");
        }
        assert_eq!(
            format("2026-11-02", "d", Locale::English).as_deref(),
            Some("2")
        );
    }
}
