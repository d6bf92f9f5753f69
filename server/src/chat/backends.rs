//! Who answers server-side fetches, and understands texts.

use std::collections::BTreeMap;

use bavard_dialog::{BackendFailure, BackendRequest, Input, SessionState};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::conversation_file::{Backend, ScriptedBackend};
use crate::data_access::DataAccess;
use crate::project::HostedProject;
use crate::turn::understood;
use crate::understanding_service::UnderstandingFailure;

/// Who answers server-side fetches.
#[derive(Debug)]
pub enum Backends<'a> {
    /// The designer.
    Designer,
    /// The replies of a conversation file; the designer for what they do not provide.
    Scripted(ScriptedBackend<'a>),
    /// The hosts themselves; texts are understood as the server understands them.
    Hosts {
        /// Makes the calls.
        access: Box<DataAccess>,
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

    /// The input as the remote service understands it that the project has at the server. Without a configuration,
    /// the engine understands by itself.
    ///
    /// # Errors
    ///
    /// When the service fails.
    pub(super) fn understood(
        &self,
        state: &SessionState,
        input: Input,
    ) -> Result<Input, UnderstandingFailure> {
        match self {
            Backends::Designer | Backends::Scripted(_) => Ok(input),
            Backends::Hosts {
                hosted, runtime, ..
            } => runtime.block_on(understood(hosted, state, input)),
        }
    }

    /// Begins again with the first reply of each.
    pub(super) fn restart(&mut self) {
        if let Backends::Scripted(scripted) = self {
            scripted.restart();
        }
    }
}
