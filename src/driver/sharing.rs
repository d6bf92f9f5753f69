//! A conversation that outlives its page and is shared by tabs.
//!
//! The tab that talks runs the conversation; the others show it. After each of its steps the talking tab keeps what has
//! changed ([`KeptStorage`]) and tells the others the same; each of them becomes what it hears
//! ([`Conversation::follow`]) and keeps it too. So every tab has all that is needed to go on when it is its turn to talk,
//! and that is nothing new either: it goes on as after a reload ([`Event::Resume`]).
//!
//! What a visitor or page does in a tab that follows is told to the talking tab, which carries it out as if it had happened
//! there. It says so at once (`heard`); what nobody has heard, because the talking tab went, is told to the next one. A text
//! typed into a masked question travels that way too: in memory, to be sent, and neither kept nor shown on either side.
//!
//! Handlers and events of the page (`clientFetch`, `bavard-message`, ...) are those of the tab that talks.
//!
//! Messages are lists of words: `ask`; `all` or `news`, talker, head, entries, ...; `act`, tab, number, act ...; `heard`, tab,
//! number; `end`, tab, number, end ... Head and lists of entries are JSON texts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::Value;
use web_sys::EventTarget;

use super::act;
use super::kept_storage::{Changes, KeptStorage};
use super::live_conversation::Shared;
use super::page_life::{Change, PageLife, page_is_visible};
use super::tabs::{Heard, Tabs};
use crate::conversation::{Conversation, Event, Ticket, TicketError};
use crate::json;
use crate::transport::is_online;

/// What a tab does for the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// It runs the conversation.
    #[default]
    Talking,
    /// It does not know yet whether it talks. Whatever happens waits.
    Joining,
    /// It shows what another tab runs.
    Following,
}

/// What a conversation is kept and shared with.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    pub(super) role: Cell<Role>,
    /// What the conversation is kept under; `None` when it is not kept.
    key: RefCell<Option<String>>,
    storage: RefCell<Option<KeptStorage>>,
    /// Whether what was kept, or what another tab had, has been taken over.
    is_loaded: Cell<bool>,
    tabs: RefCell<Option<Tabs>>,
    life: RefCell<Option<PageLife>>,
    in_view: Cell<bool>,
    /// Whether another tab may be following this one.
    has_followers: Cell<bool>,
    /// This tab's name among the others.
    tab: RefCell<String>,
    /// The tab that talked last.
    talker: RefCell<String>,
    /// Acts of this tab that no talking tab has taken yet, oldest first.
    unheard: RefCell<Vec<(u32, Vec<String>)>>,
    /// The last act taken of each other tab, so that none is taken twice.
    taken: RefCell<Vec<(String, u32)>>,
}

impl Shared {
    /// Lets the conversation live with its page: `key` is what it is kept under, `None` when it goes with the page.
    pub(super) fn live_with_page(
        self: &Rc<Self>,
        key: Option<String>,
        element: Option<&EventTarget>,
    ) {
        let shared = Rc::downgrade(self);
        let life = PageLife::watch(element, move |change| {
            if let Some(shared) = shared.upgrade() {
                shared.page_changed(change);
            }
        });
        *self.sharing.life.borrow_mut() = life;
        if let Some(key) = key {
            *self.sharing.storage.borrow_mut() = Some(KeptStorage::new(&key));
            *self.sharing.tab.borrow_mut() = random_name();
            *self.sharing.key.borrow_mut() = Some(key);
            self.join();
        }
    }

    /// The chat has begun: it is in view, unless its window is closed or its page hidden.
    pub(super) fn begin(self: &Rc<Self>) {
        self.sharing.in_view.set(true);
        self.happen(Event::Open);
        self.page_changed(Change::View);
    }

    fn join(self: &Rc<Self>) {
        let Some(key) = self.sharing.key.borrow().clone() else {
            return;
        };
        self.sharing.role.set(Role::Joining);
        let shared = Rc::downgrade(self);
        let tabs = Tabs::join(&["bavard:", &key].concat(), move |heard| {
            if let Some(shared) = shared.upgrade() {
                match heard {
                    Heard::Talk => shared.talk(),
                    Heard::Follow => shared.follow(),
                    Heard::Message(message) => shared.hear(&message),
                }
            }
        });
        if tabs.is_none() {
            self.talk();
        }
        *self.sharing.tabs.borrow_mut() = tabs;
    }

