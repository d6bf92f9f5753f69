//! `TIME`: `HHMM` with `a` or `p`.

use super::Reading;
use super::number;

/// A time of day at the beginning of the words.
///
/// Without `am` or `pm` only what has minutes is a time, and 1 to 6 o'clock are in the afternoon: people arrange things
/// for the day.
pub(super) fn read(words: &[&str]) -> Option<Reading> {
    match words {
        ["noon" | "midday", ..] => return Some(Reading::new(1, "1200p")),
        ["midnight", ..] => return Some(Reading::new(1, "1200a")),
        _ => {}
    }
    let clock = clock(words)?;
    let (half, count) = match clock.half {
        Some(half) => (Some(half), clock.words),
        None => match half(words.get(clock.words..).unwrap_or_default()) {
            Some((more, half)) => (Some(half), clock.words + more),
            None => (None, clock.words),
        },
    };
    let half = match (half, clock.hour) {
        (Some(half), 1..=12) => half,
        (None, 7..=11 | 0) if clock.minute.is_some() => Half::Morning,
        (None, _) if clock.minute.is_some() => Half::Afternoon,
        _ => return None,
    };
    let hour = if clock.hour % 12 == 0 {
        12
    } else {
        clock.hour % 12
    };
    let minute = clock.minute.unwrap_or(0);
    Some(Reading::new(
        count,
        format!("{hour:02}{minute:02}{}", half.letter()),
    ))
}

#[derive(Debug, Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    fn letter(self) -> char {
        match self {
            Half::Morning => 'a',
            Half::Afternoon => 'p',
        }
    }
}

/// What a clock shows: `3`, `3pm`, `3:30`, `15:30`, `three`.
struct Clock {
    words: usize,
    hour: u32,
    minute: Option<u32>,
    half: Option<Half>,
}

fn clock(words: &[&str]) -> Option<Clock> {
    let clock = match words {
        [hour, ":", minute, ..] => {
            let (minute, half) = glued_half(minute);
            let minute = minute.len().eq(&2).then(|| minute.parse().ok()).flatten()?;
            Clock {
                words: 3,
                hour: hour.parse().ok()?,
                minute: Some(minute),
                half,
            }
        }
        [first, ..] => {
            let (hour, half) = glued_half(first);
            match hour.parse() {
                Ok(hour) => Clock {
                    words: 1,
                    hour,
                    minute: None,
                    half,
                },
                Err(_) => {
                    let (words, hour) = number::below_hundred(words)?;
                    Clock {
                        words,
                        hour,
                        minute: None,
                        half: None,
                    }
                }
            }
        }
        [] => return None,
    };
    (clock.hour < 24 && clock.minute.is_none_or(|minute| minute < 60)).then_some(clock)
}

/// The half of the day that sticks to a number: `30pm`.
fn glued_half(word: &str) -> (&str, Option<Half>) {
    if let Some(digits) = word.strip_suffix("am") {
        return (digits, Some(Half::Morning));
    }
    match word.strip_suffix("pm") {
        Some(digits) => (digits, Some(Half::Afternoon)),
        None => (word, None),
    }
}

/// The half of the day in words of its own, with their number.
fn half(words: &[&str]) -> Option<(usize, Half)> {
    Some(match words {
        ["am", ..] => (1, Half::Morning),
        ["pm", ..] => (1, Half::Afternoon),
        ["a", ".", "m", ..] => (3, Half::Morning),
        ["p", ".", "m", ..] => (3, Half::Afternoon),
        ["o", "'", "clock", rest @ ..] => match half(rest) {
            Some((more, half)) => (3 + more, half),
            None => (3, Half::Afternoon),
        },
        ["in", "the", "morning", ..] => (3, Half::Morning),
        ["in", "the", "afternoon" | "evening", ..] => (3, Half::Afternoon),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    #[test]
    fn times_are_read_as_twelve_hours_and_a_letter() {
        for (text, value) in [
            ("3pm", "0300p"),
            ("3 p.m.", "0300p"),
            ("3:30 am", "0330a"),
            ("11:05pm", "1105p"),
            ("15:30", "0330p"),
            ("0:15", "1215a"),
            ("12 pm", "1200p"),
            ("12am", "1200a"),
            ("noon", "1200p"),
            ("midnight", "1200a"),
            ("eight in the morning", "0800a"),
            ("9:15", "0915a"),
            ("3:15", "0315p"),
        ] {
            assert_eq!(
                testing::read(text, read).map(|(_, value)| value),
                Some(value.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_alone_and_impossible_times_are_no_times() {
        for text in ["3", "25:00", "3:75", "13 pm", "three", "3:5", "pm", ""] {
            assert_eq!(testing::read(text, read), None, "{text}");
        }
    }
}
