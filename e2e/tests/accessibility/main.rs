//! axe-core reports nothing in any state, theme and direction. Two tests, so that two processors have work.

use bavard_e2e::{Failure, Gallery, Look, STATES, Theme, Viewport, barriers, visit};

/// Looks at the states whose place in the list leaves this rest when it is divided by two.
async fn look(rest: usize) -> Result<(), Failure> {
    visit(Viewport::Compact, Theme::Light, async |browser| {
        let gallery = Gallery::open(browser).await?;
        gallery
            .show_all(
                STATES.iter().skip(rest).step_by(2),
                &Look::ALL,
                async |_, look, chat| {
                    let found = barriers(chat).await?;
                    if found.is_empty() {
                        Ok(())
                    } else {
                        Err(Failure::Unexpected(format!(
                            "{look:?}: {}",
                            found.join("\n")
                        )))
                    }
                },
            )
            .await
    })
    .await
}

#[tokio::test]
async fn axe_has_nothing_against_one_half_of_the_states() -> Result<(), Failure> {
    look(0).await
}

#[tokio::test]
async fn axe_has_nothing_against_the_other_half_of_the_states() -> Result<(), Failure> {
    look(1).await
}
