//! Numbers in words, up to billions. German compounds come taken apart; what the other languages put side by side is put
//! together here.

use super::language::{Compound, Term, Tongue};
use super::number::Number;
use super::words::Reader;

/// Words with the number that they make.
type Found<T> = Option<(usize, T)>;

/// A whole number in words at the beginning.
pub(super) fn read(reader: Reader<'_>) -> Option<Number> {
    let (mut words, below) =
        below_million(reader).or_else(|| article_before(reader, large_scale))?;
    let mut value = u64::from(below);
    let is_article = words == 1 && is_article(reader);
    while let Some((more, zeros)) = reader.skip(words).find(large_scale) {
        value = value.checked_mul(10_u64.checked_pow(zeros)?)?;
        words += more;
        if let Some((more, rest)) = below_million(reader.skip(words)) {
            value = value.checked_add(u64::from(rest))?;
            words += more;
            break;
        }
    }
    Some(Number {
        is_article: is_article && words == 1,
        ..Number::of(words, value)
    })
}

/// The digits behind "point": one by one, or as a number below a hundred.
pub(super) fn fraction(reader: Reader<'_>) -> Found<String> {
    let mut digits = String::new();
    let mut words = 0;
    while digits.len() < 10 {
        let rest = reader.skip(words);
        let found = match rest.first() {
            Some(word) if word.is_digits() => Some((1, word.digits.to_owned())),
            _ => below_hundred(rest).map(|(words, value)| (words, value.to_string())),
        };
        let Some((more, part)) = found else { break };
        digits.push_str(&part);
        words += more;
    }
    (words > 0).then_some((words, digits))
}

/// A number below a hundred in words.
pub(super) fn below_hundred(reader: Reader<'_>) -> Found<u32> {
    reader.first().filter(|word| word.counts)?;
    let (mut words, mut value) = word_below(reader, 100)?;
    let tongue = reader.language.tongue;
    let is_french = tongue == Tongue::French;
    let twenty = |reader: Reader<'_>| word_below(reader, 21).filter(|(_, value)| *value == 20);
    if is_french
        && value == 4
        && let Some((more, _)) = twenty(reader.skip(words))
    {
        words += more;
        value = 80;
    }
    let joins_units = value >= 20 && value % 10 == 0 && tongue != Tongue::German;
    if joins_units {
        let joined = match tongue {
            Tongue::French | Tongue::Spanish => reader.skip(words).count(Term::And),
            _ => 0,
        };
        let limit = if is_french && matches!(value, 60 | 80) {
            20
        } else {
            10
        };
        let needs_and = tongue == Tongue::Spanish && joined == 0;
        if let Some((more, unit)) = word_below(reader.skip(words + joined), limit)
            && unit > 0
            && !needs_and
        {
            words += joined + more;
            value += unit;
        }
    }
    // "dix-sept", also in "soixante-dix-sept".
    if is_french
        && value % 20 == 10
        && (value == 10 || words > 1)
        && let Some((more, unit @ 7..=9)) = word_below(reader.skip(words), 10)
    {
        words += more;
        value += unit;
    }
    Some((words, value))
}

fn below_thousand(reader: Reader<'_>) -> Found<u32> {
    let named = word_below(reader, 1_000).filter(|(_, value)| *value >= 100);
    let (words, hundreds) = match named {
        Some(named) => named,
        None => {
            let (words, count) = below_hundred(reader)
                .or_else(|| article_before(reader, hundred))
                .or_else(|| nothing_before(reader, hundred))?;
            match reader.skip(words).count(Term::Hundred) {
                0 => return Some((words, count)),
                more => (words + more, count * 100),
            }
        }
    };
    let joined = english_and(reader.skip(words));
    match below_hundred(reader.skip(words + joined)) {
        Some((more, rest)) if rest > 0 => Some((words + joined + more, hundreds + rest)),
        _ => Some((words, hundreds)),
    }
}

fn below_million(reader: Reader<'_>) -> Found<u32> {
    if let Some(Compound::Cardinal(value @ 1_000..)) = reader.first()?.compound {
        return Some((1, value));
    }
    let (words, count) = below_thousand(reader)
        .or_else(|| article_before(reader, thousand))
        .or_else(|| nothing_before(reader, thousand))?;
    let more = reader.skip(words).count(Term::Scale(3));
    if more == 0 || count >= 1_000 {
        return Some((words, count));
    }
    let words = words + more;
    let thousands = count * 1_000;
    let joined = english_and(reader.skip(words));
    match below_thousand(reader.skip(words + joined)) {
        Some((more, rest)) if rest > 0 => Some((words + joined + more, thousands + rest)),
        _ => Some((words, thousands)),
    }
}

/// One before a hundred and what is larger: "a hundred".
fn article_before(reader: Reader<'_>, scale: impl Fn(Term) -> Option<u32>) -> Found<u32> {
    let words = reader.count(Term::Article);
    (words > 0 && reader.skip(words).find(scale).is_some()).then_some((words, 1))
}

/// One before a hundred or a thousand where the language says nothing: "cent", "mil".
fn nothing_before(reader: Reader<'_>, scale: impl Fn(Term) -> Option<u32>) -> Found<u32> {
    let counts = matches!(reader.language.tongue, Tongue::French | Tongue::Spanish);
    (counts && reader.find(scale).is_some()).then_some((0, 1))
}

fn hundred(term: Term) -> Option<u32> {
    (term == Term::Hundred).then_some(2)
}

fn thousand(term: Term) -> Option<u32> {
    (term == Term::Scale(3)).then_some(3)
}

fn large_scale(term: Term) -> Option<u32> {
    match term {
        Term::Scale(6) => Some(6),
        Term::Scale(9) => Some(9),
        _ => None,
    }
}

fn english_and(reader: Reader<'_>) -> usize {
    match reader.language.tongue {
        Tongue::English => reader.count(Term::And),
        _ => 0,
    }
}

/// One word that is a number below a limit.
fn word_below(reader: Reader<'_>, limit: u32) -> Found<u32> {
    let found = match reader.first()?.compound {
        Some(Compound::Cardinal(value)) => Some((1, value)),
        _ => reader.find(|term| match term {
            Term::Number(value) => Some(u32::from(value)),
            Term::One => Some(1),
            _ => None,
        }),
    };
    found.filter(|(_, value)| *value < limit)
}

fn is_article(reader: Reader<'_>) -> bool {
    reader.has(Term::One)
}
