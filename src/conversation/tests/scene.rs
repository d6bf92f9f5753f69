//! A conversation on a stage: plays the driver, keeps the clock, remembers what was asked for.

use std::time::Duration;

use serde_json::Value;

use crate::conversation::{
    Author, Body, Call, CallAnswer, CallId, Conversation, Data, Delivery, Effect, EntryKind, Event,
    Failure, GrpcCode, HostEvent, Reply, RequestLeft, SessionId, Settings, Ticket, TicketError,
    Timer, TimerKind, Timestamp, TurnId,
};
use crate::protocol::dlg::v1::ExecuteRequest;
use crate::protocol::dlg::v1::common::user_input::Input;

/// When the curtain rises.
const OPENING: Timestamp = Timestamp::from_epoch(Duration::from_millis(1_700_000_000_000));

/// What the page is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Request {
    pub(super) id: CallId,
    pub(super) node: String,
    pub(super) data: Data,
    /// `None` for a hand-over.
    pub(super) timeout: Option<Duration>,
}

/// A conversation with its driver.
pub(super) struct Scene {
    pub(super) conversation: Conversation,
    pub(super) now: Timestamp,
    /// Calls that run.
    pub(super) calls: Vec<(CallId, Call, Duration)>,
    /// The turns of all calls that were made, in order; `None` for those that take none, or without identity.
    pub(super) turns: Vec<Option<TurnId>>,
    /// Requests to the page that run.
    pub(super) requests: Vec<Request>,
    timers: Vec<(Timestamp, Timer)>,
    pub(super) events: Vec<HostEvent>,
    pub(super) settled: Vec<(Ticket, Result<(), TicketError>)>,
    /// What was abandoned while it ran.
    pub(super) abandoned: Vec<CallId>,
}

impl Scene {
    /// Nothing has happened.
    pub(super) fn new() -> Self {
        Self::with(Settings {
            model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
            ..Settings::default()
        })
    }

    pub(super) fn with(settings: Settings) -> Self {
        Self {
            conversation: Conversation::new(settings),
            now: OPENING,
            calls: Vec::new(),
            turns: Vec::new(),
            requests: Vec::new(),
            timers: Vec::new(),
            events: Vec::new(),
            settled: Vec::new(),
            abandoned: Vec::new(),
        }
    }

    /// The page was loaded again: nothing runs any more, and what was kept is restored.
    pub(super) fn reloaded(&self) -> Self {
        let (head, entries) = self.kept();
        let settings = self.conversation.settings().clone();
        let restored = Conversation::restore(settings, &head, &entries).unwrap();
        let mut scene = Self::with(Settings::default());
        scene.conversation = restored;
        scene.now = self.now;
        scene
    }

    /// As [`Self::reloaded`], with the chat open: its session's status is asked for.
    pub(super) fn returned(&self) -> Self {
        let mut scene = self.reloaded();
        scene.happen(Event::Resume);
        scene.happen(Event::Open);
        scene
    }

    /// What is kept, after it went through text as it does in a browser.
    pub(super) fn kept(&self) -> (Value, Vec<Value>) {
        let through_text = |value: Value| serde_json::from_str(&value.to_string()).unwrap();
        let entries = self.conversation.transcript().iter();
        (
            through_text(self.conversation.keep()),
            entries.map(|entry| through_text(entry.keep())).collect(),
        )
    }

    /// The chat is open and the bot has asked something.
    pub(super) fn asked(reply: Reply) -> Self {
        let mut scene = Self::new();
        scene.happen(Event::Open);
        scene.start("session-1");
        scene.answer(reply);
        scene
    }

