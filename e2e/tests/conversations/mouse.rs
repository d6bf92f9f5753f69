//! Whole conversations by mouse, in each browser.

use bavard_e2e::{
    Engine, Example, Failure, Hand, Player, ScriptedBackend, Site, Theme, Viewport, conversations,
    visit_in,
};

/// Ordering by picks, a card that is declined, a person.
const COFFEE: [&str; 3] = ["picks-only", "declined", "agent"];
/// Every kind of question; a masked one; links that pick; an event of the page; another language.
const SHOWCASE: [&str; 5] = [
    "whole-rental",
    "booking",
    "link-that-picks",
    "show-rental",
    "french-in-the-middle",
];

async fn play(engine: Engine, example: Example, wanted: &[&str]) -> Result<(), Failure> {
    let file = conversations(example, "conversations.yaml")?;
    let backend = ScriptedBackend::open().await?;
    let site = Site::with_backend(example, &backend).await?;
    visit_in(engine, Viewport::Desktop, Theme::Light, async |browser| {
        let player = Player::new(browser, &site, &backend, Hand::Mouse);
        player
            .play_all(&file, |conversation| {
                wanted.contains(&conversation.id.as_str())
            })
            .await
    })
    .await
}

#[tokio::test]
async fn coffee_in_chromium() -> Result<(), Failure> {
    play(Engine::Chromium, Example::Coffee, &COFFEE).await
}

#[tokio::test]
async fn coffee_in_firefox() -> Result<(), Failure> {
    play(Engine::Firefox, Example::Coffee, &COFFEE).await
}

#[tokio::test]
async fn coffee_in_webkit() -> Result<(), Failure> {
    play(Engine::WebKit, Example::Coffee, &COFFEE).await
}

#[tokio::test]
async fn showcase_in_chromium() -> Result<(), Failure> {
    play(Engine::Chromium, Example::Showcase, &SHOWCASE).await
}

#[tokio::test]
async fn showcase_in_firefox() -> Result<(), Failure> {
    play(Engine::Firefox, Example::Showcase, &SHOWCASE).await
}

#[tokio::test]
async fn showcase_in_webkit() -> Result<(), Failure> {
    play(Engine::WebKit, Example::Showcase, &SHOWCASE).await
}
