//! Dates (`YYYYMMDD`) and times of day (`HHMMa`, `HHMMp`), as variables and entities hold them (model.md section 11).

use jiff::civil::{Date, Time};

/// Reads `YYYYMMDD` or `YYYY-MM-DD`; none if it is no date.
pub(crate) fn date_of(text: &str) -> Option<Date> {
    let digits: String = text.chars().filter(|character| *character != '-').collect();
    if digits.len() != 8 || !digits.chars().all(|character| character.is_ascii_digit()) {
        return None;
    }
    Date::new(
        digits.get(..4)?.parse().ok()?,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..)?.parse().ok()?,
    )
    .ok()
}

/// Reads a time of day: `0130p`, and of 24 hours `1330`, `1330h` and `13:30`; none if it is no time.
pub(crate) fn time_of(text: &str) -> Option<Time> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let suffix = text.strip_prefix(digits)?;
    let digits = digits.replacen(':', "", 1);
    if !(3..=4).contains(&digits.len())
        || !digits.chars().all(|character| character.is_ascii_digit())
    {
        return None;
    }
    let number: i8 = digits.get(..digits.len().saturating_sub(2))?.parse().ok()?;
    let hour = match suffix.to_ascii_lowercase().as_str() {
        "p" | "pm" => number % 12 + 12,
        "a" | "am" => number % 12,
        "" | "h" => number,
        _ => return None,
    };
    let minute = digits.get(digits.len().saturating_sub(2)..)?.parse().ok()?;
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn dates_are_eight_digits_with_or_without_hyphens() {
        for text in ["20261102", "2026-11-02"] {
            assert_eq!(date_of(text), Some(date(2026, 11, 2)), "{text}");
        }
        for text in ["", "tomorrow", "20261302", "2026", "２０２６１１０２"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_of_twelve_or_of_twenty_four_hours() {
        for (text, hour, minute) in [
            ("0130p", 13, 30),
            ("1230a", 0, 30),
            ("1200p", 12, 0),
            ("1330", 13, 30),
            ("930", 9, 30),
            ("13:30h", 13, 30),
        ] {
            assert_eq!(time_of(text), Some(time(hour, minute, 0, 0)), "{text}");
        }
        for text in ["", "noon", "2530", "1060", "12", "0130x"] {
            assert_eq!(time_of(text), None, "{text}");
        }
    }
}
