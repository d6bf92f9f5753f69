//! A connection that comes and goes.

use bavard_e2e::{ChatPage, Failure, Line, Site, Theme, Viewport, visit};
use serde_json::json;

async fn point_at(chat: &ChatPage<'_>, line: &Line) -> Result<(), Failure> {
    let script = "document.querySelector('bavard-chat').setAttribute('endpoint', arguments[0])";
    chat.run(script, json!(line.url())).await?;
    Ok(())
}

#[tokio::test]
async fn a_message_that_did_not_arrive_stays_and_arrives_after_a_retry() -> Result<(), Failure> {
    let site = Site::open().await?;
    let mut line = site.line().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        point_at(&chat, &line).await?;
        chat.open().await?;
        line.cut().await;
        chat.say("A large mocha, please").await?;
        let failed = chat
            .wait_for("an error with a retry", |chat| chat.retry)
            .await?;
        assert!(failed.visitor_said("A large mocha, please"), "{failed:#?}");
        line.mend().await?;
        chat.retry().await?;
        let offer = chat.wait_for_bot("large mocha for").await?;
        assert!(!offer.retry, "{offer:#?}");
        let orders = offer
            .messages
            .iter()
            .filter(|message| message.text.contains("A large mocha, please"));
        assert_eq!(orders.count(), 1, "{offer:#?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_chat_opened_without_a_server_greets_once_the_server_is_back() -> Result<(), Failure> {
    let site = Site::open().await?;
    let mut line = site.line().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        point_at(&chat, &line).await?;
        line.cut().await;
        chat.open_window().await?;
        chat.wait_for("an error with a retry", |chat| chat.retry)
            .await?;
        line.mend().await?;
        chat.retry().await?;
        chat.wait_for_bot("Welcome to Copper Street Coffee").await?;
        Ok(())
    })
    .await
}
