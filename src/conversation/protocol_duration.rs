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
    let (number, decimals_to_milliseconds) = match (text.strip_suffix("ms"), text.strip_suffix('s'))
    {
        (Some(number), _) => (number, 0),
        (None, Some(number)) => (number, 3),
        (None, None) => (text.as_str(), 0),
    };
    milliseconds(number.trim_end(), decimals_to_milliseconds)
        .map(|milliseconds| Duration::from_millis(milliseconds).min(LONGEST))
}

/// Reads a decimal number, moves its point `shift` digits to the right and drops what is left behind it.
///
/// By hand, because reading a float costs the widget more than 10 KB of tables, and takes `inf` and `1e9` besides.
fn milliseconds(number: &str, shift: usize) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let shifted = fraction.bytes().chain(std::iter::repeat(b'0')).take(shift);
    Some(whole.bytes().chain(shifted).fold(0_u64, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    }))
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
