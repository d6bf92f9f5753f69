//! The end of a conversation, and the next one.

use bavard_e2e::{ChatPage, ChatState, Failure, Site, Theme, Viewport, until, visit};
use serde_json::json;

async fn say_goodbye(chat: &ChatPage<'_>) -> Result<ChatState, Failure> {
    chat.open().await?;
    chat.say("goodbye").await?;
    chat.wait_for_bot("See you soon").await
}

#[tokio::test]
async fn the_end_closes_the_input_and_offers_a_new_conversation() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        say_goodbye(&chat).await?;
        let ended = chat
            .wait_for("the offer of a new conversation", |chat| chat.restart)
            .await?;
        assert!(!ended.composer, "{ended:#?}");
        until("the focus on the offer", async || {
            let focused = "return document.querySelector('bavard-chat').shadowRoot.activeElement?.getAttribute('part')";
            Ok((chat.run(focused, json!(null)).await? == json!("restart")).then_some(()))
        })
        .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_new_conversation_begins_with_a_greeting_and_takes_orders() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        say_goodbye(&chat).await?;
        chat.restart().await?;
        chat.wait_for("another greeting", |chat| {
            let greetings = chat
                .messages
                .iter()
                .filter(|message| message.text.contains("Welcome to Copper Street Coffee"));
            // Whether the old transcript stays above is the widget's choice; the new greeting is the last one.
            let last_goodbye = chat
                .messages
                .iter()
                .rposition(|message| message.text.contains("See you soon"));
            let last_greeting = chat
                .messages
                .iter()
                .rposition(|message| message.text.contains("Welcome"));
            greetings.count() > 0 && last_greeting > last_goodbye && chat.composer
        })
        .await?;
        chat.say("a small latte please").await?;
        chat.wait_for_bot("small latte for").await?;
        Ok(())
    })
    .await
}
