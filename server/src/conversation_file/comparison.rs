//! Compares what a turn gave with what the file expects.

use std::fmt;

use bavard_dialog::{Action, BackendRequest, Message, Reply, Selectable, View};
use serde_json::{Map, Value};

use super::format::{ActionName, Expectation, ExpectedRequest, ExpectedSelectable, ExpectedView};

/// One difference between what a turn gave and what the file expects.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the message of each variant says what its fields are"
)]
pub enum Mismatch {
    Action {
        expected: ActionName,
        got: String,
    },
    Node {
        expected: String,
        got: String,
    },
    MissingText {
        expected: String,
        shown: String,
    },
    UnwantedText {
        text: String,
        shown: String,
    },
    Selectables {
        expected: Vec<ExpectedSelectable>,
        got: Vec<ExpectedSelectable>,
    },
    View {
        expected: ExpectedView,
        got: Option<View>,
    },
    Data {
        key: String,
        expected: String,
        got: Option<String>,
    },
    NoRequest,
    RequestNode {
        expected: String,
        got: String,
    },
    RequestBody {
        key: String,
        expected: String,
        got: Option<String>,
    },
    UnknownBackend {
        node: String,
    },
    TooManyCalls {
        node: String,
        replies: usize,
    },
    Path {
        node: String,
        expected: String,
        got: String,
    },
    NotStarted {
        reason: String,
    },
}

/// What a turn gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// A reply.
    Reply(Box<Reply>),
    /// The session was over before the turn.
    Ended,
    /// The engine refused; its words.
    Refused(String),
}

/// Every difference, in the order of the keys in the contract.
pub(super) fn compare(
    expect: &Expectation,
    outcome: &Outcome,
    requests: &[BackendRequest],
) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    match (outcome, expect.action) {
        (Outcome::Reply(reply), _) => compare_reply(expect, reply, &mut mismatches),
        (Outcome::Ended, Some(ActionName::NotFound)) => {}
        (Outcome::Ended, expected) => mismatches.push(Mismatch::Action {
            expected: expected.unwrap_or(ActionName::Qa),
            got: ActionName::NotFound.to_string(),
        }),
        (Outcome::Refused(reason), expected) => mismatches.push(Mismatch::Action {
            expected: expected.unwrap_or(ActionName::Qa),
            got: format!("a refusal: {reason}"),
        }),
    }
    if let Some(expected) = &expect.request {
        compare_request(expected, requests, &mut mismatches);
    }
    mismatches
}

fn compare_reply(expect: &Expectation, reply: &Reply, mismatches: &mut Vec<Mismatch>) {
    let parts = ActionParts::of(&reply.action);
    if let Some(expected) = expect.action.filter(|expected| *expected != parts.name) {
        mismatches.push(Mismatch::Action {
            expected,
            got: parts.name.to_string(),
        });
    }
    if let Some(expected) = expect.node.as_ref().filter(|node| *node != parts.node) {
        mismatches.push(Mismatch::Node {
            expected: expected.clone(),
            got: parts.node.to_owned(),
        });
    }
    compare_texts(
        expect,
        &shown_text(&reply.messages, parts.message),
        mismatches,
    );
    if let Some(expected) = &expect.selectables {
        let got: Vec<_> = parts.selectables.iter().map(as_expected).collect();
        if *expected != got {
            mismatches.push(Mismatch::Selectables {
                expected: expected.clone(),
                got,
            });
        }
    }
    if let Some(expected) = expect
        .view
        .as_ref()
        .filter(|view| !is_view(view, parts.view))
    {
        mismatches.push(Mismatch::View {
            expected: expected.clone(),
            got: parts.view.cloned(),
        });
    }
    for (key, expected, got) in differing(&expect.data, parts.data) {
        mismatches.push(Mismatch::Data { key, expected, got });
    }
}

/// What all actions have, whatever they are.
struct ActionParts<'a> {
    name: ActionName,
    node: &'a str,
    message: Option<&'a Message>,
    view: Option<&'a View>,
    data: &'a Map<String, Value>,
    selectables: &'a [Selectable],
}

