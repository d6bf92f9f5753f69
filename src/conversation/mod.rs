//! The conversation with a dialog service, free of DOM, network, clock and randomness.
//!
//! [`Conversation::step`] takes what happened (an [`Event`]) with the time it happened at and returns what is to be done
//! about it ([`Effect`]s, in order). A driver carries the effects out: it calls the service, runs timers, asks the page
//! for data, dispatches DOM events. Views read the state between steps. So every rule of the contract, those about time
//! among them, is tested natively with times that the tests make up.
//!
//! Whatever the driver reports carries the id it was started under. The conversation knows which ids it still waits for;
//! a report under any other id is late (the turn was abandoned, the session replaced) and is ignored.
//!
//! Nothing here is the widget's own, so that others can put another face on it. Whoever does drives it like this;
//! `examples/terminal` is a whole program.
//!
//! ```
//! use std::time::Duration;
//!
//! use bavard::conversation::{Call, Conversation, Effect, Event, Settings, Timestamp};
//!
//! let mut conversation = Conversation::new(Settings {
//!     model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
//!     ..Settings::default()
//! });
//! let now = Timestamp::from_epoch(Duration::from_secs(1_700_000_000));
//! for effect in conversation.step(Event::Open, now) {
//!     if let Effect::Call { id, call: Call::Start(request), .. } = effect {
//!         // Send `request`, and hand what comes of it in under `id`, as `Event::CallEnded`.
//!         assert_eq!(request.session_id, "");
//!     }
//! }
//! // What there is to show.
//! assert!(conversation.is_typing());
//! assert!(conversation.transcript().is_empty());
//! ```

mod asking;
mod effect;
mod entry;
mod event;
mod failure;
mod grpc_code;
mod host_event;
mod identifiers;
mod inspection;
mod keep_alive;
mod kept;
mod keypad;
mod latency;
mod machine;
mod network;
mod notice;
mod outbox;
mod outgoing;
mod phase;
mod presentation;
mod protocol_duration;
mod reply;
mod request;
mod returned_data;
mod returning;
mod session;
mod settings;
mod step;
mod timestamp;
mod transcript;
mod turn;

#[cfg(test)]
mod tests;

pub use effect::{Call, Effect, TicketError, Timer, TimerKind};
pub use entry::{Author, Body, Delivery, Entry, EntryKind, EntrySnapshot};
pub use event::{CallAnswer, DialogEvent, DialogEventType, Event};
pub use failure::{Failure, RequestLeft};
pub use grpc_code::GrpcCode;
pub use host_event::{ActionType, HostEvent, SessionChange, Verdict};
pub use identifiers::{CallId, EntryId, SessionId, Ticket, TimerId, TurnId};
pub use inspection::Inspection;
pub use keypad::{Dialled, KeyMapping, Keypad, KeypadSettings, Pressed};
pub use machine::{Composer, Conversation};
pub use notice::{Notice, Remedy};
pub use reply::{
    Action, Continue, DataAccess, End, Escalation, LatencySettings, Message, Question, Reply,
    ReplyError, Selectable, View, Visual,
};
pub use returned_data::{ReturnedDataError, returned_data};
pub use settings::{CallLimits, Selector, Settings, TextLimit};
pub use timestamp::Timestamp;

/// The JSON objects in which variables of the dialog travel.
pub type Data = serde_json::Map<String, serde_json::Value>;
