//! The open question, kept: `[data, view, [[id, value, text, description, image], ...], mask, keypad]`.
//!
//! `keypad` is `[[[id, value, keys], ...], inter_digit_timeout, term_timeout, term_char]`, in milliseconds, or `null`.
//!
//! Its words are in the transcript.

use std::time::Duration;

use serde_json::Value;

use super::fields::{Fields, List, optional};
use crate::conversation::{KeyMapping, KeypadSettings, Question, Selectable, View};

pub(super) fn keep(question: &Question) -> Value {
    let selectables = question.selectables.iter().map(|selectable| {
        let Selectable {
            id,
            value,
            text,
            description,
            image,
        } = selectable;
        texts(&[id, value, text, description, image])
    });
    List::default()
        .data(&question.data)
        .value(keep_view(question.view.as_ref()))
        .value(Value::Array(selectables.collect()))
        .flag(question.mask)
        .value(optional(question.keypad.as_ref(), keep_keypad))
        .done()
}

pub(super) fn read(mut fields: Fields<'_>) -> Option<Question> {
    let data = fields.data()?;
    let view = read_view(&mut fields)?;
    let mut selectables = Vec::new();
    let mut kept = fields.fields()?;
    while let Some(mut selectable) = kept.fields() {
        selectables.push(Selectable {
            id: selectable.text()?,
            value: selectable.text()?,
            text: selectable.text()?,
            description: selectable.text()?,
            image: selectable.text()?,
        });
    }
    Some(Question {
        message: None,
        data,
        view,
        selectables,
        mask: fields.flag()?,
        keypad: read_keypad(&mut fields)?,
    })
}

fn keep_keypad(keypad: &KeypadSettings) -> Value {
    let mappings = keypad.mappings.iter().map(keep_mapping);
    List::default()
        .value(Value::Array(mappings.collect()))
        .milliseconds(keypad.inter_digit_timeout)
        .milliseconds(keypad.term_timeout)
        .text(&keypad.term_char)
        .done()
}

fn read_keypad(fields: &mut Fields<'_>) -> Option<Option<KeypadSettings>> {
    let Some(mut keypad) = fields.optional_fields()? else {
        return Some(None);
    };
    let mut mappings = Vec::new();
    let mut kept = keypad.fields()?;
    while let Some(mut mapping) = kept.fields() {
        mappings.push(read_mapping(&mut mapping)?);
    }
    let mut time = || Some(Duration::from_millis(u64::from(keypad.number()?)));
    Some(Some(KeypadSettings {
        mappings,
        inter_digit_timeout: time()?,
        term_timeout: time()?,
        term_char: keypad.text()?,
    }))
}

pub(super) fn keep_mapping(mapping: &KeyMapping) -> Value {
    texts(&[&mapping.id, &mapping.value, &mapping.keys])
}

pub(super) fn read_mapping(fields: &mut Fields<'_>) -> Option<KeyMapping> {
    Some(KeyMapping {
        id: fields.text()?,
        value: fields.text()?,
        keys: fields.text()?,
    })
}

pub(super) fn keep_view(view: Option<&View>) -> Value {
    optional(view, |view| texts(&[&view.id, &view.name]))
}

pub(super) fn read_view(fields: &mut Fields<'_>) -> Option<Option<View>> {
    Some(match fields.optional_fields()? {
        None => None,
        Some(mut view) => Some(View {
            id: view.text()?,
            name: view.text()?,
        }),
    })
}

fn texts(texts: &[&String]) -> Value {
    let mut list = List::default();
    for text in texts {
        list = list.text(text);
    }
    list.done()
}
