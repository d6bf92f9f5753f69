//! A conversation that runs in a browser.

use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::rc::{Rc, Weak};
use std::time::Duration;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use web_sys::EventTarget;

use super::network_watch::NetworkWatch;
use super::running::Running;
use super::sharing::{Role, Sharing};
use super::turn_keys::TurnKeys;
use super::{Onlooker, Page, PageAnswer, Sight};
use crate::conversation::{
    Call, CallId, Composer, Conversation, Data, Effect, Event, Failure, ReturnedDataError, Ticket,
    TicketError, Timer, TimerKind, Timestamp, TurnId, returned_data,
};
use crate::transport::{DialogClient, Exchange, is_online};

/// Told once how something that was asked for ended.
pub(super) type Settle = Box<dyn FnOnce(Result<(), TicketError>)>;

/// A conversation with everything that runs for it. Clones share it; the last one to go stops everything.
#[derive(Clone)]
pub struct LiveConversation(Rc<Shared>);

pub(super) struct Shared {
    pub(super) conversation: RefCell<Conversation>,
    client: DialogClient,
    turn_keys: TurnKeys,
    _network: NetworkWatch,
    pub(super) page: Box<dyn Page>,
    pub(super) changed: Box<dyn Fn()>,
    calls: RefCell<Running<CallId>>,
    timers: RefCell<Running<Timer>>,
    pub(super) promises: RefCell<Vec<(Ticket, Settle)>>,
    last_ticket: Cell<u32>,
    pub(super) waiting: RefCell<VecDeque<Event>>,
    pub(super) sharing: Sharing,
    stepping: Cell<bool>,
    onlooker: RefCell<Option<Onlooker>>,
}

impl LiveConversation {
    /// Makes a conversation live. `changed` is called after each step, when the state can be read.
    pub fn new(
        conversation: Conversation,
        client: DialogClient,
        page: impl Page + 'static,
        changed: impl Fn() + 'static,
    ) -> Self {
        let live = Self(Rc::new_cyclic(|shared: &Weak<Shared>| Shared {
            conversation: RefCell::new(conversation),
            client,
            turn_keys: TurnKeys::new(),
            _network: NetworkWatch::new({
                let shared = shared.clone();
                move |event| report(&shared, |_| event)
            }),
            page: Box::new(page),
            changed: Box::new(changed),
            calls: RefCell::new(Running::new()),
            timers: RefCell::new(Running::new()),
            promises: RefCell::default(),
            last_ticket: Cell::new(0),
            waiting: RefCell::default(),
            sharing: Sharing::default(),
            stepping: Cell::new(false),
            onlooker: RefCell::default(),
        }));
        if !is_online() {
            live.happen(Event::WentOffline);
        }
        live
    }

    /// Begins, and lives with the page from now on: notes when the chat comes into view and goes out of it, when the page
    /// goes and returns.
    ///
    /// With a `key` the conversation is kept in the tab under it, and shared with other tabs that have it under the same:
    /// it goes on where it was left. `element` is what tells of its window by `bavard-open` and `bavard-close`.
    pub fn begin(&self, key: Option<String>, element: Option<&EventTarget>) {
        self.0.live_with_page(key, element);
        self.0.begin();
    }

    /// The conversation's state. Do not hold it over a call to [`Self::happen`].
    #[must_use]
    pub fn state(&self) -> Ref<'_, Conversation> {
        self.0.conversation.borrow()
    }

    /// The page that holds it.
    #[must_use]
    pub fn page(&self) -> &dyn Page {
        &*self.0.page
    }

    /// Lets somebody look on, in place of whoever did, and shows the state at once; `None` ends it.
    pub fn watch(&self, onlooker: Option<Onlooker>) {
        self.0.onlooker.replace(onlooker);
        self.0.show(Sight::Stepped);
    }

    /// Takes an event in and does what follows from it.
    pub fn happen(&self, event: Event) {
        self.0.happen(event);
    }

    /// As [`Self::happen`], for an event that takes a ticket: `settle` hears how it ended, or that the session did.
    pub fn promise(
        &self,
        event: impl FnOnce(Option<Ticket>) -> Event,
        settle: impl FnOnce(Result<(), TicketError>) + 'static,
    ) {
        let ticket = self.0.next_ticket();
        self.0.expect(ticket, Box::new(settle));
        self.0.happen(event(Some(ticket)));
    }
}

impl fmt::Debug for LiveConversation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LiveConversation(..)")
    }
}

impl Shared {
    /// An effect may run into the page, whose handlers may act on the conversation at once: such events wait their turn.
    pub(super) fn happen(self: &Rc<Self>, event: Event) {
        match self.sharing.role.get() {
            Role::Following => self.pass_on(event),
            Role::Talking | Role::Joining => {
                self.waiting.borrow_mut().push_back(event);
                self.work();
            }
        }
    }

    /// Takes in what waits, while this tab is the one to do so.
    pub(super) fn work(self: &Rc<Self>) {
        if self.stepping.replace(true) {
            return;
        }
        while self.sharing.role.get() == Role::Talking {
            let Some(event) = self.waiting.borrow_mut().pop_front() else {
                break;
            };
            let effects = self.conversation.borrow_mut().step(event, now());
            for effect in effects {
                self.carry_out(effect);
            }
            self.keep();
            self.show(Sight::Stepped);
            (self.changed)();
        }
        self.stepping.set(false);
    }

    pub(super) fn next_ticket(&self) -> Ticket {
        let ticket = Ticket(self.last_ticket.get().wrapping_add(1));
        self.last_ticket.set(ticket.0);
        ticket
    }

