//! How the visitor acts.

use serde_json::json;
use thirtyfour::Key;

use crate::chat_state::FIND_CHOICE;
use crate::keyboard::{Focused, Way};
use crate::wait::{Look, look_until};
use crate::{Browser, ChatPage, Failure, Keyboard};

/// How the visitor acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Clicks, and types into what was clicked.
    Mouse,
    /// Tab, arrows, Enter, and letters where something can be typed.
    Keyboard,
}

impl Hand {
    pub(super) async fn open(self, browser: &Browser, chat: &ChatPage<'_>) -> Result<(), Failure> {
        match self {
            Self::Mouse => {
                chat.open_window().await?;
            }
            Self::Keyboard => {
                let keyboard = Keyboard::of(browser);
                let launcher = |focused: &Focused| focused.part == "launcher";
                keyboard.walk_to("the launcher", Way::On, launcher).await?;
                keyboard.press(Key::Enter).await?;
                chat.wait_for("the window", |chat| chat.window).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn say(
        self,
        browser: &Browser,
        chat: &ChatPage<'_>,
        text: &str,
    ) -> Result<(), Failure> {
        match self {
            Self::Mouse => chat.say(text).await,
            Self::Keyboard => {
                chat.wait_for("an open composer", |chat| chat.composer)
                    .await?;
                let keyboard = Keyboard::of(browser);
                let input = |focused: &Focused| focused.part == "input";
                keyboard.walk_to("the composer", Way::On, input).await?;
                keyboard.type_text(text).await?;
                keyboard.press(Key::Enter).await
            }
        }
    }

    pub(super) async fn pick(
        self,
        browser: &Browser,
        chat: &ChatPage<'_>,
        id: &str,
        value: &str,
    ) -> Result<(), Failure> {
        let what = format!("the choice {id}={value}");
        let arguments = vec![json!(id), json!(value)];
        let choice = look_until(&what, async || {
            let found = browser
                .session()
                .execute(FIND_CHOICE, arguments.clone())
                .await?;
            Ok(if found.json().is_null() {
                Look::NotYet("no such choice".to_owned())
            } else {
                Look::Found(found.element()?)
            })
        })
        .await?;
        match self {
            Self::Mouse => {
                look_until(&format!("a click on {what}"), async || {
                    chat.bring_into_view(&choice).await?;
                    choice.click().await?;
                    Ok(Look::Found(()))
                })
                .await
            }
            Self::Keyboard => {
                let keyboard = Keyboard::of(browser);
                let is_there = |focused: &Focused| focused.id == id && focused.value == value;
                // Choices stand above the composer, where the focus usually is.
                keyboard.walk_to(&what, Way::Back, is_there).await?;
                keyboard.press(Key::Enter).await
            }
        }
    }
}
