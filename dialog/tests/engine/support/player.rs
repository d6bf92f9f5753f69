//! Plays one conversation; what differs from the file ends the test with the turn and the transcript so far.

use std::collections::BTreeMap;

use bavard_dialog::{
    Action, BackendRequest, DialogEvent, EventKind, Flow, Input, Message, Project, Reply,
    SessionStart, SessionState, Step, TurnError, View,
};
use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::conversation::{Conversation, ConversationFile, Expectation, ExpectedSelectable, Turn};
use super::on_graph::assert_on_graph;

/// Plays every conversation of a file. The state goes through JSON between turns: a session has to survive that.
pub(crate) fn play(project: &Project, file: &ConversationFile, now: DateTime) {
    assert!(!file.conversations.is_empty(), "the file has conversations");
    for conversation in &file.conversations {
        play_one(project, file, conversation, now);
    }
}

fn play_one(
    project: &Project,
    file: &ConversationFile,
    conversation: &Conversation,
    now: DateTime,
) {
    let start = SessionStart {
        channel: file.channel.clone(),
        language: file.language.clone(),
        data: conversation.start_data.clone(),
        seed: 7,
    };
    let mut state = project.start(&start).expect("the session starts");
    let mut backend = Backend {
        flow: project.flow(),
        conversation,
        calls: BTreeMap::new(),
    };
    for (number, turn) in conversation.turns.iter().enumerate() {
        let place = format!("{} turn {number}", conversation.id);
        let mut requests = Vec::new();
        let outcome = backend.take_turn(project, &state, input(turn, &place), now, &mut requests);
        match outcome {
            Ok((reply, next)) => {
                if matches!(reply.action, Action::Continue(_)) {
                    // The fetch begins when the client comes back; the file expects it where it was decided.
                    let step = project.execute(&next, Input::Empty, now);
                    let Ok(Step::Fetch { request, .. }) = step else {
                        panic!("{place}: no fetch after a continue action: {step:?}")
                    };
                    requests.push(*request);
                }
                check(&turn.expect, &reply, &requests, &place);
                let json = serde_json::to_string(&next).expect("the state serialises");
                state = serde_json::from_str(&json).expect("the state is read back");
                assert_eq!(state, next, "{place}: the state survives JSON");
            }
            Err(TurnError::Ended) => {
                assert_eq!(
                    turn.expect.action.as_deref(),
                    Some("not_found"),
                    "{place}: the session is over"
                );
            }
            Err(error) => panic!("{place}: {error}"),
        }
    }
}

fn input(turn: &Turn, place: &str) -> Input {
    if turn.kick.is_some() || turn.go_on.is_some() {
        return Input::Empty;
    }
    if let Some(text) = &turn.text {
        return Input::Text(text.clone());
    }
    if let Some(pick) = &turn.select {
        return Input::Selected {
            id: pick.id.clone(),
            value: pick.value.clone(),
        };
    }
    if let Some(data) = &turn.data {
        return Input::RequestedData {
            id: data.id.clone(),
            data: data.data.clone(),
        };
    }
    let event = turn
        .event
        .as_ref()
        .unwrap_or_else(|| panic!("{place}: no input"));
    let kind = match event.kind.as_str() {
        "SUCCESS" => EventKind::Success,
        "ERROR" => EventKind::Error,
        "NO_INPUT" => EventKind::NoInput,
        "NO_MATCH" => EventKind::NoMatch,
        "HANGUP" => EventKind::Hangup,
        "CUSTOM" => EventKind::Custom,
        other => panic!("{place}: unknown event {other}"),
    };
    Input::Event(DialogEvent {
        kind,
        name: event.name.clone(),
        message: String::new(),
    })
}

/// Answers server-side data access from the file.
struct Backend<'a> {
    flow: Flow,
    conversation: &'a Conversation,
    /// Calls so far, by node name.
    calls: BTreeMap<String, usize>,
}

impl Backend<'_> {
    fn take_turn(
        &mut self,
        project: &Project,
        state: &SessionState,
        input: Input,
        now: DateTime,
        requests: &mut Vec<BackendRequest>,
    ) -> Result<(Reply, SessionState), TurnError> {
        let mut step = project.execute(state, input, now)?;
        loop {
            match step {
                Step::Answer {
                    reply,
                    state,
                    trace,
                } => {
                    assert_on_graph(&self.flow, &trace);
                    return Ok((*reply, state));
                }
                Step::Fetch {
                    request,
                    state,
                    trace,
                } => {
                    assert_on_graph(&self.flow, &trace);
                    let reply = self.reply(&request);
                    requests.push(*request);
                    step = project.execute(&state, Input::BackendReply(Ok(reply)), now)?;
                }
            }
        }
    }

    fn reply(&mut self, request: &BackendRequest) -> Value {
        let Some(scripted) = self.conversation.backend.get(&request.node) else {
            panic!("no reply for {}", request.node)
        };
        if let Some(path) = &scripted.path {
            let called = request.url_extension.split('?').next();
            assert_eq!(called, Some(path.as_str()), "path of {}", request.node);
        }
        let Value::Array(replies) = &scripted.reply else {
            return scripted.reply.clone();
        };
        let call = self.calls.entry(request.node.clone()).or_default();
        *call += 1;
        replies
            .get(*call - 1)
            .unwrap_or_else(|| panic!("no further reply for {}", request.node))
            .clone()
    }
}

