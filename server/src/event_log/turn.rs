//! From what a turn ran through to its entry.

use std::time::Duration;

use bavard_dialog::{
    Action, BackendFailure, BackendRequest, Input, Reply, SessionState, SessionView, Trace,
    TraceEvent, ValueView,
};
use serde_json::{Map, Value};
use tonic::Code;

use super::SessionFacts;
use super::entry::{DataAccessEntry, Said, TurnEntry};
use crate::project::HostedProject;

/// What a turn ran through, gathered step by step; what is there stays when the turn is given up.
#[derive(Debug, Default)]
pub struct TurnTrail {
    /// In the order in which it happened.
    pub events: Vec<TraceEvent>,
    /// The fetches that were made.
    pub fetches: Vec<Fetch>,
}

/// A fetch that was made.
#[derive(Debug)]
pub struct Fetch {
    node: String,
    host: String,
    outcome: &'static str,
    status: Option<u16>,
    took: Duration,
}

/// A turn as its call knows it.
#[derive(Debug)]
pub struct TurnFacts<'a> {
    /// What the client sent: [`input_name`].
    pub input: &'static str,
    /// The visitor's text, if that is what was sent.
    pub text: Option<&'a str>,
    /// The session before the turn.
    pub before: &'a SessionState,
    /// The session and what the client got after it; none: the turn was refused.
    pub after: Option<(&'a SessionState, &'static str)>,
    /// Status of the call.
    pub code: Code,
    /// How long it took, fetches included.
    pub took: Duration,
}

impl TurnTrail {
    /// Adds what a step ran through.
    pub fn add(&mut self, trace: Trace) {
        self.events.extend(trace.events);
    }

    /// Adds a fetch.
    pub fn fetched(
        &mut self,
        request: &BackendRequest,
        outcome: &Result<Value, BackendFailure>,
        took: Duration,
    ) {
        let status = match outcome {
            Err(BackendFailure::Status(status)) => Some(*status),
            _ => None,
        };
        self.fetches.push(Fetch {
            node: request.node.clone(),
            host: request.host_alias.clone(),
            outcome: outcome_name(outcome),
            status,
            took,
        });
    }
}

impl Fetch {
    pub(super) fn entry(&self) -> DataAccessEntry {
        DataAccessEntry {
            node: self.node.clone(),
            host: self.host.clone(),
            outcome: self.outcome,
            status: self.status,
            ms: milliseconds(self.took),
        }
    }
}

impl TurnFacts<'_> {
    pub(super) fn entry(
        &self,
        session: SessionFacts<'_>,
        trail: &TurnTrail,
        texts: bool,
    ) -> TurnEntry {
        let hosted = session.hosted;
        let after = self.after.map_or(self.before, |(state, _)| state);
        // What a visitor wants is what they said, in other words.
        let intent = after.intent().filter(|(name, _)| {
            // Designs can assign it any text, a visitor's among them.
            !session.is_suppressed && hosted.project.has_intent(name)
        });
        TurnEntry {
            input: self.input,
            nodes: node_names(hosted, &trail.events),
            intent: intent.map(|(name, _)| name.to_owned()),
            confidence: intent.map(|(_, confidence)| confidence),
            action: self.after.map(|(_, action)| action),
            code: code_name(self.code),
            ms: milliseconds(self.took),
            said: match texts {
                true => self.said(hosted, after, &trail.events),
                false => Said::default(),
            },
        }
    }

    fn said(&self, hosted: &HostedProject, after: &SessionState, events: &[TraceEvent]) -> Said {
        let project = &hosted.project;
        let text = self.text.unwrap_or_default();
        if !project.may_be_disclosed(self.before, after, text) {
            return Said::default();
        }
        let log = events.iter().filter_map(|event| match event {
            TraceEvent::Log(text) => Some(text.clone()),
            _ => None,
        });
        Said {
            text: self.text.map(str::to_owned),
            values: new_values(&project.view(self.before), &project.view(after)),
            log: log.collect(),
        }
    }
}

