//! A conversation that runs in a browser.

use std::cell::{Cell, Ref, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::rc::{Rc, Weak};
use std::time::Duration;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

use super::running::Running;
use super::{Onlooker, Page, PageAnswer, Sight};
use crate::conversation::{
    Call, CallId, Composer, Conversation, Data, Effect, Event, Failure, ReturnedDataError, Ticket,
    TicketError, Timer, TimerKind, Timestamp, returned_data,
};
use crate::transport::{DialogClient, Exchange};

/// Told once how something that was asked for ended.
type Settle = Box<dyn FnOnce(Result<(), TicketError>)>;

/// A conversation with everything that runs for it. Clones share it; the last one to go stops everything.
#[derive(Clone)]
pub struct LiveConversation(Rc<Shared>);

struct Shared {
    conversation: RefCell<Conversation>,
    client: DialogClient,
    page: Box<dyn Page>,
    changed: Box<dyn Fn()>,
    calls: RefCell<Running<CallId>>,
    timers: RefCell<Running<Timer>>,
    promises: RefCell<Vec<(Ticket, Settle)>>,
    last_ticket: Cell<u32>,
    waiting: RefCell<VecDeque<Event>>,
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
        Self(Rc::new(Shared {
            conversation: RefCell::new(conversation),
            client,
            page: Box::new(page),
            changed: Box::new(changed),
            calls: RefCell::new(Running::new()),
            timers: RefCell::new(Running::new()),
            promises: RefCell::default(),
            last_ticket: Cell::new(0),
            waiting: RefCell::default(),
            stepping: Cell::new(false),
            onlooker: RefCell::default(),
        }))
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

    /// Lets somebody look on, in place of whoever did; `None` ends it.
    pub fn watch(&self, onlooker: Option<Onlooker>) {
        self.0.onlooker.replace(onlooker);
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
        let ticket = Ticket(self.0.last_ticket.get().wrapping_add(1));
        self.0.last_ticket.set(ticket.0);
        self.0
            .promises
            .borrow_mut()
            .push((ticket, Box::new(settle)));
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
    fn happen(self: &Rc<Self>, event: Event) {
        self.waiting.borrow_mut().push_back(event);
        if self.stepping.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.waiting.borrow_mut().pop_front() else {
                break;
            };
            let effects = self.conversation.borrow_mut().step(event, now());
            for effect in effects {
                self.carry_out(effect);
            }
            self.show(Sight::Stepped);
            (self.changed)();
        }
        self.stepping.set(false);
    }

    fn show(&self, sight: Sight<'_>) {
        let onlooker = self.onlooker.borrow().clone();
        if let Some(onlooker) = onlooker {
            onlooker(sight, &self.conversation.borrow());
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Call { id, call, deadline } => self.call(id, call, deadline),
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
            Effect::Settle { ticket, result } => {
                let mut promises = self.promises.borrow_mut();
                if let Some(index) = promises.iter().position(|(asked, _)| *asked == ticket) {
                    let (_, settle) = promises.swap_remove(index);
                    drop(promises);
                    settle(result);
                }
            }
        }
    }

    fn call(self: &Rc<Self>, id: CallId, call: Call, deadline: Duration) {
        let client = self.client.clone();
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
            let answered = within(deadline, client.call(&call, &tap)).await;
            let result = answered.unwrap_or_else(|| {
                tap(Exchange::Answer(Err(&Failure::DeadlineExceeded)));
                Err(Failure::DeadlineExceeded)
            });
            report(&shared, |shared| {
                shared.calls.borrow_mut().end(&id);
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
            TimerKind::LatencyDelay | TimerKind::LatencyMinimum => after,
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
    Timestamp::from_epoch(Duration::from_secs_f64(
        (js_sys::Date::now() / 1000.0).max(0.0),
    ))
}