impl<'a> ActionParts<'a> {
    fn of(action: &'a Action) -> ActionParts<'a> {
        match action {
            Action::Question(question) => ActionParts {
                name: ActionName::Qa,
                node: &question.node,
                message: question.message.as_ref(),
                view: question.view.as_ref(),
                data: &question.data,
                selectables: &question.selectables,
            },
            Action::DataAccess(access) => ActionParts {
                name: ActionName::Da,
                node: &access.id,
                message: access.message.as_ref(),
                view: access.view.as_ref(),
                data: &access.data,
                selectables: &[],
            },
            Action::Continue(wait) => ActionParts {
                name: ActionName::Continue,
                node: &wait.id,
                message: wait.message.as_ref(),
                view: wait.view.as_ref(),
                data: &wait.data,
                selectables: &[],
            },
            Action::Escalation(escalation) => ActionParts {
                name: ActionName::Escalation,
                node: &escalation.id,
                message: escalation.message.as_ref(),
                view: escalation.view.as_ref(),
                data: &escalation.data,
                selectables: &[],
            },
            Action::End(end) => ActionParts {
                name: ActionName::End,
                node: &end.id,
                message: None,
                view: None,
                data: &end.data,
                selectables: &[],
            },
        }
    }
}

fn compare_texts(expect: &Expectation, shown: &str, mismatches: &mut Vec<Mismatch>) {
    let mut rest = shown;
    for text in &expect.texts {
        match rest.split_once(normalised(text).as_str()) {
            Some((_, after)) => rest = after,
            None => mismatches.push(Mismatch::MissingText {
                expected: text.clone(),
                shown: rest.to_owned(),
            }),
        }
    }
    for text in &expect.not_texts {
        if shown.contains(&normalised(text)) {
            mismatches.push(Mismatch::UnwantedText {
                text: text.clone(),
                shown: shown.to_owned(),
            });
        }
    }
}

fn shown_text(messages: &[Message], action_message: Option<&Message>) -> String {
    let texts: Vec<&str> = messages
        .iter()
        .chain(action_message)
        .flat_map(|message| &message.visual)
        .map(|visual| visual.text.as_str())
        .collect();
    normalised(&texts.join(" "))
}

/// White space collapsed, blanks before `. , ! ?` dropped.
fn normalised(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !result.is_empty() && !word.starts_with(['.', ',', '!', '?']) {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

fn as_expected(item: &Selectable) -> ExpectedSelectable {
    ExpectedSelectable {
        id: item.id.clone(),
        value: item.value.clone(),
        text: item.display_text.clone(),
    }
}

fn is_view(expected: &ExpectedView, got: Option<&View>) -> bool {
    got.is_some_and(|view| {
        view.name == expected.name
            && expected
                .style
                .as_ref()
                .is_none_or(|style| *style == view.id)
    })
}

fn compare_request(
    expected: &ExpectedRequest,
    requests: &[BackendRequest],
    mismatches: &mut Vec<Mismatch>,
) {
    let named = requests.iter().rev().find(|request| {
        expected
            .node
            .as_ref()
            .is_none_or(|node| *node == request.node)
    });
    match (named, requests.last(), &expected.node) {
        (Some(request), ..) => {
            for (key, expected, got) in differing(&expected.body, &request.body) {
                mismatches.push(Mismatch::RequestBody { key, expected, got });
            }
        }
        (None, Some(request), Some(node)) => mismatches.push(Mismatch::RequestNode {
            expected: node.clone(),
            got: request.node.clone(),
        }),
        _ => mismatches.push(Mismatch::NoRequest),
    }
}

/// Keys whose values differ as strings: key, expected, got.
fn differing(
    expected: &Map<String, Value>,
    got: &Map<String, Value>,
) -> Vec<(String, String, Option<String>)> {
    expected
        .iter()
        .map(|(key, value)| (key.clone(), as_text(value), got.get(key).map(as_text)))
        .filter(|(_, expected, got)| got.as_ref() != Some(expected))
        .collect()
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mismatch::Action { expected, got } => differ(formatter, "action", expected, got),
            Mismatch::Node { expected, got } => differ(formatter, "node", expected, got),
            Mismatch::MissingText { expected, shown } => {
                differ(formatter, "texts", expected, shown)
            }
            Mismatch::UnwantedText { text, shown } => {
                differ(formatter, "not_texts", format_args!("not {text}"), shown)
            }
            Mismatch::Selectables { expected, got } => {
                differ(formatter, "selectables", items(expected), items(got))
            }
            Mismatch::View { expected, got } => {
                let style = expected.style.as_deref().unwrap_or("any");
                let expected = format!("{} (style {style})", expected.name);
                match got {
                    Some(view) => differ(
                        formatter,
                        "view",
                        expected,
                        format_args!("{} (style {})", view.name, view.id),
                    ),
                    None => differ(formatter, "view", expected, "none"),
                }
            }
            Mismatch::Data { key, expected, got } => differ(
                formatter,
                format_args!("data.{key}"),
                expected,
                or_none(got),
            ),
            Mismatch::NoRequest => differ(formatter, "request", "a call of a backend", "none"),
            Mismatch::RequestNode { expected, got } => {
                differ(formatter, "request.node", expected, got)
            }
            Mismatch::RequestBody { key, expected, got } => differ(
                formatter,
                format_args!("request.body.{key}"),
                expected,
                or_none(got),
            ),
            Mismatch::UnknownBackend { node } => write!(
                formatter,
                "node {node} called its backend, and `backend` has no entry for it"
            ),
            Mismatch::TooManyCalls { node, replies } => write!(
                formatter,
                "node {node} called its backend more often than `backend` has replies ({replies})"
            ),
            Mismatch::Path {
                node,
                expected,
                got,
            } => differ(
                formatter,
                format_args!("backend.{node}.path"),
                expected,
                got,
            ),
            Mismatch::NotStarted { reason } => {
                write!(formatter, "the session did not start: {reason}")
            }
        }
    }
}

fn differ(
    formatter: &mut fmt::Formatter<'_>,
    what: impl fmt::Display,
    expected: impl fmt::Display,
    got: impl fmt::Display,
) -> fmt::Result {
    write!(formatter, "{what}\n- {expected}\n+ {got}")
}

fn or_none(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("none")
}

fn items(items: &[ExpectedSelectable]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| format!("{}={} \"{}\"", item.id, item.value, item.text))
        .collect();
    format!("[{}]", items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_blanks_before_punctuation_do_not_count() {
        assert_eq!(
            normalised(" Hello\n  Miranda ! What , now ?"),
            "Hello Miranda! What, now?"
        );
    }

    fn texts(expected: &[&str], shown: &str) -> Vec<Mismatch> {
        let expect = Expectation {
            texts: expected.iter().map(ToString::to_string).collect(),
            ..Expectation::default()
        };
        let mut mismatches = Vec::new();
        compare_texts(&expect, &normalised(shown), &mut mismatches);
        mismatches
    }

    #[test]
    fn texts_have_to_come_in_their_order() {
        assert_eq!(texts(&["one", "two"], "one and two"), []);
        assert!(matches!(
            texts(&["two", "one"], "one and two").as_slice(),
            [Mismatch::MissingText { expected, shown }] if expected == "one" && shown.is_empty()
        ));
    }

    #[test]
    fn values_are_compared_as_strings() {
        let expected = Map::from_iter([
            ("a".to_owned(), Value::from("4")),
            ("b".to_owned(), Value::from(true)),
        ]);
        let got = Map::from_iter([
            ("a".to_owned(), Value::from(4)),
            ("b".to_owned(), Value::from("true")),
        ]);
        assert_eq!(differing(&expected, &got), []);
        assert_eq!(
            differing(&expected, &Map::new())[0],
            ("a".to_owned(), "4".to_owned(), None)
        );
    }

    #[test]
    fn a_difference_shows_both_sides() {
        let mismatch = Mismatch::Action {
            expected: ActionName::Qa,
            got: "end".to_owned(),
        };
        assert_eq!(mismatch.to_string(), "action\n- qa\n+ end");
    }
}
