//! What the inspector is told: what happens in a conversation, as plain objects.
//!
//! Their properties are set one by one: values in between would be code that every page carries.

use std::time::Duration;

use js_sys::{Function, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use crate::conversation::{Conversation, TimerKind};
use crate::driver::{Onlooker, Sight};

/// Hands everything to `callback`; one that throws is none of the conversation's business.
pub(super) fn onlooker(callback: Function) -> Onlooker {
    std::rc::Rc::new(move |sight, state| {
        // The inspector has nobody to tell of its own faults but the browser's console, which hears of them anyway.
        let _ = callback.call1(&JsValue::UNDEFINED, &told(sight, state));
    })
}

fn told(sight: Sight<'_>, state: &Conversation) -> JsValue {
    match sight {
        Sight::Called {
            id,
            path,
            request,
            masked,
        } => {
            let method = path.rsplit('/').next().unwrap_or_default();
            let bytes = (!masked).then_some(request);
            object(&[
                ("kind", "call".into()),
                ("id", id.number().into()),
                ("method", method.into()),
                ("masked", masked.into()),
                ("length", request.len().into()),
                ("bytes", bytes.map(Uint8Array::from).into()),
            ])
        }
        Sight::Answered { id, answer } => {
            let (status, message) = match answer {
                Ok(_) => ("OK", String::new()),
                Err(failure) => (failure.status_name(), failure.to_string()),
            };
            object(&[
                ("kind", "answer".into()),
                ("id", id.number().into()),
                ("status", status.into()),
                ("message", message.into()),
                ("bytes", answer.ok().map(Uint8Array::from).into()),
            ])
        }
        Sight::Waits(kind, after) => latency(kind, "begins", Some(after)),
        Sight::Waited { kind, fired } => {
            latency(kind, if fired { "over" } else { "cancelled" }, None)
        }
        Sight::Stepped => {
            let now = state.inspection();
            let state = object(&[
                ("phase", now.phase.into()),
                ("session", now.session.into()),
                ("masked", now.masked.into()),
                ("selectables", now.selectables.into()),
                ("view", now.view.into()),
                ("entries", now.entries.into()),
            ]);
            object(&[("kind", "state".into()), ("state", state)])
        }
    }
}

fn latency(kind: TimerKind, stage: &str, after: Option<Duration>) -> JsValue {
    let name = match kind {
        TimerKind::LatencyDelay => "delay",
        TimerKind::LatencyMinimum => "minimum",
        TimerKind::Backoff => "back-off",
        TimerKind::Busy => "busy",
        TimerKind::KeepAlive => "keep-alive",
    };
    let after = after.map(|after| (after.as_secs_f64() * 1000.0).round());
    object(&[
        ("kind", "latency".into()),
        ("name", name.into()),
        ("stage", stage.into()),
        ("after", after.into()),
    ])
}

fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
