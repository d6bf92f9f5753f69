//! Things the bot says.

use std::time::Duration;

use serde_json::{Value, json};

use crate::conversation::{
    Action, Continue, Data, DataAccess, End, Escalation, LatencySettings, Message, Question, Reply,
    Selectable, Visual,
};

pub(super) fn object(value: Value) -> Data {
    value.as_object().cloned().unwrap()
}

pub(super) fn message(text: &str) -> Message {
    Message {
        visuals: vec![Visual {
            text: text.to_owned(),
            mask: false,
        }],
        view: None,
        language: None,
    }
}

pub(super) fn question(text: &str) -> Reply {
    saying(&[], Action::Question(asking(text)))
}

pub(super) fn masked_question(text: &str) -> Reply {
    saying(
        &[],
        Action::Question(Question {
            mask: true,
            ..asking(text)
        }),
    )
}

pub(super) fn sizes() -> Reply {
    let size = |value: &str, text: &str| Selectable {
        id: "COFFEE_SIZE".to_owned(),
        value: value.to_owned(),
        text: text.to_owned(),
        description: String::new(),
        image: String::new(),
    };
    let selectables = vec![size("sml", "Small"), size("lrg", "Large")];
    saying(
        &[],
        Action::Question(Question {
            selectables,
            ..asking("Which size?")
        }),
    )
}

pub(super) fn asking(text: &str) -> Question {
    Question {
        message: Some(message(text)),
        data: Data::new(),
        view: None,
        selectables: Vec::new(),
        mask: false,
        keypad: None,
    }
}

/// The settings of a latency message, in milliseconds.
pub(super) fn latency(delay: u64, minimum: u64) -> LatencySettings {
    LatencySettings {
        delay: Duration::from_millis(delay),
        minimum: Duration::from_millis(minimum),
    }
}

pub(super) fn data_access(node: &str, text: &str, latency: LatencySettings) -> Reply {
    saying(
        &[],
        Action::DataAccess(DataAccess {
            id: node.to_owned(),
            message: Some(message(text)),
            view: None,
            data: object(json!({"COFFEE_SIZE": "lrg"})),
            latency,
        }),
    )
}

pub(super) fn go_on(node: &str, text: &str, latency: LatencySettings) -> Reply {
    saying(
        &[],
        Action::Continue(Continue {
            id: node.to_owned(),
            message: Some(message(text)),
            view: None,
            data: Data::new(),
            latency,
            fetch_timeout: Duration::from_secs(30),
        }),
    )
}

pub(super) fn escalation(node: &str, text: &str) -> Reply {
    saying(
        &[],
        Action::Escalation(Escalation {
            id: node.to_owned(),
            message: Some(message(text)),
            view: None,
            data: object(json!({"skill": "coffee"})),
        }),
    )
}

pub(super) fn end(text: &str) -> Reply {
    saying(
        &[text],
        Action::End(End {
            id: "end-node".to_owned(),
            data: object(json!({"price": "4.25"})),
        }),
    )
}

pub(super) fn saying(texts: &[&str], action: Action) -> Reply {
    Reply {
        messages: texts.iter().map(|text| message(text)).collect(),
        action,
    }
}
