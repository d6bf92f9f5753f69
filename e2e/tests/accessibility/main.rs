//! Nothing keeps people out in any state, theme and direction: not what axe-core looks for, nor what it does not.

mod keyboard;

use bavard_e2e::{Failure, Gallery, Look, STATES, Theme, Viewport, barriers, out_of_reach, visit};

/// Looks at the states whose place in the list leaves this rest when it is divided by two.
async fn look(
    rest: usize,
    looks: &[Look],
    found: impl AsyncFn(&bavard_e2e::ChatPage<'_>) -> Result<Vec<String>, Failure>,
) -> Result<(), Failure> {
    visit(Viewport::Compact, Theme::Light, async |browser| {
        let gallery = Gallery::open(browser).await?;
        gallery
            .show_all(
                STATES.iter().skip(rest).step_by(2),
                looks,
                async |_, look, chat| {
                    let found = found(chat).await?;
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

/// Every theme and direction, and as much contrast as there is.
fn looks() -> Vec<Look> {
    [&Look::ALL[..], &Look::CONTRASTING].concat()
}

#[tokio::test]
async fn one_half_of_the_states_is_named_large_enough_still_and_without_fault_to_axe()
-> Result<(), Failure> {
    look(0, &looks(), barriers).await
}

#[tokio::test]
async fn the_other_half_of_the_states_is_named_large_enough_still_and_without_fault_to_axe()
-> Result<(), Failure> {
    look(1, &looks(), barriers).await
}

#[tokio::test]
async fn at_400_per_cent_everything_is_reached_by_scrolling_up_and_down() -> Result<(), Failure> {
    let (even, odd) = tokio::join!(
        look(0, &[Look::ZOOMED], out_of_reach),
        look(1, &[Look::ZOOMED], out_of_reach)
    );
    even.and(odd)
}
