//! Anything that a client can send, sensible or not.

use bavard_dialog::{BackendFailure, DialogEvent, EventKind, Input, Interpretation};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Names that mean something in a project: entities, intents, nodes, literals, commands.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary(Vec<String>);

impl Vocabulary {
    /// Every short text of a dialog and its training data.
    pub(crate) fn of(dialog: &str, trsx: &str) -> Vocabulary {
        let mut words = vec!["INTENT".to_owned(), "yes".to_owned(), "no".to_owned()];
        let dialog: Value = serde_json::from_str(dialog).unwrap();
        collect(&dialog, &mut words);
        words.extend(
            trsx.split(['"', '<', '>'])
                .map(str::trim)
                .map(str::to_owned),
        );
        words.retain(|word| !word.is_empty() && word.len() <= 60);
        words.sort();
        words.dedup();
        Vocabulary(words)
    }
}

fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) => words.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(object) => object.values().for_each(|value| collect(value, words)),
        _ => {}
    }
}

/// Up to fifteen inputs in a row.
pub(crate) fn inputs(vocabulary: &Vocabulary) -> impl Strategy<Value = Vec<Input>> + use<> {
    prop::collection::vec(input(vocabulary), 1..15)
}

fn input(vocabulary: &Vocabulary) -> BoxedStrategy<Input> {
    let word = || {
        prop_oneof![
            6 => select(vocabulary.0.clone()),
            1 => "\\PC{0,20}",
        ]
    };
    let text = prop::collection::vec(word(), 1..4).prop_map(|words| Input::Text(words.join(" ")));
    let selected = (word(), word()).prop_map(|(id, value)| Input::Selected { id, value });
    let event = (
        select(vec![
            EventKind::Success,
            EventKind::Error,
            EventKind::NoInput,
            EventKind::NoMatch,
            EventKind::Hangup,
            EventKind::Custom,
        ]),
        word(),
    )
        .prop_map(|(kind, name)| {
            let message = String::new();
            Input::Event(DialogEvent {
                kind,
                name,
                message,
            })
        });
    let value = || {
        prop_oneof![
            word().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            Just(Value::Null),
            Just(json!({"unit": "USD", "number": 3})),
            Just(json!([{"literal": "a", "value": "b"}])),
        ]
    };
    let map = || {
        prop::collection::vec((word(), value()), 0..4)
            .prop_map(|entries| entries.into_iter().collect::<Map<String, Value>>())
    };
    let interpretation =
        (map(), prop::num::f32::ANY, word()).prop_map(|(data, confidence, utterance)| {
            Input::Interpretation(Interpretation {
                utterance,
                confidence,
                data,
                ..Interpretation::default()
            })
        });
    let with_code = (map(), select(vec!["0", "0", "1"])).prop_map(|(mut data, code)| {
        data.insert("returnCode".to_owned(), code.into());
        data
    });
    let data = (word(), prop_oneof![map(), with_code.clone()])
        .prop_map(|(id, data)| Input::RequestedData { id, data });
    let reply = prop_oneof![
        with_code.prop_map(|data| Ok(Value::Object(data))),
        value().prop_map(Ok),
        Just(Err(BackendFailure::Timeout)),
    ]
    .prop_map(Input::BackendReply);
    prop_oneof![
        2 => Just(Input::Empty),
        4 => text,
        3 => selected,
        3 => interpretation,
        1 => event,
        1 => data,
        1 => reply,
    ]
    .boxed()
}
