//! Somebody who looks on at a conversation: the inspector.
//!
//! What answers a masked question is not shown to onlookers; they learn its length.

use std::rc::Rc;
use std::time::Duration;

use crate::conversation::{CallId, Conversation, Failure, TimerKind};

/// What an onlooker is told, in the order in which it happens.
#[derive(Debug, Clone, Copy)]
pub enum Sight<'a> {
    /// A call begins.
    Called {
        /// Which.
        id: CallId,
        /// The path of the method, such as `/nuance.dlg.v1.DialogService/Execute`.
        path: &'static str,
        /// The encoded request.
        request: &'a [u8],
        /// Whether the request answers a masked question: then it must not be shown or kept.
        masked: bool,
    },
    /// A call was answered.
    Answered {
        /// Which.
        id: CallId,
        /// The encoded answer.
        answer: Result<&'a [u8], &'a Failure>,
    },
    /// A timer begins, and how long it runs.
    Waits(TimerKind, Duration),
    /// A timer ran out, or was cancelled because the answer came first.
    Waited {
        /// Which kind.
        kind: TimerKind,
        /// Whether it ran out.
        fired: bool,
    },
    /// A step was taken; the state can be read.
    Stepped,
}

/// Takes what happens, with the state at that time. It must not act on the conversation from within.
pub type Onlooker = Rc<dyn Fn(Sight<'_>, &Conversation)>;
