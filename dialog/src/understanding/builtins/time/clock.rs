//! What is said of a clock: `3pm`, `14h30`, "half past three", "halb drei", "tres y media".

use super::Clock;
use crate::understanding::builtins::language::{Term, TimeUnit, Tongue};
use crate::understanding::builtins::number_words;
use crate::understanding::builtins::reading::Wanted;
use crate::understanding::builtins::words::Reader;

pub(super) fn read(reader: Reader<'_>, wanted: Wanted) -> Option<Clock> {
    let found = [
        minutes_first(reader, wanted),
        half_before(reader),
        hour_first(reader, wanted),
    ];
    found.into_iter().flatten().max_by_key(|clock| clock.words)
}

/// "noon", `3`, "three", each with "o'clock", which makes it an hour beyond doubt.
fn hour(reader: Reader<'_>) -> Option<Clock> {
    let named = reader.find(|term| match term {
        Term::Clock(hour) => Some(u32::from(hour)),
        _ => None,
    });
    if let Some((words, hour)) = named {
        return Some(Clock {
            words,
            hour,
            minute: 0,
            is_exact: true,
            is_complete: true,
            part: None,
        });
    }
    let (words, hour) = number(reader)?;
    let digits = reader.first()?.digits;
    let counts_to_24 = !digits.is_empty() && reader.language.region.counts_to_24;
    let rest = reader.skip(words);
    let hours = rest.count(Term::Hours);
    // "dos horas" is how long, "20 horas" is when.
    let is_duration = reader.language.tongue == Tongue::Spanish
        && hour <= 12
        && rest.has(Term::Unit(TimeUnit::Hour));
    (hour <= 24).then_some(Clock {
        words: words + hours,
        hour,
        minute: 0,
        is_exact: digits.starts_with('0') || counts_to_24,
        is_complete: hours > 0 && !is_duration,
        part: None,
    })
}

/// A number of a clock in digits or words.
fn number(reader: Reader<'_>) -> Option<(usize, u32)> {
    match reader.first()?.two_digits() {
        Some(number) => Some((1, number)),
        None => number_words::below_hundred(reader),
    }
}

/// Minutes in words before or after an hour: "quarter", "ten", `20`.
fn minutes(reader: Reader<'_>) -> Option<(usize, u32)> {
    let named = reader.find(|term| match term {
        Term::Quarter => Some(15),
        Term::Half => Some(30),
        _ => None,
    });
    named
        .or_else(|| number(reader))
        .filter(|(_, minute)| *minute < 60)
}

/// "quarter past three", "zehn vor halb drei". "ten to five" may be a range as well, so it has to be asked for.
fn minutes_first(reader: Reader<'_>, wanted: Wanted) -> Option<Clock> {
    let (mut words, minute) = minutes(reader)?;
    let is_named = reader.first()?.digits.is_empty() && matches!(minute, 15 | 30);
    let rest = reader.skip(words);
    let spelled_out = rest.count(Term::Unit(TimeUnit::Minute));
    words += spelled_out;
    let rest = reader.skip(words);
    let (more, offset) = rest.find(|term| match term {
        Term::Past => Some(i64::from(minute)),
        Term::Before => Some(-i64::from(minute)),
        Term::To if is_named || spelled_out > 0 || wanted.is_asked() => Some(-i64::from(minute)),
        _ => None,
    })?;
    words += more;
    let rest = reader.skip(words);
    let base = match half_before(rest) {
        Some(half) => half,
        None => Clock {
            is_complete: true,
            ..hour(rest)?
        },
    };
    shifted(
        Clock {
            words: words + base.words,
            ..base
        },
        offset,
    )
}

/// German counts towards the next hour: "halb drei" is 2:30, "viertel drei" 2:15.
fn half_before(reader: Reader<'_>) -> Option<Clock> {
    if reader.language.tongue != Tongue::German {
        return None;
    }
    let (words, minutes) = reader.find(|term| match term {
        Term::Quarter => Some(-45),
        Term::Half => Some(-30),
        Term::ThreeQuarters => Some(-15),
        _ => None,
    })?;
    let hour = hour(reader.skip(words)).filter(|hour| hour.hour > 0)?;
    let whole = Clock {
        words: words + hour.words,
        is_exact: false,
        is_complete: true,
        ..hour
    };
    shifted(whole, minutes)
}

/// A time some minutes later or earlier. An hour before one is twelve, by the clock that counts to it.
fn shifted(clock: Clock, minutes: i64) -> Option<Clock> {
    let day = if clock.is_exact || clock.hour > 12 {
        24
    } else {
        12
    };
    let total =
        (i64::from(clock.hour) * 60 + i64::from(clock.minute) + minutes).rem_euclid(day * 60);
    let hour = u32::try_from(total / 60).ok()?;
    Some(Clock {
        hour: if hour == 0 && day == 12 { 12 } else { hour },
        minute: u32::try_from(total % 60).ok()?,
        ..clock
    })
}

