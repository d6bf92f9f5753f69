//! Dates and times by Java patterns (`EEE MMM-d-yyyy`, `h:mm a`), which is what designers write, and as they are said.

use jiff::civil::{Date, Time};

use super::locale::{Locale, SpokenOrder};
use crate::expression::{date_of, time_of};
use crate::model::DateParts;

/// What a pattern takes its fields from.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Date(Date),
    Time(Time),
}

/// Renders a `YYYYMMDD` date or a `HHMMp` time; none if it is neither.
pub(super) fn format(value: &str, pattern: &str, locale: Locale) -> Option<String> {
    let moment = date_of(value)
        .map(Moment::Date)
        .or_else(|| time_of(value).map(Moment::Time))?;
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
            // Nobody means more digits than that, and the formatter has a limit.
            let count = count.min(9);
            match moment {
                Moment::Date(date) => date_field(date, letter, count, locale, &mut text),
                Moment::Time(time) => time_field(time, letter, count, locale, &mut text),
            }
        } else {
            text.push(letter);
        }
    }
    // Fields that the value does not have (the zone, the time of a date) leave the blanks before them.
    Some(text.trim_end().to_owned())
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

fn date_field(date: Date, letter: char, count: usize, locale: Locale, text: &mut String) {
    let month = date.month();
    let weekday = date.weekday().to_sunday_zero_offset();
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

fn time_field(time: Time, letter: char, count: usize, locale: Locale, text: &mut String) {
    let number = match letter {
        'H' => time.hour(),
        'k' => (time.hour() + 23) % 24 + 1,
        'h' => (time.hour() + 11) % 12 + 1,
        'K' => time.hour() % 12,
        'm' => time.minute(),
        's' => time.second(),
        'a' => return text.push_str(locale.half_of_day(time.hour() >= 12)),
        _ => return,
    };
    text.push_str(&format!("{number:0count$}"));
}

/// A date as it is said, with the parts that the designer wants; none if it is no date.
pub(super) fn spoken(value: &str, parts: DateParts, locale: Locale) -> Option<String> {
    let date = date_of(value)?;
    let part = |wanted: bool, text: String| Some(text).filter(|_| wanted);
    let weekday = locale.weekday(date.weekday().to_sunday_zero_offset());
    let weekday = part(parts.weekday, weekday.to_owned());
    let month = part(parts.month, locale.month(date.month()).to_owned());
    let year = part(parts.year, date.year().to_string());
    let order = locale.spoken_order();
    let point = if order == SpokenOrder::DayWithPoint {
        "."
    } else {
        ""
    };
    let day = part(parts.day, format!("{}{point}", date.day()));
    let (day_and_month, before_year) = match order {
        SpokenOrder::MonthFirst => (joined([month, day], " "), ", "),
        SpokenOrder::DayFirst | SpokenOrder::DayWithPoint => (joined([day, month], " "), " "),
        SpokenOrder::DayOfMonth => (joined([day, month], " de "), " de "),
    };
    let after_weekday = match order {
        SpokenOrder::MonthFirst | SpokenOrder::DayWithPoint => ", ",
        SpokenOrder::DayFirst | SpokenOrder::DayOfMonth => " ",
    };
    let calendar_day = joined([day_and_month, year], before_year);
    joined([weekday, calendar_day], after_weekday)
}

fn joined(parts: [Option<String>; 2], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_of_real_projects_are_rendered() {
        for (pattern, language, expected) in [
            ("MM/dd/yyyy", "en-US", "11/02/2026"),
            ("MMMM d", "en-US", "November 2"),
            ("EEE MMM-d-yyyy", "en-US", "Mon Nov-2-2026"),
            ("EEE d MMM yyyy Z", "en-US", "Mon 2 Nov 2026"),
            ("EEEE d MMMM y", "fr-FR", "lundi 2 novembre 2026"),
            ("d. MMMM yy", "de-DE", "2. November 26"),
            ("d 'de' MMMM", "es-ES", "2 de noviembre"),
            ("h 'o''clock' d", "en-US", " o'clock 2"),
        ] {
            assert_eq!(
                format("20261102", pattern, Locale::of(language)).as_deref(),
                Some(expected),
                "{pattern}"
            );
        }
    }

    #[test]
    fn times_have_patterns_too() {
        for (value, pattern, expected) in [
            ("0130p", "h:mm a", "1:30 PM"),
            ("1205a", "h:mm a", "12:05 AM"),
            ("0130p", "HH:mm", "13:30"),
            ("0930", "H'h'mm", "9h30"),
            ("0005", "kk:mm:ss", "24:05:00"),
            ("1205p", "K:mm d", "0:05"),
        ] {
            assert_eq!(
                format(value, pattern, Locale::of("en-US")).as_deref(),
                Some(expected),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_not_rendered() {
        for value in ["", "tomorrow", "20261302", "2026x"] {
            assert_eq!(format(value, "yyyy", Locale::of("en-US")), None, "{value}");
        }
    }

    #[test]
    fn dates_are_said_in_the_order_of_the_language() {
        for (language, parts, expected) in [
            ("en-US", "wmdy", "Monday, November 2, 2026"),
            ("en-US", "wmd", "Monday, November 2"),
            ("en-GB", "wmdy", "Monday 2 November 2026"),
            ("fr-FR", "wmd", "lundi 2 novembre"),
            ("de-DE", "wmdy", "Montag, 2. November 2026"),
            ("es-ES", "wmdy", "lunes 2 de noviembre de 2026"),
            ("en-US", "my", "November, 2026"),
            ("en-US", "w", "Monday"),
        ] {
            assert_eq!(
                spoken("20261102", DateParts::parse(parts), Locale::of(language)).as_deref(),
                Some(expected),
                "{language} {parts}"
            );
        }
        assert_eq!(
            spoken("someday", DateParts::parse("d"), Locale::of("en-US")),
            None
        );
    }
}
