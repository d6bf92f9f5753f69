//! What is in view while the conversation grows.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, until, visit};
use serde_json::json;

/// How far the content ends below the visible part of the transcript, in CSS pixels.
const BELOW: &str = "
const transcript = document.querySelector('bavard-chat').shadowRoot.querySelector('[part=transcript]');
return Math.round(transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight);
";

#[tokio::test]
async fn what_the_bot_says_last_is_in_view_with_everything_to_pick() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        chat.say("what is on the menu?").await?;
        chat.wait_for_bot("On the menu").await?;
        chat.say("I want a latte").await?;
        chat.wait_for("the sizes", |chat| chat.selectables.len() == 3)
            .await?;
        until("the end in view", async || {
            Ok((chat.run(BELOW, json!(null)).await? == json!(0)).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_reader_who_went_up_is_left_there() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        for menus in 1..=2 {
            chat.say("what is on the menu?").await?;
            chat.wait_for("an answer and a question after it", |chat| {
                let shown = chat.messages.iter().filter(|message| message.text.contains("On the menu")).count();
                shown == menus && !chat.typing && chat.messages.last().is_some_and(|last| last.text.contains("anything else"))
            })
            .await?;
        }
        let up = "
            const transcript = document.querySelector('bavard-chat').shadowRoot.querySelector('[part=transcript]');
            return new Promise((resolve) => {
              transcript.addEventListener('scroll', () => resolve(true), { once: true });
              transcript.scrollTop = 0;
            });
        ";
        assert_eq!(chat.run(up, json!(null)).await?, json!(true));
        let before = chat.state().await?.messages.len();
        chat.run("return document.querySelector('bavard-chat').sendEvent('NO_MATCH')", json!(null)).await?;
        chat.wait_for("more from the bot", |chat| chat.messages.len() > before).await?;
        let top = "return document.querySelector('bavard-chat').shadowRoot.querySelector('[part=transcript]').scrollTop";
        assert_eq!(chat.run(top, json!(null)).await?, json!(0));
        Ok(())
    })
    .await
}
