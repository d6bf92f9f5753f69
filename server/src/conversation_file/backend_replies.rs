//! The replies that a conversation file has for its server-side data access nodes.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// What answers one node: the same to every call, or one answer for each call, in order.
///
/// The contract's "a list = one per call" is taken for a list of answers as well as for a list under `reply`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Backend {
    /// One answer, however often it is called.
    Always(Answer),
    /// One for each call.
    Each(Vec<Answer>),
}

/// One answer of a backend.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The path that the node has to call, without the base of its host; none: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What it replies.
    pub reply: Replies,
}

/// The replies of an answer.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Replies {
    /// The same for every call.
    Always(Map<String, Value>),
    /// One for each call, in order.
    Each(Vec<Map<String, Value>>),
}

impl Backend {
    /// The answer to the call with this index, from 0; `None` when the file has none for it.
    pub(super) fn answer(&self, call: usize) -> Option<(&Answer, &Map<String, Value>)> {
        let (answer, call) = match self {
            Self::Always(answer) => (answer, call),
            Self::Each(answers) => (answers.get(call)?, 0),
        };
        let reply = match &answer.reply {
            Replies::Always(reply) => reply,
            Replies::Each(replies) => replies.get(call)?,
        };
        Some((answer, reply))
    }
}

/// By hand, because an untagged enum would hide which key is wrong.
impl<'de> Deserialize<'de> for Backend {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Backend;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an answer with `path` and `reply`, or a list of them")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Backend, A::Error> {
                Answer::deserialize(MapAccessDeserializer::new(map)).map(Backend::Always)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Backend, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Backend::Each)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::ConversationFile;

    /// The codes that the backend `Node` returns to its first three calls.
    fn codes(backend: &str) -> Vec<Option<String>> {
        let text = format!("conversations: [{{id: a, turns: [], backend: {{Node: {backend}}}}}]");
        let file = ConversationFile::parse(&text).unwrap();
        let backend = &file.conversations[0].backend["Node"];
        let code = |call| Some(backend.answer(call)?.1["returnCode"].as_str()?.to_owned());
        (0..3).map(code).collect()
    }

    #[test]
    fn one_reply_answers_every_call() {
        let always = Some("0".to_owned());
        assert_eq!(
            codes("{reply: {returnCode: '0'}}"),
            [always.clone(), always.clone(), always]
        );
    }

    #[test]
    fn a_list_answers_call_by_call_and_then_no_more() {
        let each = [Some("0".to_owned()), Some("1".to_owned()), None];
        assert_eq!(
            codes("{path: /x, reply: [{returnCode: '0'}, {returnCode: '1'}]}"),
            each
        );
        assert_eq!(
            codes("[{reply: {returnCode: '0'}}, {path: /x, reply: {returnCode: '1'}}]"),
            each
        );
    }

    #[test]
    fn a_misspelt_key_is_named() {
        for backend in ["{replies: {}}", "[{replies: {}}]"] {
            let text =
                format!("conversations: [{{id: a, turns: [], backend: {{Node: {backend}}}}}]");
            let error = ConversationFile::parse(&text).unwrap_err().to_string();
            assert!(error.contains("replies"), "{error}");
        }
    }
}
