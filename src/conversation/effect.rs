//! What the driver is to do for a conversation.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use super::{CallId, Data, Failure, HostEvent, Ticket, TimerId, TurnId};
use crate::protocol::dlg::v1::{
    ExecuteRequest, StartRequest, StatusRequest, StopRequest, UpdateRequest,
};

/// What the driver is to do, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Call the service, then report [`super::Event::CallEnded`].
    Call {
        /// Identifies the call.
        id: CallId,
        /// What to call, with what.
        call: Call,
        /// After this long the driver gives up with [`Failure::DeadlineExceeded`].
        deadline: Duration,
        /// The turn that it takes, for a service that keeps its answers under their turns; the same with each attempt.
        turn: Option<TurnId>,
    },
    /// Cancel a call; its result is no longer wanted.
    AbandonCall(CallId),
    /// Ask the page's `clientFetch` for data, then report [`super::Event::DataFetched`].
    FetchData {
        /// Identifies the request.
        id: CallId,
        /// The data access node, the handler's name.
        node: String,
        /// What the handler gets.
        data: Data,
        /// After this long the driver gives up ([`super::ReturnedDataError::TimedOut`]).
        timeout: Duration,
    },
    /// Hand the visitor over by the page's `onEscalation`, then report [`super::Event::DataFetched`].
    ///
    /// There is no time limit: it may last until a person has time.
    HandOver {
        /// Identifies the request.
        id: CallId,
        /// The escalation's id.
        node: String,
        /// What the handler gets.
        data: Data,
    },
    /// Abort a request to the page; its result is no longer wanted.
    AbandonData(CallId),
    /// Report [`super::Event::TimerFired`] after some time. Zero is never asked for.
    ///
    /// To [`TimerKind::Backoff`] and [`TimerKind::Busy`] the driver adds jitter, for chance has no place in here.
    StartTimer {
        /// The timer.
        timer: Timer,
        /// How long it runs.
        after: Duration,
    },
    /// Drop a timer that runs.
    CancelTimer(Timer),
    /// Tell the page.
    Emit(HostEvent),
    /// Tell whoever handed in the ticket how it ended.
    Settle {
        /// The ticket.
        ticket: Ticket,
        /// How it ended.
        result: Result<(), TicketError>,
    },
}

/// A call to the dialog service, with its request. It prints as its name alone: requests hold what visitors typed.
#[derive(Clone, PartialEq)]
pub enum Call {
    /// Begin a session.
    Start(Box<StartRequest>),
    /// Take a turn.
    Execute(Box<ExecuteRequest>),
    /// Ask whether the session is still there, and how long.
    Status(StatusRequest),
    /// Set variables.
    Update(UpdateRequest),
    /// End the session.
    Stop(StopRequest),
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Start(_) => "Start(..)",
            Self::Execute(_) => "Execute(..)",
            Self::Status(_) => "Status(..)",
            Self::Update(_) => "Update(..)",
            Self::Stop(_) => "Stop(..)",
        })
    }
}

/// One run of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timer {
    /// Which run.
    pub id: TimerId,
    /// What for.
    pub kind: TimerKind,
}

/// What a timer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimerKind {
    /// Until a latency message appears.
    LatencyDelay,
    /// Until a latency message has been in view long enough.
    LatencyMinimum,
    /// Until a call that did not get through is made again. Jitter may shorten it.
    Backoff,
    /// Until a busy service takes the call again. Jitter must not shorten it.
    Busy,
    /// Until the session needs a sign of life.
    KeepAlive,
}

/// Why what was asked for under a ticket was not done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TicketError {
    /// The call failed.
    #[error(transparent)]
    Failed(#[from] Failure),
    /// The text was blank.
    #[error("there is no text to send")]
    Blank,
    /// The conversation is not in a state in which this can be done.
    #[error("the conversation cannot take this now")]
    NotNow,
    /// The session ended, or was replaced, before it was done.
    #[error("the session ended before this was done")]
    SessionOver,
}
