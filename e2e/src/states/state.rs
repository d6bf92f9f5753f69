//! One state, and the way there.

use crate::{Example, Viewport};

/// A state of the chat.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Its name, also of its picture.
    pub name: &'static str,
    pub(super) example: Example,
    pub(super) viewport: Viewport,
    pub(super) steps: &'static [Step],
}

/// What is done or waited for on the way to a state.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Runs a script of the page's owner, to whom the element is `chat`.
    Owner(&'static str),
    /// Clicks the launcher and waits for the greeting.
    Open,
    /// Clicks the launcher and waits for the window alone.
    OpenWindow,
    /// Types without sending.
    Draft(&'static str),
    /// Types and sends.
    Say(&'static str),
    /// Picks what has these words.
    Pick(&'static str),
    /// Clicks the part of that name.
    Click(&'static str),
    /// Goes to the choice with this value by keyboard, so that the focus shows.
    FocusChoice {
        id: &'static str,
        value: &'static str,
    },
    /// Waits until the bot has said these words.
    Bot(&'static str),
    /// Waits until something with these words can be picked.
    Offered(&'static str),
    /// Waits for the part of that name.
    Part(&'static str),
    /// Answers the chat's fetch with JSON.
    Answer(&'static str),
    /// There is no network.
    Offline,
    /// The service is out of reach.
    Unreachable,
    /// The backend of the service keeps its answers back.
    Hold,
    /// It gives them.
    Release,
}

impl State {
    /// Of the coffee bar, in a window beside the page.
    pub(super) const fn coffee(name: &'static str, steps: &'static [Step]) -> Self {
        Self {
            name,
            example: Example::Coffee,
            viewport: Viewport::Compact,
            steps,
        }
    }

    /// Of the bike rental.
    pub(super) const fn showcase(name: &'static str, steps: &'static [Step]) -> Self {
        Self {
            example: Example::Showcase,
            ..Self::coffee(name, steps)
        }
    }

    /// On a phone.
    pub(super) const fn on_phone(self) -> Self {
        Self {
            viewport: Viewport::Phone,
            ..self
        }
    }
}
