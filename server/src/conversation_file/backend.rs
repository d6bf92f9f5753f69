//! Answers server-side fetches from the conversation file.

use std::collections::BTreeMap;

use bavard_dialog::{BackendFailure, BackendRequest};
use serde_json::Value;

use super::Mismatch;
use super::backend_replies::{Answer, Backend};

/// The backends of one conversation, and how often each was called.
#[derive(Debug)]
pub struct ScriptedBackend<'a> {
    backends: &'a BTreeMap<String, Backend>,
    calls: BTreeMap<String, usize>,
}

impl<'a> ScriptedBackend<'a> {
    /// Answers from these replies, by node name.
    pub fn new(backends: &'a BTreeMap<String, Backend>) -> ScriptedBackend<'a> {
        ScriptedBackend {
            backends,
            calls: BTreeMap::new(),
        }
    }

    /// Begins again with the first reply of each.
    pub fn restart(&mut self) {
        self.calls.clear();
    }

    /// The file's answer.
    ///
    /// # Errors
    ///
    /// The mismatch, if the file does not provide for the call.
    pub fn answer(
        &mut self,
        request: &BackendRequest,
    ) -> Result<Result<Value, BackendFailure>, Mismatch> {
        let node = &request.node;
        let backend = self
            .backends
            .get(node)
            .ok_or_else(|| Mismatch::UnknownBackend { node: node.clone() })?;
        let calls = self.calls.entry(node.clone()).or_default();
        let (answer, reply) = backend.answer(*calls).ok_or(Mismatch::TooManyCalls {
            node: node.clone(),
            replies: *calls,
        })?;
        check_path(answer, request)?;
        *calls += 1;
        Ok(Ok(Value::Object(reply.clone())))
    }
}

fn check_path(answer: &Answer, request: &BackendRequest) -> Result<(), Mismatch> {
    let called = request.url_extension.split('?').next().unwrap_or_default();
    match &answer.path {
        Some(path) if path.trim_matches('/') != called.trim_matches('/') => Err(Mismatch::Path {
            node: request.node.clone(),
            expected: path.clone(),
            got: called.to_owned(),
        }),
        _ => Ok(()),
    }
}
