//! Who answers server-side fetches.

use std::collections::BTreeMap;

use bavard_dialog::{BackendFailure, BackendRequest};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::conversation_file::{Backend, ScriptedBackend};
use crate::data_access::DataAccess;
use crate::project::HostedProject;

/// Who answers server-side fetches.
#[derive(Debug)]
pub enum Backends<'a> {
    /// The designer.
    Designer,
    /// The replies of a conversation file; the designer for what they do not provide.
    Scripted(ScriptedBackend<'a>),
    /// The hosts themselves.
    Hosts {
        /// Makes the calls.
        access: DataAccess,
        /// Whose hosts they are.
        hosted: &'a HostedProject,
        /// Runs the calls.
        runtime: Runtime,
    },
}

impl<'a> Backends<'a> {
    /// The replies of a conversation file, by node name.
    pub fn scripted(replies: &'a BTreeMap<String, Backend>) -> Backends<'a> {
        Backends::Scripted(ScriptedBackend::new(replies))
    }

    /// The answer to a fetch; `None` if the designer has to give it.
    pub(super) fn answer(
        &mut self,
        request: &BackendRequest,
    ) -> Option<Result<Value, BackendFailure>> {
        match self {
            Backends::Designer => None,
            Backends::Scripted(scripted) => scripted.answer(request).ok(),
            Backends::Hosts {
                access,
                hosted,
                runtime,
            } => Some(runtime.block_on(access.fetch(hosted, request))),
        }
    }

    /// Begins again with the first reply of each.
    pub(super) fn restart(&mut self) {
        if let Backends::Scripted(scripted) = self {
            scripted.restart();
        }
    }
}
