//! How the visitor acts.

use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::chat_state::{FIELD, FIND_CHOICE, PICK_DATE};
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
        chat.wait_for("an open composer", |chat| chat.composer)
            .await?;
        let mut is_date = field(chat).await?.kind == "date";
        if is_date && date_keys(text).is_none() {
            write_instead(browser, chat).await?;
            is_date = false;
        }
        match self {
            Self::Mouse if is_date => {
                chat.run(PICK_DATE, json!(text)).await?;
            }
            Self::Mouse => chat.write(text).await?,
            Self::Keyboard => {
                let keyboard = Keyboard::of(browser);
                let input = |focused: &Focused| focused.part == "input";
                keyboard.walk_to("the composer", Way::On, input).await?;
                let keys = date_keys(text).filter(|_| is_date);
                keyboard.type_text(keys.as_deref().unwrap_or(text)).await?;
            }
        }
        self.send(browser, chat).await?;
        // What looks wrong is asked about once; sent again, it goes.
        if field(chat).await?.refused {
            self.send(browser, chat).await?;
        }
        Ok(())
    }

    async fn send(self, browser: &Browser, chat: &ChatPage<'_>) -> Result<(), Failure> {
        match self {
            Self::Mouse => chat.click_part("send").await,
            Self::Keyboard => Keyboard::of(browser).press(Key::Enter).await,
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

/// Leaves the date field for one that takes any words.
async fn write_instead(browser: &Browser, chat: &ChatPage<'_>) -> Result<(), Failure> {
    let instead = |focused: &Focused| focused.classes == "instead";
    let keyboard = Keyboard::of(browser);
    keyboard
        .walk_to("a way to write in place of a date", Way::On, instead)
        .await?;
    keyboard.press(Key::Enter).await?;
    look_until("a field for words", async || {
        let kind = field(chat).await?.kind;
        Ok(if kind == "date" {
            Look::NotYet(kind)
        } else {
            Look::Found(())
        })
    })
    .await
}

/// What the visitor writes into.
#[derive(Debug, Deserialize)]
struct Field {
    /// As in `type`; of a text area, `textarea`.
    kind: String,
    /// What stands in it looks wrong.
    refused: bool,
}

async fn field(chat: &ChatPage<'_>) -> Result<Field, Failure> {
    Ok(serde_json::from_value(chat.run(FIELD, json!(null)).await?)?)
}

/// What is pressed in a date field of an English browser for a date such as `2031-06-12`.
fn date_keys(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let all = [month, day, year].concat();
    let is_date =
        year.len() == 4 && all.len() == 8 && all.chars().all(|sign| sign.is_ascii_digit());
    (is_date && parts.next().is_none()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::date_keys;

    #[test]
    fn only_dates_have_keys_in_a_date_field() {
        assert_eq!(date_keys("2031-06-12").as_deref(), Some("06122031"));
        assert_eq!(date_keys("+1 555-01-23"), None);
        assert_eq!(date_keys("June 12, 2031"), None);
    }
}
