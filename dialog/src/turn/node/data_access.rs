//! Data access nodes (model.md section 8).

use std::time::Duration;

use serde_json::{Map, Value};

use crate::expression::{evaluate, plain_text, text_of};
use crate::input::BackendFailure;
use crate::model::{Backend, DataAccessNode, Key, Node, SettingName};
use crate::reply::{
    Action, BackendConnectionSettings, Continue, DataAccess, Message, MessageSettings,
};
use crate::session::Waiting;
use crate::turn::items::PromptTiming;
use crate::turn::run::{Entry, Flow, Turn};
use crate::turn::{BackendRequest, EventCause};

/// Asks the client for the data; or, where a backend has it, lets the client show the latency message first. Without
/// such a message there is nothing to show, and the fetch is made at once.
pub(in crate::turn) fn enter<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    node: &'p DataAccessNode,
) -> Flow {
    let message = match turn.run_items(&node.latency_message, PromptTiming::InOrder, &node.settings)
    {
        Err(cause) => return Flow::error(key, cause),
        Ok(ran) => Some(ran.message).filter(|message: &Message| !message.is_empty()),
    };
    if let (Some(backend), None) = (&node.backend, &message) {
        return fetch_from(turn, key, node, backend);
    }
    let Node { id, name, .. } = turn.model.nodes.get(key);
    let setting = |name| {
        turn.setting(name, &node.settings)
            .unwrap_or_default()
            .to_owned()
    };
    let message_settings = MessageSettings {
        delay: setting(SettingName::FetchMessageDelay),
        minimum: setting(SettingName::FetchMessageMinimum),
    };
    let (view, data) = (node.view.clone(), turn.send_data(&node.send));
    let Some(backend) = &node.backend else {
        let action = DataAccess {
            id: name.clone(),
            message,
            view,
            data,
            message_settings,
        };
        return Flow::answer(Action::DataAccess(action), Waiting::ClientData(id.clone()));
    };
    let backend_connection_settings = BackendConnectionSettings {
        fetch_timeout: milliseconds(backend.fetch_timeout),
        connect_timeout: milliseconds(backend.connect_timeout),
    };
    let action = Continue {
        id: name.clone(),
        message,
        view,
        data,
        message_settings,
        backend_connection_settings,
    };
    Flow::answer(Action::Continue(action), Waiting::Continue(id.clone()))
}

/// Asks the caller for the fetch.
pub(in crate::turn) fn fetch(turn: &mut Turn<'_>, key: Key<Node>, node: &DataAccessNode) -> Flow {
    match &node.backend {
        Some(backend) => fetch_from(turn, key, node, backend),
        // The design now lets the client fetch; the session waits for a backend that is gone.
        None => Flow::after(None, key),
    }
}

fn fetch_from(turn: &Turn<'_>, key: Key<Node>, node: &DataAccessNode, backend: &Backend) -> Flow {
    let headers = match headers(turn, backend) {
        Ok(headers) => headers,
        Err(cause) => return Flow::error(key, cause),
    };
    let data = turn.send_data(&node.send);
    let url_extension = filled_url(&backend.url_extension, &data);
    let Node { id, name, .. } = turn.model.nodes.get(key);
    let request = BackendRequest {
        node: name.clone(),
        host_alias: backend.host_alias.clone(),
        default_base: backend.default_base.clone(),
        url_extension,
        method: backend.method,
        headers,
        body: data,
        connect_timeout: backend.connect_timeout,
        fetch_timeout: backend.fetch_timeout,
    };
    Flow::Fetch(Box::new(request), Waiting::Backend(id.clone()))
}

/// Goes on with what the client or the backend gave. Whatever is not a JSON object that says success is a failure.
pub(in crate::turn) fn finish(
    turn: &mut Turn<'_>,
    key: Key<Node>,
    node: &DataAccessNode,
    reply: Result<Value, BackendFailure>,
) -> Flow {
    let data = match reply {
        Ok(Value::Object(data)) => data,
        Ok(_) | Err(_) => Map::new(),
    };
    let next = if turn.take_data(&node.take, &data) {
        node.on_success
    } else {
        node.on_failure
    };
    match next {
        Some(next) => Flow::Proceed {
            from: key,
            to: next,
            entry: Entry::Normal,
        },
        None => Flow::after(None, key),
    }
}

/// The headers that have a value.
fn headers(turn: &Turn<'_>, backend: &Backend) -> Result<Vec<(String, String)>, EventCause> {
    let mut headers = Vec::new();
    for header in &backend.headers {
        let value = evaluate(turn.context(), &header.value)?;
        if !value.is_null() {
            headers.push((header.name.clone(), plain_text(&value)));
        }
    }
    Ok(headers)
}

/// Fills `{name}` in path and query, of every method although only that of GET is documented: a brace is no part of any
/// URL. Values are URL-encoded, names without a value vanish. So does a value of dots only: in a path these lead to the
/// folder above, and whoever reads a URL decodes encoded ones first.
fn filled_url(template: &str, data: &Map<String, Value>) -> String {
    let mut url = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        match after.split_once('}') {
            Some((name, after)) => {
                let value = data.get(name).map(text_of).unwrap_or_default();
                if value.chars().any(|character| character != '.') {
                    url.push_str(&percent_encoded(&value));
                }
                rest = after;
            }
            None => {
                url.push('{');
                rest = after;
            }
        }
    }
    url.push_str(rest);
    url
}

/// Encodes everything but the characters that RFC 3986 leaves unreserved, so that a value cannot leave its place.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn milliseconds(timeout: Option<Duration>) -> String {
    timeout
        .map(|timeout| format!("{}ms", timeout.as_millis()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_in_a_url_cannot_leave_their_place() {
        let data = json!({"city": "São Paulo/../?x=1&y", "days": 3, "up": "..", "here": "."});
        let data = data.as_object().unwrap();
        assert_eq!(filled_url("/a/{up}/b/{here}{here}/c", data), "/a//b//c");
        assert_eq!(
            filled_url("/weather/{city}?days={days}&unit={unit}#{", data),
            "/weather/S%C3%A3o%20Paulo%2F..%2F%3Fx%3D1%26y?days=3&unit=#{"
        );
    }
}