/// The name of an input in the log.
pub fn input_name(input: &Input) -> &'static str {
    match input {
        Input::Empty => "empty",
        Input::Text(_) => "text",
        Input::Speech { .. } => "speech",
        Input::Selected { .. } => "select",
        Input::Interpretation(_) => "interpretation",
        Input::Event(_) => "event",
        Input::RequestedData { .. } | Input::BackendReply(_) => "data",
    }
}

/// The visitor's text in an input.
pub fn input_text(input: &Input) -> Option<&str> {
    match input {
        Input::Text(text) | Input::Speech { text, .. } => Some(text),
        Input::Interpretation(interpretation) => Some(&interpretation.utterance),
        _ => None,
    }
}

/// The name of a reply's action in the log.
pub fn action_name(reply: &Reply) -> &'static str {
    match reply.action {
        Action::Question(_) => "qa",
        Action::DataAccess(_) => "da",
        Action::Continue(_) => "continue",
        Action::Escalation(_) => "escalation",
        Action::End(_) => "end",
    }
}

fn outcome_name(outcome: &Result<Value, BackendFailure>) -> &'static str {
    match outcome {
        Ok(_) => "ok",
        Err(BackendFailure::Timeout) => "timeout",
        Err(BackendFailure::Connection(_)) => "connection",
        Err(BackendFailure::Status(_)) => "status",
        Err(BackendFailure::NotJson) => "not_json",
        Err(BackendFailure::TooLarge(_)) => "too_large",
        Err(BackendFailure::Refused(_)) => "refused",
        Err(BackendFailure::CircuitOpen) => "circuit_open",
    }
}

fn node_names(hosted: &HostedProject, events: &[TraceEvent]) -> Vec<String> {
    let numbers = events.iter().filter_map(|event| match event {
        TraceEvent::Node(number) => Some(*number),
        _ => None,
    });
    let names = numbers.filter_map(|number| hosted.node_name(number));
    names.map(str::to_owned).collect()
}

/// Values of entities that the turn gave or changed. Sensitive ones are no part of a view.
fn new_values(before: &SessionView, after: &SessionView) -> Map<String, Value> {
    let entities = after.entities.iter();
    let new = entities.filter(|entity| !before.entities.contains(entity));
    let open = new.filter_map(|entity| match &entity.value {
        ValueView::Open(value) => Some((entity.name.clone(), value.clone())),
        ValueView::Masked => None,
    });
    open.collect()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The name of a status as the protocol writes it.
fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::config::ProjectConfig;
    use crate::project::ProjectTag;
    use crate::session::SessionId;

    fn logged_intent(name: &str) -> Option<String> {
        let tag = ProjectTag::parse("kiosk").unwrap();
        let config = ProjectConfig {
            folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk"),
            ..ProjectConfig::default()
        };
        let hosted = HostedProject::load(&tag, &config).unwrap();
        let state: SessionState = serde_json::from_value(json!({
            "channel": "Web VA", "language": "en-US", "waiting": "Kickoff", "variables": {}, "entities": {},
            "recently_filled": [], "intent": {"name": name, "literal": name, "confidence": 1.0}, "frames": [],
            "routers": {}, "asked": [], "attempts": {}, "messages": [], "random": 7
        }))
        .unwrap();
        let facts = SessionFacts {
            hosted: &hosted,
            id: &SessionId::random(),
            user_id: "",
            channel: state.channel(),
            language: state.language(),
            is_suppressed: false,
        };
        let turn = TurnFacts {
            input: "interpretation",
            text: None,
            before: &state,
            after: Some((&state, "qa")),
            code: Code::Ok,
            took: Duration::ZERO,
        };
        let entry = turn.entry(facts, &TurnTrail::default(), true);
        assert_eq!(entry.intent.is_some(), entry.confidence.is_some());
        entry.intent
    }

    #[test]
    fn an_intent_is_logged_if_the_design_has_it_and_no_other_text_in_its_place() {
        assert_eq!(logged_intent("NO_INTENT").as_deref(), Some("NO_INTENT"));
        assert_eq!(logged_intent("my card is 4111 1111 1111 1111"), None);
    }
}
