//! Ordering a coffee.

use bavard_e2e::{ChatPage, Failure, Site, Theme, Viewport, visit};
use serde_json::json;

#[tokio::test]
async fn a_coffee_is_ordered_by_typing() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        let greeting = chat.open().await?;
        assert!(greeting.bot_said("Welcome to Copper Street Coffee"));
        chat.say("A large cappuccino, please").await?;
        let offer = chat.wait_for_bot("large cappuccino for").await?;
        assert!(offer.visitor_said("A large cappuccino, please"));
        assert!(
            offer.bot_said("4.85"),
            "the page's own price list has $4.85: {offer:#?}"
        );
        chat.say_with_enter("yes").await?;
        chat.wait_for_bot("Thank you!").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_coffee_is_ordered_by_picking() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Dark, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        for choice in ["Order a coffee", "Latte", "Medium", "Yes"] {
            chat.pick(choice).await?;
            chat.wait_for(&format!("the choice \"{choice}\""), |chat| {
                chat.visitor_said(choice)
            })
            .await?;
        }
        let thanks = chat.wait_for_bot("Thank you!").await?;
        assert!(thanks.bot_said("medium latte"), "{thanks:#?}");
        Ok(())
    })
    .await
}

/// How faint the visitor's messages are drawn: 1 is not at all.
const OPACITIES: &str = "
const root = document.querySelector('bavard-chat').shadowRoot;
const messages = [...root.querySelectorAll(\"[part~='message'][data-from='user']\")];
return messages.map((message) => getComputedStyle(message).opacity);
";

#[tokio::test]
async fn an_answered_message_no_longer_looks_as_if_it_were_being_sent() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Phone, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        chat.say("what is on the menu?").await?;
        chat.wait_for_bot("On the menu").await?;
        let opacities = chat.run(OPACITIES, json!(null)).await?;
        assert_eq!(opacities, json!(["1"]));
        Ok(())
    })
    .await
}

/// The page answers only when the test says so: whatever is shown before comes from the latency message alone.
const ANSWER_WHEN_TOLD: &str = "
const chat = document.querySelector('bavard-chat');
chat.clientFetch = {
  get_coffee_price: (data) => new Promise((resolve) => {
    window.asked = data;
    window.answer = () => resolve({ returnCode: '0', coffee_price: arguments[0] });
  }),
};
";

#[tokio::test]
async fn the_latency_message_shows_until_the_page_has_the_price() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.run(ANSWER_WHEN_TOLD, json!("7.77")).await?;
        chat.open().await?;
        chat.say("I'd like a small latte").await?;
        let waiting = chat
            .wait_for("the latency message and the typing indicator", |chat| {
                chat.bot_said("Looking up today's price") && chat.typing
            })
            .await?;
        assert!(!waiting.bot_said("7.77"), "{waiting:#?}");
        let asked = chat.run("return window.asked", json!(null)).await?;
        assert_eq!(asked["COFFEE_TYPE"], "latte");
        assert_eq!(asked["COFFEE_SIZE"], "small");
        chat.run("window.answer()", json!(null)).await?;
        let offer = chat.wait_for_bot("7.77").await?;
        assert!(!offer.typing, "{offer:#?}");
        Ok(())
    })
    .await
}
