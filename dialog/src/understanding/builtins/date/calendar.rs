//! Dates by the day of a month: "august 5th", "le 5 août 2027", "the 21st".

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Found, next_in_year};
use crate::understanding::builtins::language::{Term, Tongue};
use crate::understanding::builtins::ordinal;
use crate::understanding::builtins::reading::Wanted;
use crate::understanding::builtins::words::Reader;
use crate::understanding::builtins::{number, number_words};

/// "august 5th", "july twentieth 2027", "5th of august", "der 5. August".
pub(super) fn by_month(reader: Reader<'_>, today: Date) -> Found {
    let article = reader.count(Term::The);
    let (words, month, day) = month_first(reader).or_else(|| {
        let (words, month, day) = day_first(reader.skip(article))?;
        Some((article + words, month, day))
    })?;
    let rest = reader.skip(words);
    let of = rest.count(Term::Of);
    match year(rest.skip(of)) {
        Some((more, year)) => Some((words + of + more, Date::new(year, month, day).ok()?)),
        None => Some((words, next_in_year(month, day, today)?)),
    }
}

/// Only English puts the month first. "may one" and "march two" are something else.
fn month_first(reader: Reader<'_>) -> Option<(usize, i8, i8)> {
    if reader.language.tongue != Tongue::English {
        return None;
    }
    let (mut words, month) = reader.find(Term::month)?;
    words += reader.skip(words).count(Term::The);
    let rest = reader.skip(words);
    let is_other_word = matches!(month, 3 | 5);
    if is_other_word && rest.first()?.digits.is_empty() && ordinal::number(rest).is_none() {
        return None;
    }
    let (more, day) = day(rest)?;
    Some((words + more, month, day))
}

fn day_first(reader: Reader<'_>) -> Option<(usize, i8, i8)> {
    let (mut words, day) = day(reader)?;
    words += reader.skip(words).count(Term::Of);
    let (more, month) = reader.skip(words).find(Term::month)?;
    Some((words + more, month, day))
}

/// A day of the month: `5`, `5th`, "twentieth", "twenty first", "five".
fn day(reader: Reader<'_>) -> Option<(usize, i8)> {
    let (words, day) = match reader.first() {
        Some(word) if word.is_digits() => (1, word.two_digits()?),
        _ => ordinal::number(reader).or_else(|| number_words::below_hundred(reader))?,
    };
    let day = i8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    Some((words, day))
}

/// A year of these centuries in four digits or in words: "two thousand twenty-six", "twenty twenty-six".
pub(super) fn year(reader: Reader<'_>) -> Option<(usize, i16)> {
    let word = reader.first()?;
    if word.is_digits() {
        let year = word
            .digits
            .parse()
            .ok()
            .filter(|_| word.digits.len() == 4)?;
        return (1900..2200).contains(&year).then_some((1, year));
    }
    let in_words = number::read(reader)
        .and_then(|number| Some((number.words, number.at_most(2_199)?)))
        .filter(|(_, year)| *year >= 1_900);
    let (words, year) = in_words.or_else(|| {
        let (words, century) = number_words::below_hundred(reader)?;
        let (more, year) = number_words::below_hundred(reader.skip(words))?;
        let counts = matches!(century, 19 | 20) && year >= 10;
        counts.then_some((words + more, century * 100 + year))
    })?;
    Some((words, i16::try_from(year).ok()?))
}

/// "the 21st", "le 5", "am 5.": the next month that has it; "the 15th of next month". An ordinal in words ("the second") is a day only where one
/// was asked for, and a number alone only as all of an answer.
pub(super) fn day_of_month(reader: Reader<'_>, today: Date, wanted: Wanted) -> Found {
    let asked = wanted.is_asked();
    let on_day = reader.count(Term::OnDay);
    let before = if asked {
        on_day.max(reader.count(Term::The))
    } else {
        on_day
    };
    if before == 0 && wanted != Wanted::Whole {
        return None;
    }
    let rest = reader.skip(before);
    let word = rest.first()?;
    let is_plain = word.is_digits() && reader.language.tongue != Tongue::English;
    let is_ordinal = !word.suffix.is_empty() && reader.language.tongue == Tongue::English;
    if !asked && !is_plain && !is_ordinal {
        return None;
    }
    let (words, day) = day(rest)?;
    // "le 5 000 mètres", "le 06 12 34", "le 3:30".
    let goes_on = rest.skip(words).first().is_some_and(|word| {
        !word.digits.is_empty() || matches!(word.text, "." | "," | ":" | "/" | "-")
    });
    if goes_on {
        return None;
    }
    let this_month = today.first_of_month();
    let in_month = |ahead: i32| {
        let first = this_month.checked_add(ahead.months()).ok()?;
        Date::new(first.year(), first.month(), day).ok()
    };
    let of_next_month = rest.skip(words).count(Term::OfNextMonth);
    let date = match of_next_month {
        0 => (0..12).filter_map(in_month).find(|date| *date >= today)?,
        _ => in_month(1)?,
    };
    Some((before + words + of_next_month, date))
}
