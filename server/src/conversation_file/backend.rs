//! Answers server-side fetches from the conversation file.

use std::collections::BTreeMap;

use bavard_dialog::{BackendFailure, BackendRequest};
use serde_json::Value;

use super::Mismatch;
use super::format::{Backend, Replies};

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
        check_path(backend, request)?;
        let calls = self.calls.entry(node.clone()).or_default();
        let reply = match &backend.reply {
            Replies::Always(reply) => reply,
            Replies::Each(replies) => replies.get(*calls).ok_or(Mismatch::TooManyCalls {
                node: node.clone(),
                replies: replies.len(),
            })?,
        };
        *calls += 1;
        Ok(Ok(Value::Object(reply.clone())))
    }
}

fn check_path(backend: &Backend, request: &BackendRequest) -> Result<(), Mismatch> {
    let called = request.url_extension.split('?').next().unwrap_or_default();
    match &backend.path {
        Some(path) if path.trim_matches('/') != called.trim_matches('/') => Err(Mismatch::Path {
            node: request.node.clone(),
            expected: path.clone(),
            got: called.to_owned(),
        }),
        _ => Ok(()),
    }
}
