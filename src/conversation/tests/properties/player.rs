//! Plays the driver, the visitor, the page and the service, and checks every step.

use std::collections::BTreeSet;
use std::time::Duration;

use super::act::{Act, Bot, Trouble};
use super::record::Record;
use crate::conversation::tests::scene::text_of;
use crate::conversation::{
    Call, CallAnswer, CallId, Composer, Conversation, Data, Delivery, DialogEvent, DialogEventType,
    Effect, EntryId, Event, HostEvent, SessionId, Settings, Ticket, Timer, TimerId, Timestamp,
    TurnId,
};

#[derive(Debug)]
pub(super) struct Player {
    conversation: Conversation,
    now: Timestamp,
    calls: Vec<(CallId, Call, Option<TurnId>)>,
    requests: Vec<CallId>,
    timers: Vec<(Timestamp, Timer)>,
    given_up: Vec<CallId>,
    used: BTreeSet<CallId>,
    timers_used: BTreeSet<TimerId>,
    open_tickets: BTreeSet<Ticket>,
    counter: usize,
    told: Vec<EntryId>,
    record: Record,
    /// Whether a timer has slept, so that nothing can be said about what is late.
    dozed: bool,
}

impl Player {
    pub(super) fn new() -> Self {
        Self {
            conversation: Conversation::new(Settings::default()),
            now: Timestamp::from_epoch(Duration::from_secs(1_700_000_000)),
            calls: Vec::new(),
            requests: Vec::new(),
            timers: Vec::new(),
            given_up: Vec::new(),
            used: BTreeSet::new(),
            timers_used: BTreeSet::new(),
            open_tickets: BTreeSet::new(),
            counter: 0,
            told: Vec::new(),
            record: Record::default(),
            dozed: false,
        }
    }

    fn next(&mut self) -> usize {
        self.counter += 1;
        self.counter
    }

    fn ticket(&mut self) -> Option<Ticket> {
        let number = u32::try_from(self.next()).unwrap();
        self.open_tickets.insert(Ticket(number));
        Some(Ticket(number))
    }

    pub(super) fn act(&mut self, act: &Act) {
        match act {
            Act::Open => self.happen(Event::Open),
            Act::Say { blank } => self.say(*blank),
            Act::Pick => self.with_ticket(|ticket| Event::Pick {
                id: "id".to_owned(),
                value: "value".to_owned(),
                ticket,
            }),
            Act::Raise => self.with_ticket(|ticket| Event::Raise {
                event: DialogEvent {
                    event_type: DialogEventType::Custom,
                    name: "name".to_owned(),
                    message: String::new(),
                },
                ticket,
            }),
            Act::Update => self.with_ticket(|ticket| Event::Update {
                data: Data::new(),
                ticket,
            }),
            Act::Retry => {
                self.record.wanted_again();
                self.happen(Event::Retry);
            }
            Act::Restart => {
                self.record.forget_turn();
                self.with_ticket(|ticket| Event::Restart { ticket });
            }
            Act::Stop => {
                self.record.forget_turn();
                self.with_ticket(|ticket| Event::Stop { ticket });
            }
            Act::Wait(milliseconds) => self.wait(*milliseconds),
            Act::Doze(milliseconds) => {
                self.dozed = true;
                self.now = self.now.after(Duration::from_millis(*milliseconds));
            }
            Act::Answer(which, bot) => self.answer(*which, *bot),
            Act::Mismatch(which) => self.mismatch(*which),
            Act::Fail(which, trouble) => self.fail(*which, *trouble),
            Act::Fetched(which) => self.fetched(*which),
            Act::Late => self.report_late(),
            Act::WentOffline => self.happen(Event::WentOffline),
            Act::CameOnline => self.happen(Event::CameOnline),
            Act::TurnsAreKept => self.happen(Event::TurnsAreKept),
        }
    }

    fn with_ticket(&mut self, event: impl FnOnce(Option<Ticket>) -> Event) {
        let ticket = self.ticket();
        self.happen(event(ticket));
    }

    fn say(&mut self, blank: bool) {
        let number = self.next();
        let masked = self.conversation.composer() == Composer::Open { masked: true };
        let text = if blank {
            " ".to_owned()
        } else {
            ["say-", &number.to_string()].concat()
        };
        if masked && !blank {
            // With a mark of its own at the end, for `say-1` is in `say-12`.
            self.record.secrets.insert([&text, "\""].concat());
        }
        self.with_ticket(|ticket| Event::Say { text, ticket });
    }