    pub(super) fn happen(&mut self, event: Event) {
        for effect in self.conversation.step(event, self.now) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Call {
                id,
                call,
                deadline,
                turn,
            } => {
                self.turns.push(turn);
                self.calls.push((id, call, deadline));
            }
            Effect::AbandonCall(id) => {
                self.abandoned.push(id);
                self.calls.retain(|(call, ..)| *call != id);
            }
            Effect::FetchData {
                id,
                node,
                data,
                timeout,
            } => {
                self.requests.push(Request {
                    id,
                    node,
                    data,
                    timeout: Some(timeout),
                });
            }
            Effect::HandOver { id, node, data } => self.requests.push(Request {
                id,
                node,
                data,
                timeout: None,
            }),
            Effect::AbandonData(id) => {
                self.abandoned.push(id);
                self.requests.retain(|request| request.id != id);
            }
            Effect::StartTimer { timer, after } => {
                assert!(!after.is_zero(), "a timer of no time");
                self.timers.push((self.now.after(after), timer));
            }
            Effect::CancelTimer(timer) => {
                let running = self.timers.len();
                self.timers.retain(|(_, own)| *own != timer);
                assert!(
                    self.timers.len() < running,
                    "cancelled a timer that does not run"
                );
            }
            Effect::Emit(event) => self.events.push(event),
            Effect::Settle { ticket, result } => self.settled.push((ticket, result)),
        }
    }

    // === time ===

    /// Lets time pass; timers run out as it does.
    pub(super) fn wait(&mut self, milliseconds: u64) {
        let end = self.now.after(Duration::from_millis(milliseconds));
        while let Some(index) = self.next_timer(end) {
            let (due, timer) = self.timers.remove(index);
            self.now = self.now.max(due);
            self.happen(Event::TimerFired(timer));
        }
        self.now = end;
    }

    /// Lets time pass in a tab whose timers sleep.
    pub(super) fn doze(&mut self, milliseconds: u64) {
        self.now = self.now.after(Duration::from_millis(milliseconds));
    }

    fn next_timer(&self, end: Timestamp) -> Option<usize> {
        let due = self
            .timers
            .iter()
            .enumerate()
            .filter(|(_, (due, _))| *due <= end);
        due.min_by_key(|(_, (due, _))| *due).map(|(index, _)| index)
    }

    /// Those that run, but for the one that keeps an open chat's session alive.
    pub(super) fn running_timers(&self) -> Vec<Timer> {
        let timers = self.timers.iter().map(|(_, timer)| *timer);
        timers
            .filter(|timer| timer.kind != TimerKind::KeepAlive)
            .collect()
    }

    // === the visitor and the page ===

    pub(super) fn say(&mut self, text: &str) {
        self.happen(Event::Say {
            text: text.to_owned(),
            ticket: None,
        });
    }

    pub(super) fn say_with(&mut self, ticket: u32, text: &str) {
        self.happen(Event::Say {
            text: text.to_owned(),
            ticket: Some(Ticket(ticket)),
        });
    }

    pub(super) fn pick(&mut self, id: &str, value: &str) {
        self.happen(Event::Pick {
            id: id.to_owned(),
            value: value.to_owned(),
            ticket: None,
        });
    }

    /// The page returns data for the only request that runs.
    pub(super) fn fetched(&mut self, data: Data) {
        assert_eq!(self.requests.len(), 1, "requests: {:?}", self.requests);
        let request = self.requests.remove(0);
        self.happen(Event::DataFetched {
            id: request.id,
            data,
        });
    }

    // === the service ===

    /// The only call that runs.
    pub(super) fn call(&self) -> &Call {
        assert_eq!(self.calls.len(), 1, "calls: {:?}", self.calls);
        &self.calls[0].1
    }

    pub(super) fn call_id(&self) -> CallId {
        self.call();
        self.calls[0].0
    }

    pub(super) fn deadline(&self) -> Duration {
        self.call();
        self.calls[0].2
    }

    /// The only call that runs, an Execute.
    pub(super) fn executing(&self) -> &ExecuteRequest {
        match self.call() {
            Call::Execute(request) => request,
            other => panic!("not an Execute: {other:?}"),
        }
    }

    /// The text that the only call sends.
    pub(super) fn sending(&self) -> String {
        let text = text_of(self.executing());
        assert!(!text.is_empty(), "not a text");
        text
    }

    pub(super) fn start(&mut self, session: &str) {
        let session = SessionId::parse(session.to_owned()).unwrap();
        self.end_call(Ok(CallAnswer::Started(session)));
    }

    pub(super) fn answer(&mut self, reply: Reply) {
        self.end_call(Ok(CallAnswer::Executed(Box::new(reply))));
    }

    pub(super) fn fail(&mut self, failure: Failure) {
        self.end_call(Err(failure));
    }

    /// The call fails however often it is made again.
    pub(super) fn fail_for_good(&mut self, failure: &Failure) {
        self.fail(failure.clone());
        for _ in 0..10 {
            self.wait(2_000);
            if !self.calls.is_empty() {
                self.fail(failure.clone());
            }
        }
    }

    pub(super) fn end_call(&mut self, result: Result<CallAnswer, Failure>) {
        let id = self.call_id();
        self.calls.clear();
        self.happen(Event::CallEnded { id, result });
    }

    // === what is seen ===

    /// The transcript, a line for each entry.
    pub(super) fn lines(&self) -> Vec<String> {
        self.conversation
            .transcript()
            .iter()
            .map(|entry| {
                let who = match (entry.kind, entry.from) {
                    (EntryKind::Latency, _) => "latency",
                    (EntryKind::Divider, _) => "divider",
                    (EntryKind::Choice, _) => "choice",
                    (EntryKind::Text, Author::Bot) => "bot",
                    (EntryKind::Text, Author::User) => "user",
                };
                let text = match &entry.body {
                    Body::Hidden => "***".to_owned(),
                    Body::Rich { .. } | Body::Plain(_) => entry.plain_text(),
                };
                format!("{who}: {text}")
            })
            .collect()
    }

    /// The last line of the transcript.
    pub(super) fn last_line(&self) -> String {
        self.lines().pop().unwrap_or_default()
    }

    /// How far the visitor's messages got, in order.
    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        self.conversation
            .transcript()
            .iter()
            .filter_map(|entry| entry.delivery)
            .collect()
    }

    /// The errors the page was told of: code and words.
    pub(super) fn errors(&self) -> Vec<(i32, String)> {
        self.events
            .iter()
            .filter_map(|event| match event {
                HostEvent::Error { code, message, .. } => Some((*code, message.clone())),
                _ => None,
            })
            .collect()
    }
}

/// The text that a turn carries; empty when it carries none.
pub(super) fn text_of(request: &ExecuteRequest) -> String {
    let input = request
        .payload
        .clone()
        .and_then(|payload| payload.user_input);
    match input.and_then(|input| input.input) {
        Some(Input::UserText(text)) => text,
        _ => String::new(),
    }
}

pub(super) fn unreachable() -> Failure {
    Failure::Unreachable {
        left: RequestLeft::No,
    }
}

pub(super) fn maybe_left() -> Failure {
    Failure::Unreachable {
        left: RequestLeft::Maybe,
    }
}

pub(super) fn busy(seconds: u64) -> Failure {
    Failure::Busy {
        message: "too many calls".to_owned(),
        retry_after: Duration::from_secs(seconds),
    }
}

pub(super) fn status(code: GrpcCode, message: &str) -> Failure {
    Failure::Status {
        code,
        message: message.to_owned(),
    }
}
