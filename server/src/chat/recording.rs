//! What was said, as a conversation file that expects it again.

use std::collections::BTreeMap;

use bavard_dialog::{Action, BackendFailure, BackendRequest, Project, Reply, SessionStart};
use serde_json::{Map, Value};

use crate::conversation_file::{
    ActionParts, Answer, Backend, Conversation, ConversationFile, Expectation, ExpectedRequest,
    ExpectedSelectable, ExpectedView, Replies, Turn, TurnInput,
};

/// What stands for the answer to a masked question.
const MASKED: &str = "MASKED";

/// A call of a backend, and what came of it.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) request: BackendRequest,
    pub(super) answer: Result<Value, BackendFailure>,
}

/// The turns of a session so far.
#[derive(Debug, Default)]
pub(super) struct Recording {
    turns: Vec<Turn>,
    replies: BTreeMap<String, Vec<Answer>>,
    remarks: Vec<String>,
    /// The answers to masked questions: a design may copy them to where nothing is masked.
    secrets: Vec<String>,
}

impl Recording {
    /// Adds a turn. Sensitive values and the answers to masked questions are left out.
    pub(super) fn add(
        &mut self,
        project: &Project,
        input: TurnInput,
        masked: bool,
        calls: Vec<Call>,
        reply: &Reply,
    ) {
        let number = self.turns.len() + 1;
        let input = match input {
            TurnInput::Text(answer) if masked && !answer.is_empty() => {
                self.secrets.push(answer);
                self.remarks.push(format!(
                    "turn {number} answers a masked question: put a made-up answer in place of {MASKED}"
                ));
                TurnInput::Text(MASKED.to_owned())
            }
            input => input,
        };
        let request = calls.last().map(|call| ExpectedRequest {
            node: Some(call.request.node.clone()),
            body: self.open_values(project, &call.request.body),
        });
        for call in calls {
            self.add_reply(number, call);
        }
        let expect = Expectation {
            request,
            ..self.expectation(project, reply)
        };
        self.turns.push(Turn {
            input,
            expect,
            line: 0,
        });
    }

    fn add_reply(&mut self, number: usize, call: Call) {
        let node = call.request.node;
        match call.answer {
            Ok(Value::Object(reply)) => self.replies.entry(node).or_default().push(Answer {
                path: None,
                reply: Replies::Always(reply),
            }),
            Ok(_) => {}
            Err(failure) => self.remarks.push(format!(
                "turn {number}: the backend of {node} failed ({failure}), which a conversation file cannot say"
            )),
        }
    }

    /// What has to be done to the file by hand.
    pub(super) fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The file, with one conversation of this id.
    pub(super) fn to_file(&self, id: &str, start: &SessionStart) -> ConversationFile {
        let backend = self.replies.iter().map(|(node, answers)| {
            let backend = match answers.as_slice() {
                [answer] => Backend::Always(answer.clone()),
                answers => Backend::Each(answers.to_vec()),
            };
            (node.clone(), backend)
        });
        ConversationFile {
            project: None,
            language: Some(start.language.clone()),
            channel: Some(start.channel.clone()),
            conversations: vec![Conversation {
                id: id.to_owned(),
                title: None,
                covers: Vec::new(),
                certainty: None,
                start_data: start.data.clone(),
                backend: backend.collect(),
                turns: self.turns.clone(),
            }],
        }
    }

    /// Everything that the file can expect of a reply.
    fn expectation(&self, project: &Project, reply: &Reply) -> Expectation {
        let parts = ActionParts::of(&reply.action);
        let messages = reply.messages.iter().chain(parts.message);
        let visuals = messages.flat_map(|message| &message.visual);
        let visuals = visuals.filter(|visual| !visual.mask && !self.is_secret(&visual.text));
        let texts = visuals.map(|visual| visual.text.clone());
        let selectables = parts.selectables.iter().map(|item| ExpectedSelectable {
            id: item.id.clone(),
            value: item.value.clone(),
            text: item.display_text.clone(),
        });
        let is_question = matches!(reply.action, Action::Question(_));
        let view = parts.view.filter(|view| !view.name.is_empty());
        Expectation {
            action: Some(parts.name),
            node: Some(parts.node.to_owned()),
            texts: texts.filter(|text| !text.trim().is_empty()).collect(),
            selectables: is_question.then(|| selectables.collect()),
            view: view.map(|view| ExpectedView {
                name: view.name.clone(),
                style: Some(view.id.clone()).filter(|style| !style.is_empty()),
            }),
            data: self.open_values(project, parts.data),
            ..Expectation::default()
        }
    }

    fn open_values(&self, project: &Project, values: &Map<String, Value>) -> Map<String, Value> {
        let open = values.iter().filter(|(name, value)| {
            let is_secret = match value {
                Value::String(text) => self.is_secret(text),
                other => self.is_secret(&other.to_string()),
            };
            !is_secret && !project.is_sensitive(name)
        });
        open.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Whether a text holds a masked answer, or is a piece of one.
    fn is_secret(&self, text: &str) -> bool {
        let mut secrets = self.secrets.iter();
        !text.is_empty()
            && secrets.any(|secret| text.contains(secret.as_str()) || secret.contains(text))
    }
}