    fn take_call(&mut self, which: usize) -> Option<(CallId, Call, Option<TurnId>)> {
        let open = self.calls.len();
        (open > 0).then(|| self.calls.remove(which % open))
    }

    fn answer(&mut self, which: usize, bot: Bot) {
        let Some((id, call, _)) = self.take_call(which) else {
            return;
        };
        let number = self.next();
        let answer = match call {
            Call::Start(_) => {
                let session = ["session-", &number.to_string()].concat();
                CallAnswer::Started(SessionId::parse(session).unwrap())
            }
            Call::Execute(request) => {
                self.record.arrived(&text_of(&request));
                self.record.answered(self.now, number, bot.latency());
                CallAnswer::Executed(Box::new(bot.reply(number)))
            }
            Call::Status(_) => CallAnswer::Status(Duration::from_secs(60 * u64::from(which as u8))),
            Call::Update(_) => CallAnswer::Updated,
            Call::Stop(_) => CallAnswer::Stopped,
        };
        self.happen(Event::CallEnded {
            id,
            result: Ok(answer),
        });
    }

    fn mismatch(&mut self, which: usize) {
        let Some((id, call, _)) = self.take_call(which) else {
            return;
        };
        let answer = match call {
            Call::Start(_) | Call::Execute(_) => {
                self.record.turn_answered(self.now);
                CallAnswer::Stopped
            }
            Call::Status(_) | Call::Update(_) | Call::Stop(_) => CallAnswer::Updated,
        };
        self.happen(Event::CallEnded {
            id,
            result: Ok(answer),
        });
    }

    fn fail(&mut self, which: usize, trouble: Trouble) {
        let Some((id, call, _)) = self.take_call(which) else {
            return;
        };
        let text = match &call {
            Call::Execute(request) => text_of(request),
            _ => String::new(),
        };
        let failure = trouble.failure(&[&text, "\""].concat());
        self.record.failed(&text, &failure);
        let calls = self.calls.len();
        let timers = self.timers.len();
        // Whether it is for good is seen by whether something follows; until then the turn counts as answered.
        let is_turn = matches!(call, Call::Execute(_));
        let due = self.record.is_due();
        if is_turn && due {
            self.record.turn_answered(self.now);
        }
        self.happen(Event::CallEnded {
            id,
            result: Err(failure),
        });
        if is_turn && due && (self.timers.len() > timers || self.calls.len() > calls) {
            self.record.turn_goes_on();
        }
    }

    fn fetched(&mut self, which: usize) {
        let open = self.requests.len();
        if open > 0 {
            let id = self.requests.remove(which % open);
            self.happen(Event::DataFetched {
                id,
                data: Data::new(),
            });
        }
    }

    fn report_late(&mut self) {
        let Some(id) = self.given_up.last().copied() else {
            return;
        };
        let before = self.conversation.transcript().len();
        self.happen(Event::CallEnded {
            id,
            result: Ok(CallAnswer::Executed(Box::new(Bot::Ends.reply(0)))),
        });
        self.happen(Event::DataFetched {
            id,
            data: Data::new(),
        });
        assert_eq!(self.conversation.transcript().len(), before);
    }

    // === time ===

    fn wait(&mut self, milliseconds: u64) {
        let end = self.now.after(Duration::from_millis(milliseconds));
        while let Some(index) = self.first_timer(end) {
            let (due, timer) = self.timers.remove(index);
            self.now = self.now.max(due);
            self.happen(Event::TimerFired(timer));
        }
        self.now = end;
        if !self.dozed {
            self.record.check_due(self.now);
        }
    }

    fn first_timer(&self, end: Timestamp) -> Option<usize> {
        let due = self.timers.iter().enumerate();
        due.filter(|(_, (due, _))| *due <= end)
            .min_by_key(|(_, (due, timer))| (*due, timer.id))
            .map(|(index, _)| index)
    }

    // === the driver ===

