//! One mismatch between a turn and its file, and the sides that a reader compares.

use std::fmt::Display;

use bavard_dialog::View;

use super::expectation::{ActionName, ExpectedSelectable, ExpectedView};

/// One difference between what a turn gave and what the file expects.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the difference of each variant says what its fields are"
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
    TextOutOfOrder {
        text: String,
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

/// A mismatch as a reader compares its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Two texts.
    Texts {
        /// What differs, by its key in the file.
        what: String,
        /// What the file has.
        expected: String,
        /// What the bot gave.
        got: String,
    },
    /// Two lists.
    Lists {
        /// What differs, by its key in the file.
        what: String,
        /// What the file has.
        expected: Vec<String>,
        /// What the bot gave.
        got: Vec<String>,
    },
    /// What one side says explains it.
    Told {
        /// What differs, by its key in the file.
        what: String,
        /// What is wrong.
        problem: String,
        /// What the bot said, if that helps.
        shown: Option<String>,
    },
}

impl Difference {
    /// What differs, by its key in the file.
    pub fn what(&self) -> &str {
        match self {
            Difference::Texts { what, .. }
            | Difference::Lists { what, .. }
            | Difference::Told { what, .. } => what,
        }
    }
}

impl Mismatch {
    /// The mismatch as a reader compares its sides.
    pub fn difference(&self) -> Difference {
        match self {
            Mismatch::Action { expected, got } => texts("action", expected, got),
            Mismatch::Node { expected, got } => texts("node", expected, got),
            Mismatch::MissingText { expected, shown } if shown.is_empty() => {
                texts("texts", expected, "nothing more")
            }
            Mismatch::MissingText { expected, shown } => texts("texts", expected, shown),
            Mismatch::TextOutOfOrder { text, shown } => told(
                "texts",
                format!("\"{text}\" comes before the texts that it is to follow"),
                Some(shown),
            ),
            Mismatch::UnwantedText { text, shown } => {
                told("not_texts", format!("\"{text}\" is said"), Some(shown))
            }
            Mismatch::Selectables { expected, got } => Difference::Lists {
                what: "selectables".to_owned(),
                expected: expected.iter().map(item).collect(),
                got: got.iter().map(item).collect(),
            },
            Mismatch::View { expected, got } => view(expected, got.as_ref()),
            Mismatch::Data { key, expected, got } => {
                texts(format!("data.{key}"), expected, or_none(got))
            }
            Mismatch::NoRequest => told("request", "no backend was called", None),
            Mismatch::RequestNode { expected, got } => texts("request.node", expected, got),
            Mismatch::RequestBody { key, expected, got } => {
                texts(format!("request.body.{key}"), expected, or_none(got))
            }
            Mismatch::UnknownBackend { node } => told(
                "backend",
                format!("node {node} called its backend, and `backend` has no entry for it"),
                None,
            ),
            Mismatch::TooManyCalls { node, replies } => told(
                "backend",
                format!(
                    "node {node} called its backend more often than `backend` has replies ({replies})"
                ),
                None,
            ),
            Mismatch::Path {
                node,
                expected,
                got,
            } => texts(format!("backend.{node}.path"), expected, got),
            Mismatch::NotStarted { reason } => told(
                "start",
                format!("the session did not start: {reason}"),
                None,
            ),
        }
    }
}

fn texts(what: impl Display, expected: impl Display, got: impl Display) -> Difference {
    Difference::Texts {
        what: what.to_string(),
        expected: expected.to_string(),
        got: got.to_string(),
    }
}

fn told(what: &str, problem: impl Into<String>, shown: Option<&String>) -> Difference {
    Difference::Told {
        what: what.to_owned(),
        problem: problem.into(),
        shown: shown.cloned(),
    }
}

/// Styles are compared only when the file has one.
fn view(expected: &ExpectedView, got: Option<&View>) -> Difference {
    let got_name = got.map_or("none", |view| view.name.as_str());
    match &expected.style {
        Some(style) => {
            let got_style = got.map_or("none", |view| view.id.as_str());
            texts(
                "view",
                format_args!("{}, style {style}", expected.name),
                format_args!("{got_name}, style {got_style}"),
            )
        }
        None => texts("view", &expected.name, got_name),
    }
}

fn or_none(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("none")
}

fn item(item: &ExpectedSelectable) -> String {
    format!("{}={} \"{}\"", item.id, item.value, item.text)
}
