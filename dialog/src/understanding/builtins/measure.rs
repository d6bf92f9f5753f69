//! `nuance_DISTANCE`: `{"unit": "km", "number": 5}`, with a modifier such as `LT` where it is said.
//! `nuance_TEMPERATURE`: `{"unit": "C", "number": 23}`, without the unit where none is said.
//!
//! The shapes are those of variables of these types (DLGaaS reference, "Simple variable types"), the units and modifiers
//! those of the data packs' schemas.

use serde_json::{Map, Number as JsonNumber, Value};

use super::language::Term;
use super::number;
use super::number_digits;
use super::reading::Reading;
use super::words::Reader;

/// The value of a measure.
pub(super) fn value(
    modifier: Option<&'static str>,
    unit: Option<&'static str>,
    number: Option<JsonNumber>,
) -> Value {
    let parts = [
        ("modifier", modifier.map(Value::from)),
        ("unit", unit.map(Value::from)),
        ("number", number.map(Value::Number)),
    ];
    let said = parts
        .into_iter()
        .filter_map(|(key, part)| Some((key.to_owned(), part?)));
    Value::Object(said.collect::<Map<_, _>>())
}

/// "more than": the words and the modifier before a number.
pub(super) fn modifier(reader: Reader<'_>) -> (usize, Option<&'static str>) {
    let found = reader.find(|term| match term {
        Term::Modifier(modifier) => Some(modifier),
        _ => None,
    });
    found.map_or((0, None), |(words, modifier)| (words, Some(modifier)))
}

/// A distance at the beginning.
pub(super) fn distance(reader: Reader<'_>) -> Option<Reading> {
    let (before, modifier) = modifier(reader);
    let (words, number, unit) = number::with_unit(reader.skip(before), |term| match term {
        Term::Length(unit) => Some(unit),
        _ => None,
    })?;
    let value = value(modifier, Some(unit), Some(number.value()?));
    Some(Reading::new(before + words, value))
}

/// A temperature at the beginning.
pub(super) fn temperature(reader: Reader<'_>) -> Option<Reading> {
    unit_first(reader).or_else(|| unit_last(reader))
}

fn scale(term: Term) -> Option<&'static str> {
    match term {
        Term::Temperature(scale) => Some(scale),
        _ => None,
    }
}

/// "Fahrenheit four hundred fifty one".
fn unit_first(reader: Reader<'_>) -> Option<Reading> {
    let (words, scale) = reader.find(scale)?;
    // A letter before a number is anything.
    (reader.first()?.text.len() > 1).then_some(())?;
    let number = number::read(reader.skip(words))?;
    let value = value(None, Some(scale), Some(number.value()?));
    Some(Reading::new(words + number.words, value))
}

/// "23 degrees celsius", `5°C`, "eighteen below zero".
fn unit_last(reader: Reader<'_>) -> Option<Reading> {
    let glued = number_digits::with_suffix(reader, |term| match term {
        Term::TemperatureSuffix(scale) => Some(scale),
        _ => None,
    });
    let glued = glued.map(|(number, scale)| (number.words, number, Some(scale)));
    let named = glued.or_else(|| {
        number::with_unit(reader, |term| match term {
            Term::Temperature(scale) => Some(Some(scale)),
            Term::Degree => Some(None),
            _ => None,
        })
    });
    let has_unit = named.is_some();
    let (mut words, mut number, mut unit) = match named {
        Some(found) => found,
        None => {
            let number = number::read(reader)?;
            (number.words, number, None)
        }
    };
    if has_unit
        && unit.is_none()
        && let Some((more, scale)) = reader.skip(words).find(scale)
    {
        words += more;
        unit = Some(scale);
    }
    let below = reader.skip(words).count(Term::BelowZero);
    words += below;
    number.negative |= below > 0;
    let value = value(None, unit, Some(number.value()?));
    (has_unit || below > 0).then(|| Reading::new(words, value))
}
