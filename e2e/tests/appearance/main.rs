//! How the chat looks in every state, theme and direction. `BAVARD_ACCEPT=1 cargo xtask test --suite visual` keeps what it
//! sees as right; look at the pictures in `e2e/appearance/` before they are committed.

use bavard_e2e::{Failure, Gallery, Likeness, Look, STATES, Theme, Viewport, references, visit};

/// Compares the states whose place in the list leaves this rest when it is divided by two.
async fn compare(rest: usize) -> Result<(), Failure> {
    visit(Viewport::Compact, Theme::Light, async |browser| {
        let gallery = Gallery::open(browser).await?;
        let mut likeness = Likeness::default();
        gallery
            .show_all(
                STATES.iter().skip(rest).step_by(2),
                &Look::ALL,
                async |state, look, _| {
                    if Look::ALL.first() == Some(&look) {
                        likeness = Likeness::default();
                    }
                    likeness.add(&browser.picture().await?)?;
                    if Look::ALL.last() == Some(&look) {
                        likeness.compare(state.name)?;
                    }
                    Ok(())
                },
            )
            .await
    })
    .await
}

#[tokio::test]
async fn one_half_of_the_states_looks_as_it_should() -> Result<(), Failure> {
    compare(0).await
}

#[tokio::test]
async fn the_other_half_of_the_states_looks_as_it_should() -> Result<(), Failure> {
    compare(1).await
}

#[test]
fn every_picture_is_of_a_state_and_all_are_small() {
    let mut bytes = 0;
    for entry in std::fs::read_dir(references()).unwrap() {
        let entry = entry.unwrap();
        bytes += entry.metadata().unwrap().len();
        let name = entry.file_name().into_string().unwrap();
        let known = STATES
            .iter()
            .any(|state| name == format!("{}.png", state.name));
        assert!(known, "{name} is left over: remove it");
    }
    assert!(bytes < 1_000_000, "the pictures have {bytes} bytes");
}
