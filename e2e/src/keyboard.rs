//! The visitor who has no mouse: Tab, arrows, Enter, Space, Escape, and letters where something can be typed.

use serde::Deserialize;
use thirtyfour::Key;

use crate::chat_state::FOCUSED;
use crate::wait::{Look, look_until};
use crate::{Browser, Failure};

/// Presses of Tab in one direction before giving up; no page of the tests has more stops.
const STOPS: usize = 60;

/// The keyboard of a browser.
#[derive(Debug, Clone, Copy)]
pub struct Keyboard<'a> {
    browser: &'a Browser,
}

/// What has the focus, as deep as shadow roots go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Focused {
    /// Its part of the chat; empty outside of it.
    pub(crate) part: String,
    /// Of a choice.
    pub(crate) id: String,
    /// Of a choice.
    pub(crate) value: String,
    /// Its class names.
    pub(crate) classes: String,
    /// Its element and words, for people.
    pub(crate) name: String,
}

/// Which way Tab goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Tab.
    On,
    /// Shift and Tab.
    Back,
}

impl<'a> Keyboard<'a> {
    /// Of this browser.
    #[must_use]
    pub fn of(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Types where the focus is.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub async fn type_text(&self, text: &str) -> Result<(), Failure> {
        let keys = self.browser.session().action_chain().send_keys(text);
        Ok(keys.perform().await?)
    }

    /// Presses one key.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub async fn press(&self, key: Key) -> Result<(), Failure> {
        let keys = self.browser.session().action_chain();
        Ok(keys.key_down(key.clone()).key_up(key).perform().await?)
    }

    /// Goes by Tab, forwards and then backwards, to the part of that name.
    ///
    /// # Errors
    ///
    /// [`Failure::Unexpected`] with the stops on the way when it never gets there.
    pub async fn go_to(&self, part: &str) -> Result<(), Failure> {
        let is_there = |focused: &Focused| focused.part == part;
        self.walk_to(part, Way::On, is_there).await
    }

    /// Waits until the focus is where it is wanted: on the part of that name, or else on what has that class.
    ///
    /// # Errors
    ///
    /// When it does not get there; the error says where it is.
    pub async fn finds_focus_on(&self, name: &str) -> Result<(), Failure> {
        look_until(&format!("the focus on {name}"), async || {
            let focused = self.focused().await?;
            let is_there = focused.part == name || focused.classes == name;
            Ok(if is_there {
                Look::Found(())
            } else {
                Look::NotYet(format!("{focused:?}"))
            })
        })
        .await
    }

    async fn tab(&self, way: Way) -> Result<(), Failure> {
        if way == Way::On {
            return self.press(Key::Tab).await;
        }
        let keys = self.browser.session().action_chain();
        let keys = keys.key_down(Key::Shift).key_down(Key::Tab);
        let keys = keys.key_up(Key::Tab).key_up(Key::Shift);
        Ok(keys.perform().await?)
    }

    async fn focused(&self) -> Result<Focused, Failure> {
        let focused = self.browser.session().execute(FOCUSED, Vec::new()).await?;
        Ok(serde_json::from_value(focused.json().clone())?)
    }

    /// Presses Tab, and within a group of choices the arrows, until the focus is where it is wanted.
    ///
    /// # Errors
    ///
    /// [`Failure::Unexpected`] with the stops on the way when it never gets there.
    pub(crate) async fn walk_to(
        &self,
        what: &str,
        first: Way,
        is_there: impl Fn(&Focused) -> bool,
    ) -> Result<(), Failure> {
        let mut stops: Vec<String> = Vec::new();
        let other = if first == Way::On { Way::Back } else { Way::On };
        for way in [first, other] {
            let mut tried_arrows = false;
            for _ in 0..STOPS {
                let focused = self.focused().await?;
                if is_there(&focused) {
                    return Ok(());
                }
                // Once: where every choice is a stop of its own, arrows would lead back to where Tab came from.
                if focused.part == "selectable" && !tried_arrows {
                    tried_arrows = true;
                    if self.walk_by_arrows(&focused, &is_there).await? {
                        return Ok(());
                    }
                }
                stops.push(focused.name);
                self.tab(way).await?;
            }
        }
        Err(Failure::Unexpected(format!(
            "the keyboard does not get to {what}; it stopped at {stops:?}"
        )))
    }

    /// A group may be one stop for Tab; then arrows move within it.
    async fn walk_by_arrows(
        &self,
        entered: &Focused,
        is_there: &impl Fn(&Focused) -> bool,
    ) -> Result<bool, Failure> {
        for arrow in [Key::Right, Key::Left] {
            let mut before = entered.clone();
            for _ in 0..STOPS {
                self.press(arrow.clone()).await?;
                let focused = self.focused().await?;
                if is_there(&focused) {
                    return Ok(true);
                }
                if focused == before || focused == *entered {
                    break;
                }
                before = focused;
            }
        }
        Ok(false)
    }
}