    fn happen(&mut self, event: Event) {
        for effect in self.conversation.step(event, self.now) {
            self.carry_out(effect);
        }
        self.check();
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Call {
                id,
                call,
                turn,
                deadline,
            } => {
                assert!(self.used.insert(id), "{id:?} is used twice");
                assert!(!deadline.is_zero(), "{call:?} has no time");
                if let Call::Execute(request) = &call {
                    self.record.sent(&text_of(request), turn);
                }
                self.calls.push((id, call, turn));
            }
            Effect::FetchData { id, .. } | Effect::HandOver { id, .. } => {
                assert!(self.used.insert(id), "{id:?} is used twice");
                self.requests.push(id);
            }
            Effect::AbandonCall(id) => {
                let open = self.calls.len();
                self.calls.retain(|(call, ..)| *call != id);
                assert!(self.calls.len() < open, "{id:?} does not run");
                self.given_up.push(id);
            }
            Effect::AbandonData(id) => {
                let open = self.requests.len();
                self.requests.retain(|request| *request != id);
                assert!(self.requests.len() < open, "{id:?} does not run");
                self.given_up.push(id);
            }
            Effect::StartTimer { timer, after } => {
                assert!(!after.is_zero(), "{timer:?} has no time");
                assert!(self.timers_used.insert(timer.id), "{timer:?} is used twice");
                self.timers.push((self.now.after(after), timer));
            }
            Effect::CancelTimer(timer) => {
                let running = self.timers.len();
                self.timers.retain(|(_, own)| *own != timer);
                assert!(self.timers.len() < running, "{timer:?} does not run");
            }
            Effect::Emit(event) => self.take(&event),
            Effect::Settle { ticket, result } => {
                assert!(
                    self.open_tickets.remove(&ticket),
                    "{ticket:?} is settled twice"
                );
                let words = result.err().map(|error| error.to_string());
                self.check_hidden(&[&words.unwrap_or_default(), "\""].concat());
            }
        }
    }

    fn take(&mut self, event: &HostEvent) {
        self.record.told(event, self.now);
        if let HostEvent::Message(entry) = event {
            assert!(self.told.last() < Some(&entry.id), "ids do not grow");
            self.told.push(entry.id);
        }
        self.check_hidden(&serde_json::to_string(event).unwrap());
    }

    // === what holds at any time ===

    fn check(&self) {
        let turns = self
            .calls
            .iter()
            .filter(|(_, call, _)| matches!(call, Call::Start(_) | Call::Execute(_)));
        let at_work = turns.count() + self.requests.len();
        assert!(at_work <= 1, "{at_work} turns are in flight");
        let entries: Vec<_> = self.conversation.transcript().iter().collect();
        let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        assert_eq!(ids, self.told, "the page was told otherwise");
        for entry in entries {
            let snapshot = entry.snapshot();
            self.check_hidden(&serde_json::to_string(&snapshot).unwrap());
            let arrived = self.record.has_arrived(&snapshot.text);
            match entry.delivery {
                Some(Delivery::Delivered) if !snapshot.text.is_empty() => {
                    assert!(arrived || !snapshot.text.starts_with("say-"));
                }
                Some(_) => assert!(!arrived, "{} arrived", snapshot.text),
                None => {}
            }
        }
        self.check_alive(at_work);
    }

    /// There is always something that goes on, or something that the visitor can do.
    fn check_alive(&self, at_work: usize) {
        let conversation = &self.conversation;
        // A conversation that asks whether its session lives goes on with the answer.
        let asks = |(_, call, _): &(_, Call, _)| matches!(call, Call::Status(_));
        let goes_on = at_work > 0 || !self.timers.is_empty() || self.calls.iter().any(asks);
        let can_act = conversation.question().is_some()
            || conversation.can_restart()
            || conversation
                .notice()
                .is_some_and(|notice| notice.remedy().is_some());
        let untouched = conversation.transcript().is_empty();
        assert!(goes_on || can_act || untouched, "stuck: {conversation:?}");
        assert!(goes_on || !conversation.is_typing(), "types for ever");
    }

    fn check_hidden(&self, told: &str) {
        for secret in &self.record.secrets {
            assert!(!told.contains(secret.as_str()), "{secret} is in {told}");
        }
    }

    // === the end ===

    /// Stops the conversation and answers what that calls for: nothing runs, nobody waits.
    pub(super) fn finish(mut self) {
        self.act(&Act::Stop);
        assert!(self.timers.is_empty(), "{:?} still run", self.timers);
        assert!(self.requests.is_empty(), "the page is still asked");
        while !self.calls.is_empty() {
            assert!(
                self.calls
                    .iter()
                    .all(|(_, call, _)| matches!(call, Call::Stop(_))),
                "{:?} still run",
                self.calls
            );
            self.answer(0, Bot::Ends);
        }
        assert!(self.open_tickets.is_empty(), "{:?} wait", self.open_tickets);
        assert!(!self.conversation.is_typing());
        let open =
            self.conversation.transcript().iter().filter(|entry| {
                matches!(entry.delivery, Some(Delivery::Sending | Delivery::Waiting))
            });
        assert_eq!(open.count(), 0, "messages are still on their way");
    }
}
