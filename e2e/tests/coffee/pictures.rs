//! Pictures for people to look at, in `e2e/screenshots/`.

use bavard_e2e::{Browser, ChatPage, Failure, Site, Theme, Viewport, visit};

/// The page, the greeting, the sizes with their pictures, and the offer.
async fn take(browser: &Browser, site: &Site, suffix: &str) -> Result<(), Failure> {
    let chat = ChatPage::load(browser, &site.url("")).await?;
    chat.picture(&format!("1-page-{suffix}")).await?;
    chat.open().await?;
    chat.wait_for("what can be picked", |chat| !chat.selectables.is_empty())
        .await?;
    chat.picture(&format!("2-greeting-{suffix}")).await?;
    chat.say("what is on the menu?").await?;
    chat.wait_for_bot("On the menu").await?;
    chat.say("I'd like a cappuccino").await?;
    chat.wait_for("the sizes", |chat| {
        chat.selectables.iter().any(|words| words.contains("Large"))
    })
    .await?;
    chat.picture(&format!("3-sizes-{suffix}")).await?;
    chat.pick("Large").await?;
    chat.wait_for_bot("Looking up today's price").await?;
    chat.picture(&format!("4-latency-{suffix}")).await?;
    chat.wait_for("the offer", |chat| {
        chat.bot_said("large cappuccino for") && !chat.selectables.is_empty()
    })
    .await?;
    chat.picture(&format!("5-offer-{suffix}")).await
}

async fn take_in(viewport: Viewport, theme: Theme) -> Result<(), Failure> {
    let site = Site::open().await?;
    let suffix = format!("{}-{}", viewport.name(), theme.name());
    visit(viewport, theme, async |browser| {
        take(browser, &site, &suffix).await
    })
    .await
}

#[tokio::test]
async fn the_chat_is_pictured_on_a_phone_in_light() -> Result<(), Failure> {
    take_in(Viewport::Phone, Theme::Light).await
}

#[tokio::test]
async fn the_chat_is_pictured_on_a_phone_in_dark() -> Result<(), Failure> {
    take_in(Viewport::Phone, Theme::Dark).await
}

#[tokio::test]
async fn the_chat_is_pictured_on_a_desktop_in_light() -> Result<(), Failure> {
    take_in(Viewport::Desktop, Theme::Light).await
}

#[tokio::test]
async fn the_chat_is_pictured_on_a_desktop_in_dark() -> Result<(), Failure> {
    take_in(Viewport::Desktop, Theme::Dark).await
}
