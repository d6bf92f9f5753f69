//! The tabs of one origin that show the same conversation: which one talks, and what they tell each other.
//!
//! Exactly one of them talks, because a session takes one turn at a time: it holds a Web Lock of the conversation's name.
//! The lock is the browser's own and goes with the page that holds it, however that ends, so that nothing has to be
//! negotiated, timed or counted. All others wait for the lock, and the next in line talks when it is their turn. Who has to
//! wait hears so at once, by asking for the lock in vain first.
//!
//! A page that goes into the back/forward cache or is frozen gives the lock up: it could not answer the others, and browsers
//! do not keep pages that hold one. Where there are no locks (pages that are not served securely) or no channel, each tab
//! has a conversation to itself.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::transport::AbortOnDrop;

/// What the window hears of a program that has broken down (`loader/bavard-guard.js`).
const BREAKDOWN: &str = "bavard-breakdown";

/// What a tab hears.
#[derive(Debug)]
pub(super) enum Heard {
    /// It is this tab's turn to talk.
    Talk,
    /// Another tab talks.
    Follow,
    /// A message of another tab, in words.
    Message(Vec<String>),
}

/// A tab among the others. Dropping it leaves them.
pub(super) struct Tabs {
    channel: BroadcastChannel,
    lock: Rc<Lock>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

/// Takes the lock, or `null`; returns a promise for as long as the lock is held.
type OnAnswer = Closure<dyn Fn(JsValue) -> JsValue>;

struct Lock {
    locks: Object,
    request: Function,
    name: JsValue,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
    given_up: AbortOnDrop,
    on_answer: RefCell<Option<OnAnswer>>,
}

impl Tabs {
    /// Joins the tabs of that name. `None` where the browser has no locks or no channels.
    pub(super) fn join(name: &str, heard: impl Fn(Heard) + 'static) -> Option<Self> {
        let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
        let request = Reflect::get(&locks, &"request".into()).ok()?;
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Rc::new(heard);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let heard = heard.clone();
            move |event: MessageEvent| heard(Heard::Message(words(&event.data())))
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let lock = Rc::new(Lock {
            locks: locks.dyn_into().ok()?,
            request: request.dyn_into().ok()?,
            name: name.into(),
            release: RefCell::default(),
            given_up: AbortOnDrop::new().ok()?,
            on_answer: RefCell::default(),
        });
        let answered = Rc::downgrade(&lock);
        *lock.on_answer.borrow_mut() = Some(Closure::new(move |granted: JsValue| {
            match answered.upgrade() {
                Some(lock) if granted.is_null() => {
                    lock.ask("signal", &lock.given_up.signal());
                    heard(Heard::Follow);
                    JsValue::UNDEFINED
                }
                Some(lock) => {
                    let held = Promise::new(&mut |release, _| {
                        // A program that has broken down can give nothing back, and a fresh one wants to go on.
                        if let Some(window) = web_sys::window() {
                            // Fails only for what is no function.
                            let _ = window.add_event_listener_with_callback(BREAKDOWN, &release);
                        }
                        *lock.release.borrow_mut() = Some(release);
                    });
                    heard(Heard::Talk);
                    held.into()
                }
                None => JsValue::UNDEFINED,
            }
        }));
        lock.ask("ifAvailable", &JsValue::TRUE);
        Some(Self {
            channel,
            lock,
            _on_message: on_message,
        })
    }

    /// Tells all other tabs.
    pub(super) fn tell(&self, message: &[String]) {
        let words = Array::new();
        for word in message {
            words.push(&word.into());
        }
        // Words can be told to any tab.
        let _ = self.channel.post_message(&words);
    }
}

/// Whatever stands in a message that is no word is an empty one.
fn words(message: &JsValue) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(message) = message.dyn_ref::<Array>() {
        for index in 0..message.length() {
            words.push(message.get(index).as_string().unwrap_or_default());
        }
    }
    words
}

impl Lock {
    /// Asks for the lock; [`Lock::on_answer`] hears the answer.
    fn ask(&self, option: &str, value: &JsValue) {
        let options = Object::new();
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &option.into(), value);
        let on_answer = self.on_answer.borrow();
        let Some(on_answer) = on_answer.as_ref() else {
            return;
        };
        let held = self
            .request
            .call3(&self.locks, &self.name, &options, on_answer.as_ref());
        if let Ok(held) = held {
            spawn_local(async move {
                // Ends when the lock is given back or no longer wanted, and there is nothing left to do.
                let _ = JsFuture::from(Promise::resolve(&held)).await;
            });
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
        if let Some(release) = self.lock.release.borrow_mut().take() {
            if let Some(window) = web_sys::window() {
                let _ = window.remove_event_listener_with_callback(BREAKDOWN, &release);
            }
            // The function of a promise never throws.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl std::fmt::Debug for Tabs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tabs(..)")
    }
}
