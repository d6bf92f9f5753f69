//! The open question, kept: `[data, view, [[id, value, text, description, image], ...], mask]`.
//!
//! Its words are in the transcript.

use serde_json::Value;

use super::fields::{Fields, optional};
use crate::conversation::{Question, Selectable, View};

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
    Value::Array(vec![
        Value::Object(question.data.clone()),
        keep_view(question.view.as_ref()),
        Value::Array(selectables.collect()),
        Value::from(question.mask),
    ])
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

pub(super) fn texts(texts: &[&String]) -> Value {
    texts
        .iter()
        .map(|text| Value::from(text.as_str()))
        .collect()
}
