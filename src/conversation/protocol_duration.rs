//! Durations as the protocol writes them: `500ms`, `30s`, `1.5s`, and `2` for two milliseconds.

use std::time::Duration;

/// No duration of the protocol is longer. A browser's timers would overflow after 25 days and fire at once.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a duration, cut to a day; `None` for an empty text and for one that is no duration.
///
/// The service sends what authors typed into forms, so blanks and letter case do not matter. What an unreadable
/// duration stands for is the caller's to say: a latency setting takes it as zero, a time limit as its default.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let text = text.trim().to_ascii_lowercase();
    let (number, seconds_per_unit) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(number), _) => (number, 0.001),
        (None, Some(number)) => (number, 1.0),
        (None, None) => (text.as_str(), 0.001),
    };
    let number = number.trim_end();
    // `f64` also reads `inf`, `nan` and `1e9`.
    if number.is_empty()
        || !number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    let seconds = number.parse::<f64>().ok()? * seconds_per_unit;
    Some(Duration::try_from_secs_f64(seconds).map_or(LONGEST, |duration| duration.min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_the_protocol_writes_them() {
        for (text, milliseconds) in [
            ("500ms", 500),
            ("30s", 30_000),
            ("2", 2),
            ("1.5s", 1500),
            ("0.5s", 500),
            ("0", 0),
            ("0ms", 0),
            (" 2000 ms ", 2000),
            ("3S", 3000),
            ("250MS", 250),
        ] {
            assert_eq!(
                parse(text),
                Some(Duration::from_millis(milliseconds)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_no_duration_is_none() {
        for text in [
            "", "  ", "ms", "s", "soon", "-5s", "-5", "inf", "nan", "1e3", "1.2.3s", "5 min", "5m",
            "٣s",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_duration_is_at_most_a_day() {
        let digits = "9".repeat(400);
        for text in ["90000s", "99999999999999999999s", digits.as_str()] {
            assert_eq!(parse(text), Some(LONGEST), "{text:?}");
        }
    }
}
