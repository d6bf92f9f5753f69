//! What the inspector is told: what happens in a conversation, as plain objects.

use std::time::Duration;

use js_sys::{Function, Reflect, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::conversation::{Conversation, TimerKind};
use crate::driver::{Onlooker, Sight};
use crate::json::to_js;

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
            let call = json!({
                "kind": "call", "id": id, "method": method, "masked": masked, "length": request.len(),
            });
            with_bytes(&call, (!masked).then_some(request))
        }
        Sight::Answered { id, answer } => {
            let (status, message) = match answer {
                Ok(_) => ("OK", String::new()),
                Err(failure) => (failure.status_name(), failure.to_string()),
            };
            let answered =
                json!({ "kind": "answer", "id": id, "status": status, "message": message });
            with_bytes(&answered, answer.ok())
        }
        Sight::Waits(kind, after) => latency(kind, "begins", Some(after)),
        Sight::Waited { kind, fired } => {
            latency(kind, if fired { "over" } else { "cancelled" }, None)
        }
        Sight::Stepped => to_js(&json!({ "kind": "state", "state": state.inspection() })),
    }
}

fn latency(kind: TimerKind, what: &str, after: Option<Duration>) -> JsValue {
    let name = match kind {
        TimerKind::LatencyDelay => "delay ",
        TimerKind::LatencyMinimum => "minimum ",
        TimerKind::Backoff => "back-off ",
        TimerKind::Busy => "busy ",
        TimerKind::KeepAlive => "keep-alive ",
    };
    let after = after.map(|after| u64::try_from(after.as_millis()).unwrap_or(u64::MAX));
    let what = [name, what].concat();
    to_js(&json!({ "kind": "latency", "what": what, "after": after }))
}

fn with_bytes(value: &Value, bytes: Option<&[u8]>) -> JsValue {
    let object = to_js(value);
    if let Some(bytes) = bytes {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &"bytes".into(), &Uint8Array::from(bytes));
    }
    object
}
