//! The dialog engine: runs exported Mix.dialog projects.
//!
//! No I/O, no async, no clock: the caller reads the files, passes inputs and the time in, makes the fetches that the
//! engine asks for, keeps the session state, and gets replies out.
//!
//! - [`Project`]: loads an export, starts sessions, takes turns; [`Project::check`] says what is wrong with one
//! - [`SessionState`]: what a session remembers; serialises
//! - [`understanding`]: reads what visitors write
//! - [`Flow`], [`Trace`]: the design as a graph, and what a turn ran through
//! - [`Input`], [`Step`], [`Reply`]: what goes into a turn and comes out
//!
//! ```
//! use bavard_dialog::{Action, Input, Project, ProjectFiles, SessionStart, Step};
//!
//! let project = Project::load(&ProjectFiles {
//!     dialog: r#"{"data": {
//!         "supportedLocales": ["en-US"],
//!         "supportedChannels": [{"id": "c", "displayName": "Default", "codeName": "default", "modes": ["Rich Text"]}],
//!         "ontology": {},
//!         "components": [{"id": "m", "name": "Main", "nodes": [
//!             {"id": "start", "startNode": {"name": "start", "nodeId": "end"}},
//!             {"id": "end", "externalactionNode": {"name": "good bye", "actionType": "END"}}
//!         ]}]
//!     }}"#
//!     .to_owned(),
//!     locales: Vec::new(),
//! })?;
//! let start = SessionStart {
//!     channel: "default".to_owned(),
//!     language: "en-US".to_owned(),
//!     data: serde_json::Map::new(),
//!     seed: 1,
//! };
//! let session = project.start(&start)?;
//! let now = jiff::civil::date(2026, 11, 21).at(10, 30, 0, 0);
//! let Step::Answer { reply, state, .. } = project.execute(&session, Input::Empty, now)? else {
//!     panic!("the project fetches nothing")
//! };
//! assert!(matches!(reply.action, Action::End(end) if end.id == "good bye"));
//! assert!(state.is_ended());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod expression;
mod flow;
mod input;
mod load;
mod message;
mod model;
mod project;
mod reply;
mod session;
mod turn;
pub mod understanding;

pub use flow::{
    ComponentNumber, Coverage, CoverageCount, EdgeReason, EventNumber, Flow, FlowComponent,
    FlowEdge, FlowEvent, FlowNode, FlowNodeKind, FlowPrompt, FlowSource, FlowTarget, NodeNumber,
    PromptNumber, Trace, TraceEvent,
};
pub use input::{BackendFailure, DialogEvent, EventKind, Input, Interpretation};
pub use project::{
    Finding, FindingCode, JsonPath, LoadError, LocaleEvaluation, LocaleFile, Project, ProjectFiles,
    Severity,
};
pub use reply::{
    Action, Audio, BackendConnectionSettings, CollectionSettings, Continue, DataAccess,
    DtmfMapping, DtmfSettings, End, Escalation, Message, MessageSettings, Nlg, Orchestration,
    Question, RecognitionSettings, Reply, ResourceKind, ResourceReference, ResourceService,
    Selectable, SpeechSettings, TtsVoice, View, Visual, VoiceGender,
};
pub use session::{
    EntityView, FrameView, IntentView, SessionStart, SessionState, SessionView, StartError,
    ValueView, VariableView, Waiting,
};
pub use turn::{BackendRequest, EventCause, InputKind, MAX_UTTERANCE, Method, Step, TurnError};