    fn page_changed(self: &Rc<Self>, change: Change) {
        match change {
            Change::View => {
                let in_view = page_is_visible() && self.page.is_open();
                if self.sharing.in_view.replace(in_view) != in_view {
                    self.happen(if in_view { Event::Open } else { Event::Hide });
                }
            }
            Change::Leaves => {
                if self.sharing.role.get() == Role::Talking {
                    self.happen(Event::Leave);
                }
                if self.sharing.tabs.take().is_some() {
                    self.sharing.role.set(Role::Joining);
                }
            }
            Change::Returns => {
                if self.sharing.tabs.borrow().is_none() {
                    self.join();
                }
                self.happen(Event::Resume);
            }
        }
    }

    // === roles ===

    /// It is this tab's turn: goes on with what was kept here, or with what the tab before had told.
    fn talk(self: &Rc<Self>) {
        let followed = self.sharing.role.replace(Role::Talking) == Role::Following;
        let mut restored = followed && self.sharing.is_loaded.get();
        if !self.sharing.is_loaded.replace(true)
            && let Some(storage) = self.sharing.storage.borrow_mut().as_mut()
        {
            let kept = storage.load(self.conversation.borrow().settings());
            if let Some(conversation) = kept {
                *self.conversation.borrow_mut() = conversation;
                restored = true;
            }
        }
        if restored {
            self.waiting.borrow_mut().push_front(Event::Resume);
            if !is_online() {
                self.waiting.borrow_mut().push_front(Event::WentOffline);
            }
        }
        if followed && self.sharing.in_view.get() {
            self.waiting.borrow_mut().push_back(Event::Open);
        }
        for (number, act) in self.sharing.unheard.take() {
            let event = act::hear(&act, Some(Ticket(number)));
            self.waiting.borrow_mut().extend(event);
        }
        // Whoever followed the tab before follows this one now.
        self.sharing.has_followers.set(followed);
        self.tell_all();
        self.work();
    }

    /// Another tab talks: nothing runs here any more, and what it has is what counts.
    fn follow(self: &Rc<Self>) {
        self.sharing.role.set(Role::Following);
        self.stop_all();
        self.tell(&["ask".to_owned()]);
        let waiting = self.waiting.take();
        for event in waiting {
            self.happen(event);
        }
    }

    /// Takes an act that happened here to the tab that talks. What is no act is a late report, of something that ran when
    /// this tab talked.
    pub(super) fn pass_on(&self, event: Event) {
        if let Some((act, ticket)) = act::tell(event) {
            let Ticket(number) = ticket.unwrap_or_else(|| self.next_ticket());
            self.sharing
                .unheard
                .borrow_mut()
                .push((number, act.clone()));
            let tab = self.sharing.tab.borrow().clone();
            self.tell_of_act("act", tab, number, act);
        }
    }

    // === keeping ===

    /// After a step: keeps what has changed, and tells it the other tabs.
    pub(super) fn keep(&self) {
        if let Some(storage) = self.sharing.storage.borrow_mut().as_mut() {
            let changes = storage.write(&self.conversation.borrow());
            if self.sharing.has_followers.get() {
                self.tell_state(false, changes);
            }
        }
    }

    fn tell_all(&self) {
        if !self.sharing.has_followers.get() {
            return;
        }
        let changes = KeptStorage::all(&self.conversation.borrow());
        self.tell_state(true, changes);
    }

    fn tell_state(&self, all: bool, changes: Changes) {
        let kind = if all { "all" } else { "news" };
        let tab = self.sharing.tab.borrow().clone();
        let mut message = vec![kind.to_owned(), tab, changes.head];
        message.extend(changes.entries);
        self.tell(&message);
    }

    fn tell_of_act(&self, kind: &str, tab: String, number: u32, words: Vec<String>) {
        let mut message = vec![kind.to_owned(), tab, number.to_string()];
        message.extend(words);
        self.tell(&message);
    }

