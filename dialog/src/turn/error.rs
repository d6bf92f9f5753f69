//! Why a call was refused. The session is as it was before the call in every case.

use crate::session::Waiting;

/// Why [`Project::execute`](crate::Project::execute) refused a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// The conversation is over; the caller forgets the session.
    #[error("the session has ended")]
    Ended,
    /// The dialog waits for something else (model.md section 10).
    #[error("the session waits for {waiting}, it cannot take {given}")]
    UnexpectedInput {
        /// What the dialog waits for.
        waiting: Waiting,
        /// What came.
        given: InputKind,
    },
    /// Requested data without `returnCode`.
    #[error("the requested data of `{node}` lacks `returnCode`")]
    MissingReturnCode {
        /// Node that waits for the data.
        node: String,
    },
    /// Requested data of another node than the one that waits.
    #[error("the requested data is that of `{given}`, the session waits for `{expected}`")]
    UnknownDataNode {
        /// Node that waits for the data.
        expected: String,
        /// Node that the data names.
        given: String,
    },
    /// The text is longer than any utterance.
    #[error("the text has {length} bytes, the limit is {limit}")]
    TextTooLong {
        /// Length in bytes.
        length: usize,
        /// Limit in bytes.
        limit: usize,
    },
    /// The design ran around without asking anything, and did so again after its `error` event was thrown.
    #[error(
        "the design loops without asking anything: given up at node `{node}` after {entries} node entries"
    )]
    Loop {
        /// Node at which the turn was given up.
        node: String,
        /// Node entries of this call.
        entries: usize,
    },
    /// An event was thrown that no handler of the project takes.
    #[error("no handler takes the event `{event}` thrown at node `{node}`")]
    UnhandledEvent {
        /// The event.
        event: String,
        /// Node at which it was thrown.
        node: String,
        /// What went wrong, if the engine threw it.
        cause: Option<EventCause>,
    },
    /// The state was made by another version of the project.
    #[error("the session was at `{place}`, which the project does not have")]
    StaleState {
        /// Node, component or channel that is gone.
        place: String,
    },
}

/// What made the engine throw an `error` event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventCause {
    /// The processing of a node ended without a transition.
    #[error("the node leads nowhere")]
    NoTransition,
    /// A `RETURN` with nobody to return to.
    #[error("nothing to return to")]
    NothingToReturnTo,
    /// A method that the engine does not know, or that cannot take these operands.
    #[error("method `{0}` cannot be called")]
    Method(String),
    /// An expression makes a text longer than any design needs.
    #[error("a text grows beyond {limit} bytes")]
    TooLong {
        /// Limit in bytes.
        limit: usize,
    },
    /// The design ran around without asking anything.
    #[error("the design loops")]
    Loop,
    /// More components run than any design needs: they call each other without returning.
    #[error("too many components run at once")]
    TooManyCalls,
    /// The client reported an error.
    #[error("the client reported an error")]
    Client,
}

/// Kind of an input, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    /// No input at all.
    Empty,
    /// Text, pick or interpretation.
    User,
    /// Dialog event.
    Event,
    /// Requested data.
    RequestedData,
    /// Reply of a backend.
    BackendReply,
}

impl std::fmt::Display for InputKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            InputKind::Empty => "an empty input",
            InputKind::User => "user input",
            InputKind::Event => "a dialog event",
            InputKind::RequestedData => "requested data",
            InputKind::BackendReply => "a backend reply",
        })
    }
}
