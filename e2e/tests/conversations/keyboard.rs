//! Every conversation by keyboard alone.

use bavard_e2e::{
    Example, Failure, Hand, Player, ScriptedBackend, Site, Theme, Viewport, conversations, visit,
};

/// Plays each conversation of the file whose place in it leaves this rest when it is divided by `parts`.
async fn play(example: Example, file: &str, rest: usize, parts: usize) -> Result<(), Failure> {
    let file = conversations(example, file)?;
    let backend = ScriptedBackend::open().await?;
    let site = Site::with_backend(example, &backend).await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let player = Player::new(browser, &site, &backend, Hand::Keyboard);
        let mut places = (0..parts).cycle();
        player
            .play_all(&file, |_| places.next() == Some(rest))
            .await
    })
    .await
}

#[tokio::test]
async fn coffee() -> Result<(), Failure> {
    play(Example::Coffee, "conversations.yaml", 0, 1).await
}

#[tokio::test]
async fn one_half_of_showcase() -> Result<(), Failure> {
    play(Example::Showcase, "conversations.yaml", 0, 2).await
}

#[tokio::test]
async fn the_other_half_of_showcase() -> Result<(), Failure> {
    play(Example::Showcase, "conversations.yaml", 1, 2).await
}

#[tokio::test]
async fn showcase_in_french() -> Result<(), Failure> {
    play(Example::Showcase, "conversations.fr-FR.yaml", 0, 1).await
}
