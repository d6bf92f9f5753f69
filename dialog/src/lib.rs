//! The dialog engine: runs exported Mix.dialog projects.
//!
//! No I/O, no async, no clock: the caller reads the files, passes inputs and the time in, makes the fetches that the
//! engine asks for, keeps the session state, and gets replies out.
//!
//! - [`Project`]: loads and checks an export, starts sessions, takes turns
//! - [`SessionState`]: what a session remembers; serialises
//! - [`understanding`]: reads what visitors write
//! - [`Input`], [`Step`], [`Reply`]: what goes into a turn and comes out

mod expression;
mod input;
mod load;
mod message;
mod model;
mod project;
mod reply;
mod session;
mod turn;
pub mod understanding;

pub use input::{BackendFailure, DialogEvent, EventKind, Input, Interpretation};
pub use project::{
    Finding, FindingCode, JsonPath, LoadError, LocaleFile, Project, ProjectFiles, Severity,
};
pub use reply::{
    Action, Audio, BackendConnectionSettings, Continue, DataAccess, DtmfMapping, End, Escalation,
    Message, MessageSettings, Nlg, Question, RecognitionSettings, Reply, Selectable, View, Visual,
};
pub use session::{SessionStart, SessionState, StartError, Waiting};
pub use turn::{BackendRequest, EventCause, InputKind, Method, Step, TurnError};