/// An hour and what follows it: `14h30`, `3:30`, "trois heures et quart", "tres menos diez", "three thirty".
fn hour_first(reader: Reader<'_>, wanted: Wanted) -> Option<Clock> {
    let at_hour = reader.count(Term::AtHour);
    let reader = reader.skip(at_hour);
    let is_certain = at_hour > 0 || wanted.is_asked();
    let clock = written(reader).or_else(|| spoken(reader, is_certain))?;
    Some(Clock {
        words: at_hour + clock.words,
        is_complete: clock.is_complete || at_hour > 0,
        ..clock
    })
}

/// Digits with a sign or letters: `3:30`, `3.30 Uhr`, `14h30`, `14h`, `3pm`.
fn written(reader: Reader<'_>) -> Option<Clock> {
    let word = reader
        .first()
        .filter(|word| matches!(word.digits.len(), 1 | 2))?;
    let clock = Clock {
        words: 1,
        hour: word.digits.parse().ok().filter(|hour| *hour <= 24)?,
        minute: 0,
        is_exact: word.digits.starts_with('0') || reader.language.region.counts_to_24,
        is_complete: true,
        part: None,
    };
    if !word.suffix.is_empty() {
        if word.tail.is_empty()
            && let Some(part) = word.suffix_term(Term::part)
        {
            return Some(Clock {
                part: Some(part),
                ..clock
            });
        }
        word.suffix_term(|term| (term == Term::Hours).then_some(()))?;
        return match word.tail.len() {
            0 => Some(clock),
            2 => with_minute(clock, word.tail),
            _ => None,
        };
    }
    let sign = reader
        .text(1)
        .filter(|sign| matches!(*sign, ":" | "." | "h"))?;
    let minute = reader
        .skip(2)
        .first()
        .filter(|word| word.digits.len() == 2 && word.tail.is_empty())?;
    let glued = match minute.suffix {
        "" => None,
        _ => Some(minute.suffix_term(Term::part)?),
    };
    let rest = reader.skip(3);
    let hours = if glued.is_none() {
        rest.count(Term::Hours)
    } else {
        0
    };
    // `3.30` is a number unless more says that it is a time; `1:30:45` and `5.8.26` are neither.
    let says_more = glued.is_some() || hours > 0 || rest.find(Term::part).is_some();
    let goes_on = glued.is_none() && matches!(rest.text(0), Some(":" | "." | "/"));
    if sign == "." && !says_more || goes_on {
        return None;
    }
    let clock = with_minute(clock, minute.digits)?;
    Some(Clock {
        words: 3 + hours,
        part: glued,
        ..clock
    })
}

fn with_minute(clock: Clock, digits: &str) -> Option<Clock> {
    let minute = digits.parse().ok().filter(|minute| *minute < 60)?;
    Some(Clock { minute, ..clock })
}

/// An hour in words or digits, with minutes in words behind it. Two numbers side by side are a time only where the hour
/// is one beyond doubt or the part of the day follows.
fn spoken(reader: Reader<'_>, is_certain: bool) -> Option<Clock> {
    let clock = hour(reader)?;
    let is_certain = is_certain || clock.is_complete;
    let rest = reader.skip(clock.words);
    let (and, less) = (rest.count(Term::And), rest.count(Term::Less));
    let joined = and.max(less);
    let fraction = half_after(rest, is_certain).or_else(|| {
        let after = rest.skip(joined);
        let (words, minute) = minutes(after)?;
        let is_quarter = joined > 0 && after.has(Term::Quarter);
        // "three o'clock and ten people": only Spanish joins minutes to an hour so.
        let says_so = and == 0 || reader.language.tongue == Tongue::Spanish;
        let part_follows = after.skip(words).find(Term::part).is_some();
        let counts = says_so && (is_certain && (joined > 0 || minute >= 5) || part_follows);
        let counts = counts || is_quarter;
        counts.then_some((joined + words, minute))
    });
    let Some((words, minute)) = fraction else {
        return Some(clock);
    };
    let minute = i64::from(minute);
    let offset = if less > 0 { -minute } else { minute };
    let clock = Clock {
        words: clock.words + words,
        is_complete: true,
        ..clock
    };
    shifted(clock, offset)
}

/// "et demie", "y media". With "medio" it is a number.
fn half_after(rest: Reader<'_>, is_certain: bool) -> Option<(usize, u32)> {
    let words = rest.count(Term::AndHalf);
    let counts = match rest.language.tongue {
        Tongue::French => is_certain,
        Tongue::Spanish => rest.text(1) == Some("media"),
        _ => false,
    };
    (words > 0 && counts).then_some((words, 30))
}