    fn tell(&self, message: &[String]) {
        if let Some(tabs) = &*self.sharing.tabs.borrow() {
            tabs.tell(message);
        }
    }

    // === hearing ===

    fn hear(self: &Rc<Self>, message: &[String]) {
        let role = self.sharing.role.get();
        match message {
            [kind] if kind == "ask" && role == Role::Talking => {
                self.sharing.has_followers.set(true);
                self.tell_all();
            }
            [kind, talker, head, entries @ ..]
                if role == Role::Following && (kind == "all" || kind == "news") =>
            {
                self.become_like(talker, kind == "all", head, entries);
            }
            [kind, tab, number, words @ ..] => {
                let Ok(number) = number.parse() else { return };
                if role == Role::Talking && kind == "act" {
                    self.carry_out_for(tab, number, words);
                } else if role == Role::Following && *tab == *self.sharing.tab.borrow() {
                    self.sharing
                        .unheard
                        .borrow_mut()
                        .retain(|(unheard, _)| *unheard != number);
                    if kind == "end" {
                        self.settle(Ticket(number), act::hear_end(words));
                    }
                }
            }
            _ => {}
        }
    }

    /// Does what was done in another tab.
    fn carry_out_for(self: &Rc<Self>, tab: &str, number: u32, words: &[String]) {
        self.tell_of_act("heard", tab.to_owned(), number, Vec::new());
        {
            let mut taken = self.sharing.taken.borrow_mut();
            match taken.iter_mut().find(|(known, _)| known == tab) {
                Some((_, last)) if *last >= number => return,
                Some((_, last)) => *last = number,
                None => taken.push((tab.to_owned(), number)),
            }
        }
        let ticket = self.next_ticket();
        if let Some(event) = act::hear(words, Some(ticket)) {
            let shared = Rc::downgrade(self);
            let tab = tab.to_owned();
            self.expect(
                ticket,
                Box::new(move |result| {
                    if let Some(shared) = shared.upgrade() {
                        shared.tell_of_act("end", tab, number, act::tell_end(&result));
                    }
                }),
            );
            self.happen(event);
        }
    }

    /// Takes over what the talking tab has.
    fn become_like(self: &Rc<Self>, talker: &str, all: bool, head: &str, entries: &[String]) {
        let Some(head) = json::from_text(head) else {
            return;
        };
        if !all && !self.sharing.is_loaded.get() {
            return;
        }
        let mut changed = Vec::new();
        for list in entries {
            if let Some(Value::Array(list)) = json::from_text(list) {
                changed.extend(list);
            }
        }
        if let Some(storage) = self.sharing.storage.borrow_mut().as_mut() {
            let mut conversation = self.conversation.borrow_mut();
            if self.sharing.is_loaded.replace(true) {
                conversation.follow(&head, &changed);
            } else {
                storage.clear();
                let settings = conversation.settings().clone();
                *conversation = Conversation::restore(settings, &head, &changed)
                    .unwrap_or_else(|| Conversation::new(conversation.settings().clone()));
            }
            storage.write(&conversation);
        }
        (self.changed)();
        if self.sharing.talker.borrow().as_str() != talker {
            let known = self.sharing.talker.replace(talker.to_owned());
            if !known.is_empty() {
                self.disappoint();
            }
        }
        if all {
            let tab = self.sharing.tab.borrow().clone();
            for (number, act) in self.sharing.unheard.borrow().clone() {
                self.tell_of_act("act", tab.clone(), number, act);
            }
        }
    }

    /// The tab that had taken acts of this one is gone, and with it whoever would say how they ended.
    fn disappoint(&self) {
        for (ticket, settle) in self.promises.take() {
            let unheard = self.sharing.unheard.borrow();
            if unheard.iter().any(|(number, _)| *number == ticket.0) {
                self.expect(ticket, settle);
            } else {
                drop(unheard);
                settle(Err(TicketError::SessionOver));
            }
        }
    }
}

/// Tells tabs apart; nothing depends on its being hard to guess.
fn random_name() -> String {
    let number = js_sys::Number::from(js_sys::Math::random());
    number
        .to_string_with_radix(36)
        .map_or_else(|_| String::new(), String::from)
}
