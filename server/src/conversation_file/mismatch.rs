//! One difference, and how a reader sees it: what differs, then both sides as in a diff.

use std::fmt;

use bavard_dialog::View;

use super::expectation::{ActionName, ExpectedSelectable, ExpectedView};

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
    fn a_difference_shows_both_sides() {
        let mismatch = Mismatch::Action {
            expected: ActionName::Qa,
            got: "end".to_owned(),
        };
        assert_eq!(mismatch.to_string(), "action\n- qa\n+ end");
    }
}
