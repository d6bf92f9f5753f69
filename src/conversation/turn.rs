//! A turn: from what goes to the bot until the bot asks again.
//!
//! A turn takes several calls when the bot wants data in between. What it has to *do* is done as soon as an answer
//! arrives ([`Work`]); what it has to *show* may be held back by a latency message and waits in `held`, in order.

use std::collections::VecDeque;
use std::time::Duration;

use super::latency::{Elapsed, Latency};
use super::outgoing::Outgoing;
use super::phase::{Failed, Sent};
use super::request::Input;
use super::step::Step;
use super::{
    Action, CallId, Data, Effect, Failure, Notice, Reply, SessionId, Settings, Ticket, TicketError,
    Timer, Timestamp,
};

/// How much longer than its backend the service may take to answer.
const CONTINUE_GRACE: Duration = Duration::from_secs(10);

/// A turn that runs.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) sent: Sent,
    pub(super) ticket: Option<Ticket>,
    pub(super) work: Work,
    pub(super) latency: Latency,
    pub(super) held: VecDeque<Held>,
}

/// What a turn waits for.
#[derive(Debug)]
pub(super) enum Work {
    /// The service.
    Calling(Outgoing),
    /// The page's data for a node.
    Fetching {
        id: CallId,
        node: String,
        data: Data,
    },
    /// A person.
    HandingOver {
        id: CallId,
        node: String,
        data: Data,
    },
    /// Nothing but to be shown.
    Done,
}

/// What arrived and is not yet shown.
#[derive(Debug)]
pub(super) enum Held {
    Reply {
        reply: Box<Reply>,
        arrived: Timestamp,
    },
    Failure(Failure),
}

impl Turn {
    /// Sends something to the bot.
    pub(super) fn begin(
        sent: Sent,
        ticket: Option<Ticket>,
        session: &SessionId,
        settings: &Settings,
        step: &mut Step,
    ) -> Self {
        let mut sent = sent;
        // What is tried again keeps its identity: the service may have taken it.
        sent.turn = sent.turn.or_else(|| step.next_turn());
        let call = Outgoing::turn(
            sent.input.execute(session, settings),
            sent.input.deadline(settings),
            sent.turn,
            step,
        );
        Self {
            ticket,
            work: Work::Calling(call),
            ..Self::waiting(sent)
        }
    }

    /// A turn of which everything has been sent.
    pub(super) fn waiting(sent: Sent) -> Self {
        Self {
            sent,
            ticket: None,
            work: Work::Done,
            latency: Latency::Quiet,
            held: VecDeque::new(),
        }
    }

    /// Sends the same again after a pause.
    pub(super) fn repeat(&mut self, session: &SessionId, settings: &Settings, step: &mut Step) {
        if let Work::Calling(call) = &mut self.work {
            call.repeat(self.sent.input.execute(session, settings), step);
        }
    }

    /// Whether the call `id` is what the turn waits for.
    pub(super) fn is_call(&self, id: CallId) -> bool {
        matches!(&self.work, Work::Calling(call) if call.is_call(id))
    }

    /// Sends what follows from an answer in the same turn.
    fn go_on(&mut self, input: Input, session: &SessionId, settings: &Settings, step: &mut Step) {
        self.sent.turn = step.next_turn();
        let call = Outgoing::turn(
            input.execute(session, settings),
            input.deadline(settings),
            self.sent.turn,
            step,
        );
        self.sent.input = input;
        self.work = Work::Calling(call);
    }

    /// Does at once what a reply wants done, and leaves the reply to be shown.
    pub(super) fn replied(
        &mut self,
        reply: Box<Reply>,
        session: &SessionId,
        settings: &Settings,
        step: &mut Step,
    ) {
        self.work = Work::Done;
        match &reply.action {
            Action::DataAccess(wanted) => {
                self.fetch(wanted.id.clone(), wanted.data.clone(), settings, step);
            }
            Action::Continue(wanted) => {
                let deadline = wanted.fetch_timeout.saturating_add(CONTINUE_GRACE);
                self.go_on(Input::Continue { deadline }, session, settings, step);
            }
            Action::Question(_) | Action::Escalation(_) | Action::End(_) => {}
        }
        self.held.push_back(Held::Reply {
            reply,
            arrived: step.now,
        });
    }

    /// Asks the page for data.
    pub(super) fn fetch(&mut self, node: String, data: Data, settings: &Settings, step: &mut Step) {
        let id = step.next_call();
        step.effect(Effect::FetchData {
            id,
            node: node.clone(),
            data: data.clone(),
            timeout: settings.limits.client_fetch,
        });
        self.work = Work::Fetching { id, node, data };
    }

    /// Asks the page for a person.
    pub(super) fn hand_over(&mut self, node: String, data: Data, step: &mut Step) {
        let id = step.next_call();
        step.effect(Effect::HandOver {
            id,
            node: node.clone(),
            data: data.clone(),
        });
        self.work = Work::HandingOver { id, node, data };
    }

    /// Takes what the page returned, if that is waited for.
    pub(super) fn data_fetched(
        &mut self,
        fetched: CallId,
        data: Data,
        session: &SessionId,
        settings: &Settings,
        step: &mut Step,
    ) {
        match std::mem::replace(&mut self.work, Work::Done) {
            Work::Fetching { id, node, .. } | Work::HandingOver { id, node, .. }
                if id == fetched =>
            {
                self.go_on(Input::Returned { node, data }, session, settings, step);
            }
            other => self.work = other,
        }
    }

    /// Takes a failed call. Says whether that is the end of the turn, once it may be shown.
    pub(super) fn call_failed(&mut self, failure: Failure, online: bool, step: &mut Step) -> bool {
        if let Work::Calling(call) = &mut self.work
            && call.backs_off(&failure, online, step)
        {
            return false;
        }
        self.work = Work::Done;
        self.held.push_back(Held::Failure(if self.sent.masked {
            failure.without_words()
        } else {
            failure
        }));
        true
    }

    /// Gives the turn up: nothing that runs for it matters any more.
    pub(super) fn abandon(&mut self, step: &mut Step) {
        match &self.work {
            Work::Calling(call) => call.abandon(step),
            Work::Fetching { id, .. } | Work::HandingOver { id, .. } => {
                step.effect(Effect::AbandonData(*id))
            }
            Work::Done => {}
        }
        self.latency.cancel(step);
        step.settle(self.ticket.take(), Err(TicketError::SessionOver));
    }

    /// What is kept of a turn that failed.
    pub(super) fn into_failed(self, failure: &Failure) -> Failed {
        Failed {
            sent: self.sent,
            notice: Notice::about(failure),
        }
    }

    /// Takes a timer that ran out, if it is the turn's.
    pub(super) fn timer_fired(
        &mut self,
        timer: Timer,
        session: &SessionId,
        settings: &Settings,
        step: &mut Step,
    ) -> Elapsed {
        if matches!(&self.work, Work::Calling(call) if call.waits_for(timer)) {
            self.repeat(session, settings, step);
        }
        self.latency.elapsed(timer, step)
    }
}