    /// Has `settle` told how what the ticket stands for ended.
    pub(super) fn expect(&self, ticket: Ticket, settle: Settle) {
        self.promises.borrow_mut().push((ticket, settle));
    }

    pub(super) fn settle(&self, ticket: Ticket, result: Result<(), TicketError>) {
        let mut promises = self.promises.borrow_mut();
        if let Some(index) = promises.iter().position(|(asked, _)| *asked == ticket) {
            let (_, settle) = promises.swap_remove(index);
            drop(promises);
            settle(result);
        }
    }

    /// Ends whatever runs.
    pub(super) fn stop_all(&self) {
        *self.calls.borrow_mut() = Running::new();
        *self.timers.borrow_mut() = Running::new();
    }

    fn show(&self, sight: Sight<'_>) {
        let onlooker = self.onlooker.borrow().clone();
        if let Some(onlooker) = onlooker {
            onlooker(sight, &self.conversation.borrow());
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call {
                id,
                call,
                deadline,
                turn,
            } => self.call(id, call, deadline, turn),
            Effect::FetchData {
                id,
                node,
                data,
                timeout,
            } => {
                self.ask_page(id, self.page.fetch_data(&node, data), Some(timeout));
            }
            Effect::HandOver { id, node, data } => {
                self.ask_page(id, self.page.hand_over(&node, data), None)
            }
            Effect::AbandonCall(id) | Effect::AbandonData(id) => self.calls.borrow_mut().end(&id),
            Effect::StartTimer { timer, after } => self.start_timer(timer, after),
            Effect::CancelTimer(timer) => {
                self.timers.borrow_mut().end(&timer);
                self.show(Sight::Waited {
                    kind: timer.kind,
                    fired: false,
                });
            }
            Effect::Emit(event) => self.page.tell(&event),
            Effect::Settle { ticket, result } => self.settle(ticket, result),
        }
    }

    fn call(self: &Rc<Self>, id: CallId, call: Call, deadline: Duration, turn: Option<TurnId>) {
        let client = self.client.clone();
        let turn = turn.map(|turn| self.turn_keys.key(turn));
        let shared = Rc::downgrade(self);
        let composer = self.conversation.borrow().composer();
        let masked = composer == Composer::Open { masked: true };
        self.calls.borrow_mut().spawn(id, async move {
            let tap = |exchange: Exchange<'_>| {
                if let Some(shared) = shared.upgrade() {
                    shared.show(match exchange {
                        Exchange::Request(path, request) => Sight::Called {
                            id,
                            path,
                            request,
                            masked,
                        },
                        Exchange::Answer(answer) => Sight::Answered { id, answer },
                    });
                }
            };
            let answered = within(deadline, client.call(&call, turn.as_deref(), &tap)).await;
            let result = answered.unwrap_or_else(|| {
                tap(Exchange::Answer(Err(&Failure::DeadlineExceeded)));
                Err(Failure::DeadlineExceeded)
            });
            report(&shared, |shared| {
                shared.calls.borrow_mut().end(&id);
                if shared.turn_keys.learn(client.keeps_turns()) {
                    shared.happen(Event::TurnsAreKept);
                }
                Event::CallEnded { id, result }
            });
        });
    }

    fn ask_page(self: &Rc<Self>, id: CallId, answer: PageAnswer, timeout: Option<Duration>) {
        let shared = Rc::downgrade(self);
        self.calls.borrow_mut().spawn(id, async move {
            let result: Result<Data, ReturnedDataError> = match timeout {
                Some(timeout) => within(timeout, answer)
                    .await
                    .unwrap_or(Err(ReturnedDataError::TimedOut)),
                None => answer.await,
            };
            report(&shared, |shared| {
                shared.calls.borrow_mut().end(&id);
                Event::DataFetched {
                    id,
                    data: returned_data(result),
                }
            });
        });
    }

    fn start_timer(self: &Rc<Self>, timer: Timer, after: Duration) {
        let after = match timer.kind {
            TimerKind::Backoff => after.mul_f64(0.5 + js_sys::Math::random()),
            TimerKind::Busy => after.mul_f64(1.0 + js_sys::Math::random() / 2.0),
            TimerKind::LatencyDelay | TimerKind::LatencyMinimum | TimerKind::KeepAlive => after,
        };
        self.show(Sight::Waits(timer.kind, after));
        let shared = Rc::downgrade(self);
        self.timers.borrow_mut().spawn(timer, async move {
            sleep(after).await;
            report(&shared, |shared| {
                shared.timers.borrow_mut().end(&timer);
                shared.show(Sight::Waited {
                    kind: timer.kind,
                    fired: true,
                });
                Event::TimerFired(timer)
            });
        });
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        for (_, settle) in self.promises.take() {
            settle(Err(TicketError::SessionOver));
        }
    }
}

/// Tells the conversation how a task ended, if it is still there.
fn report(shared: &Weak<Shared>, event: impl FnOnce(&Rc<Shared>) -> Event) {
    if let Some(shared) = shared.upgrade() {
        let event = event(&shared);
        shared.happen(event);
    }
}

async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    match select(Box::pin(work), Box::pin(sleep(limit))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

fn sleep(duration: Duration) -> TimeoutFuture {
    TimeoutFuture::new(
        u32::try_from(duration.as_millis())
            .unwrap_or(u32::MAX)
            .min(LONGEST_TIMEOUT),
    )
}

/// Browsers take the delay as a signed 32-bit number of milliseconds and fire at once when it does not fit.
const LONGEST_TIMEOUT: u32 = i32::MAX.unsigned_abs();

fn now() -> Timestamp {
    // Whole milliseconds since 1970, which no cast cuts.
    Timestamp::from_epoch(Duration::from_millis(js_sys::Date::now() as u64))
}
