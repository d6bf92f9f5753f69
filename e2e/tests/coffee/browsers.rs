//! The key scenario in each browser.

use bavard_e2e::{ChatPage, Engine, Failure, Site, Theme, Viewport, visit_in};

async fn order(engine: Engine) -> Result<(), Failure> {
    let site = Site::open().await?;
    visit_in(engine, Viewport::Desktop, Theme::Dark, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        chat.open().await?;
        for choice in ["Order a coffee", "Latte", "Medium", "Yes"] {
            chat.pick(choice).await?;
            chat.wait_for(&format!("the choice \"{choice}\""), |chat| {
                chat.visitor_said(choice)
            })
            .await?;
        }
        chat.picture(&format!("engine-{engine:?}")).await?;
        let thanks = chat.wait_for_bot("Thank you!").await?;
        assert!(thanks.bot_said("medium latte"), "{thanks:#?}");
        chat.restart().await?;
        chat.say("goodbye").await?;
        chat.wait_for_bot("See you soon").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn in_chromium() -> Result<(), Failure> {
    order(Engine::Chromium).await
}

#[tokio::test]
async fn in_firefox() -> Result<(), Failure> {
    order(Engine::Firefox).await
}

#[tokio::test]
async fn in_webkit() -> Result<(), Failure> {
    order(Engine::WebKit).await
}
