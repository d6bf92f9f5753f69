//! Answers server-side fetches from the conversation file.

use std::collections::BTreeMap;

use bavard_dialog::{BackendFailure, BackendRequest};
use serde_json::Value;

use super::Mismatch;
use super::backend_replies::{Answer, Backend};

/// The backends of one conversation, and how often each was called.
#[derive(Debug)]
pub(super) struct ScriptedBackend<'a> {
    backends: &'a BTreeMap<String, Backend>,
    calls: BTreeMap<String, usize>,
}

impl<'a> ScriptedBackend<'a> {
    pub(super) fn new(backends: &'a BTreeMap<String, Backend>) -> ScriptedBackend<'a> {
        ScriptedBackend {
            backends,
            calls: BTreeMap::new(),
        }
    }

    /// The file's answer. A call that the file does not provide for is a mismatch.
    pub(super) fn answer(
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
