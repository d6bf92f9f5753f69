//! A page with the chat on it: one method for each thing that a visitor does or waits for.

use serde_json::{Value, json};
use thirtyfour::{Key, WebElement};

use crate::chat_state::{FIND, READ};
use crate::wait::{Look, look_until};
use crate::{Browser, ChatState, Failure, until};

/// Whether something of the chat moves that will come to rest.
const IS_MOVING: &str = "
return document.querySelector('bavard-chat').shadowRoot.getAnimations().some((animation) =>
  animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity);
";

/// The chat on the browser's page.
#[derive(Debug, Clone, Copy)]
pub struct ChatPage<'a> {
    browser: &'a Browser,
}

impl<'a> ChatPage<'a> {
    /// Loads a page and waits for the launcher.
    ///
    /// # Errors
    ///
    /// When it does not come.
    pub async fn load(browser: &'a Browser, url: &str) -> Result<Self, Failure> {
        browser.go(url).await?;
        let page = Self { browser };
        page.wait_for("the launcher", |chat| chat.launcher).await?;
        Ok(page)
    }

    /// Where the page is.
    pub(crate) fn browser(&self) -> &'a Browser {
        self.browser
    }

    /// Enters the first frame of the page that is loaded and waits for the launcher in it.
    ///
    /// # Errors
    ///
    /// When there is no frame or it has no launcher.
    pub async fn enter_frame(browser: &'a Browser) -> Result<Self, Failure> {
        until("a frame", async || {
            Ok(Some(browser.session().enter_frame(0).await?))
        })
        .await?;
        let page = Self { browser };
        page.wait_for("the launcher", |chat| chat.launcher).await?;
        Ok(page)
    }

    /// Clicks the launcher and waits for the greeting: the bot asks and something can be typed.
    ///
    /// # Errors
    ///
    /// When it does not come.
    pub async fn open(&self) -> Result<ChatState, Failure> {
        self.click("launcher", "").await?;
        self.wait_for("the greeting", |chat| {
            chat.window && chat.composer && !chat.messages.is_empty()
        })
        .await
    }

    /// Clicks the launcher and waits for nothing but the window.
    ///
    /// # Errors
    ///
    /// When it does not come.
    pub async fn open_window(&self) -> Result<ChatState, Failure> {
        self.click("launcher", "").await?;
        self.wait_for("the window", |chat| chat.window).await
    }

    /// Types into the composer and clicks "send".
    ///
    /// # Errors
    ///
    /// When there is nothing to type into.
    pub async fn say(&self, text: &str) -> Result<(), Failure> {
        self.write(text).await?;
        self.click("send", "").await
    }

    /// Types into the composer.
    ///
    /// # Errors
    ///
    /// When there is nothing to type into.
    pub async fn write(&self, text: &str) -> Result<(), Failure> {
        self.wait_for("an open composer", |chat| chat.composer)
            .await?;
        Ok(self.part("input", "").await?.send_keys(text).await?)
    }

    /// Clicks the visible part of that name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn click_part(&self, name: &str) -> Result<(), Failure> {
        self.click(name, "").await
    }

    /// Waits until the part of that name is visible.
    ///
    /// # Errors
    ///
    /// When it does not come.
    pub async fn wait_for_part(&self, name: &str) -> Result<(), Failure> {
        self.part(name, "").await.map(|_| ())
    }

    /// Types into the composer and presses Enter.
    ///
    /// # Errors
    ///
    /// When there is nothing to type into.
    pub async fn say_with_enter(&self, text: &str) -> Result<(), Failure> {
        self.wait_for("an open composer", |chat| chat.composer)
            .await?;
        let input = self.part("input", "").await?;
        input.send_keys(text).await?;
        Ok(input.send_keys(Key::Enter + "").await?)
    }

    /// Presses Escape in the composer.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn press_escape(&self) -> Result<(), Failure> {
        Ok(self
            .part("input", "")
            .await?
            .send_keys(Key::Escape + "")
            .await?)
    }

    /// Clicks the selectable with these words.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn pick(&self, words: &str) -> Result<(), Failure> {
        self.wait_for(&format!("the selectable \"{words}\""), |chat| {
            chat.selectables.iter().any(|text| text.contains(words))
        })
        .await?;
        self.click("selectable", words).await
    }

    /// Clicks "retry".
    ///
    /// # Errors
    ///
    /// When it is not offered.
    pub async fn retry(&self) -> Result<(), Failure> {
        self.click("retry", "").await
    }

    /// Clicks "new conversation".
    ///
    /// # Errors
    ///
    /// When it is not offered.
    pub async fn restart(&self) -> Result<(), Failure> {
        self.click("restart", "").await
    }

    /// Waits until the bot has said these words.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn wait_for_bot(&self, words: &str) -> Result<ChatState, Failure> {
        self.wait_for(&format!("\"{words}\" from the bot"), |chat| {
            chat.bot_said(words)
        })
        .await
    }

    /// Waits until the chat looks as wanted.
    ///
    /// # Errors
    ///
    /// When it does not; the error says how it looked instead.
    pub async fn wait_for(
        &self,
        what: &str,
        mut is_so: impl FnMut(&ChatState) -> bool,
    ) -> Result<ChatState, Failure> {
        look_until(what, async || {
            let chat = self.state().await?;
            Ok(if is_so(&chat) {
                Look::Found(chat)
            } else {
                Look::NotYet(format!("{chat:#?}"))
            })
        })
        .await
    }

    /// Takes a picture once nothing moves any more, but for what moves without end.
    ///
    /// # Errors
    ///
    /// When it cannot be taken.
    pub async fn picture(&self, name: &str) -> Result<(), Failure> {
        until("an end of all movement", async || {
            let moving = self.run(IS_MOVING, json!(null)).await?;
            Ok((moving == json!(false)).then_some(()))
        })
        .await?;
        self.browser.screenshot(name).await
    }

    /// What is visible now.
    ///
    /// # Errors
    ///
    /// When the page cannot be read.
    pub async fn state(&self) -> Result<ChatState, Failure> {
        Ok(serde_json::from_value(self.run(READ, json!(null)).await?)?)
    }

    /// Runs a script in the page, as a site's own developer would; `argument` is its `arguments[0]`.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub async fn run(&self, script: &str, argument: Value) -> Result<Value, Failure> {
        let returned = self
            .browser
            .session()
            .execute(script, vec![argument])
            .await?;
        Ok(returned.json().clone())
    }

    /// As [`Self::run`], with objects that are the page's own: Firefox runs scripts of its driver in a world beside the page,
    /// whose objects the page may not look into. Not on pages whose policy refuses `eval`.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub(crate) async fn run_as_page(
        &self,
        script: &str,
        argument: &Value,
    ) -> Result<Value, Failure> {
        let argument = argument.to_string();
        let call = ["(function () {", script, "})(", argument.as_str(), ")"].concat();
        self.run("return window.eval(arguments[0])", json!(call))
            .await
    }

    /// Clicks the visible part of that name whose text holds `words`. Tries again while the page is changing, because a
    /// click on something that moves away does nothing.
    async fn click(&self, name: &str, words: &str) -> Result<(), Failure> {
        look_until(&format!("a click on {name} {words}"), async || {
            let part = self.part(name, words).await?;
            self.bring_into_view(&part).await?;
            part.click().await?;
            Ok(Look::Found(()))
        })
        .await
    }

    /// As a visitor does before clicking; WebKit's driver does not find places that are scrolled away within the chat.
    pub(crate) async fn bring_into_view(&self, element: &WebElement) -> Result<(), Failure> {
        let script = "arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })";
        let arguments = vec![element.to_json()?];
        self.browser.session().execute(script, arguments).await?;
        Ok(())
    }

    async fn part(&self, name: &str, words: &str) -> Result<WebElement, Failure> {
        let arguments = vec![json!(name), json!(words)];
        look_until(&format!("the part {name} with \"{words}\""), async || {
            let found = self
                .browser
                .session()
                .execute(FIND, arguments.clone())
                .await?;
            Ok(if found.json().is_null() {
                Look::NotYet("no such part that is visible".to_owned())
            } else {
                Look::Found(found.element()?)
            })
        })
        .await
    }
}
