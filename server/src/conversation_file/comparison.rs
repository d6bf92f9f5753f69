//! Compares what a turn gave with what the file expects.

use bavard_dialog::{BackendRequest, Message, Reply, Selectable, View};
use serde_json::{Map, Value};

use super::expectation::{
    ActionName, Expectation, ExpectedRequest, ExpectedSelectable, ExpectedView,
};
use super::{ActionParts, Mismatch, Outcome};

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

fn compare_texts(expect: &Expectation, shown: &str, mismatches: &mut Vec<Mismatch>) {
    let mut rest = shown;
    for text in &expect.texts {
        let wanted = normalised(text);
        match rest.split_once(wanted.as_str()) {
            Some((_, after)) => rest = after,
            None if shown.contains(&wanted) => mismatches.push(Mismatch::TextOutOfOrder {
                text: text.clone(),
                shown: shown.to_owned(),
            }),
            None => mismatches.push(Mismatch::MissingText {
                expected: wanted,
                shown: rest.trim_start().to_owned(),
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
            [Mismatch::TextOutOfOrder { text, .. }] if text == "one"
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
}