fn check(expect: &Expectation, reply: &Reply, requests: &[BackendRequest], place: &str) {
    let shown = Shown::of(reply);
    if let Some(action) = &expect.action {
        assert_eq!(shown.action, action, "{place}: action\n{reply:#?}");
    }
    if let Some(node) = &expect.node {
        assert_eq!(shown.node, node, "{place}: node");
    }
    let mut rest = shown.text.as_str();
    for text in &expect.texts {
        let wanted = normal(text);
        let position = rest
            .find(&wanted)
            .unwrap_or_else(|| panic!("{place}: `{wanted}` is not in order in\n{}", shown.text));
        rest = rest.get(position + wanted.len()..).unwrap();
    }
    for text in &expect.not_texts {
        assert!(
            !shown.text.contains(&normal(text)),
            "{place}: `{text}` is in\n{}",
            shown.text
        );
    }
    if let Some(expected) = &expect.selectables {
        assert_eq!(&shown.selectables, expected, "{place}: selectables");
    }
    if let Some(expected) = &expect.view {
        let view = shown.view.cloned().unwrap_or_default();
        assert_eq!(view.name, expected.name, "{place}: view");
        if let Some(style) = &expected.style {
            assert_eq!(&view.id, style, "{place}: style of the view");
        }
    }
    compare(&expect.data, shown.data, &format!("{place}: data"));
    if let Some(expected) = &expect.request {
        let request = requests
            .last()
            .unwrap_or_else(|| panic!("{place}: no request"));
        if let Some(node) = &expected.node {
            assert_eq!(&request.node, node, "{place}: node of the request");
        }
        compare(&expected.body, &request.body, &format!("{place}: request"));
    }
}

fn compare(expected: &Map<String, Value>, given: &Map<String, Value>, place: &str) {
    for (key, value) in expected {
        assert_eq!(
            given.get(key).map(text),
            Some(text(value)),
            "{place}: {key}"
        );
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// White space collapsed, blanks before punctuation dropped.
fn normal(text: &str) -> String {
    let collapsed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    [". ", ", ", "! ", "? "]
        .iter()
        .fold(collapsed + " ", |text, mark| {
            text.replace(&format!(" {mark}"), mark)
        })
        .trim()
        .to_owned()
}

/// What a client makes of a reply.
struct Shown<'a> {
    action: &'static str,
    node: &'a str,
    text: String,
    selectables: Vec<ExpectedSelectable>,
    view: Option<&'a View>,
    data: &'a Map<String, Value>,
}

impl<'a> Shown<'a> {
    fn of(reply: &'a Reply) -> Shown<'a> {
        let mut selectables = Vec::new();
        let (action, node, message, view, data) = match &reply.action {
            Action::Question(question) => {
                selectables.extend(question.selectables.iter().map(|item| ExpectedSelectable {
                    id: item.id.clone(),
                    value: item.value.clone(),
                    text: item.display_text.clone(),
                }));
                (
                    "qa",
                    &question.node,
                    &question.message,
                    question.view.as_ref(),
                    &question.data,
                )
            }
            Action::DataAccess(action) => (
                "da",
                &action.id,
                &action.message,
                action.view.as_ref(),
                &action.data,
            ),
            Action::Continue(action) => (
                "continue",
                &action.id,
                &action.message,
                action.view.as_ref(),
                &action.data,
            ),
            Action::Escalation(action) => (
                "escalation",
                &action.id,
                &action.message,
                action.view.as_ref(),
                &action.data,
            ),
            Action::End(action) => ("end", &action.id, &None, None, &action.data),
        };
        let visual = |message: &Message| {
            message
                .visual
                .iter()
                .map(|visual| visual.text.clone())
                .collect::<Vec<_>>()
        };
        let texts: Vec<String> = reply
            .messages
            .iter()
            .chain(message)
            .flat_map(visual)
            .collect();
        Shown {
            action,
            node,
            text: normal(&texts.join("\n")),
            selectables,
            view,
            data,
        }
    }
}
