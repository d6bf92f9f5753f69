//! The inside of the window: transcript, notice, composer.

use std::any::Any;
use std::fmt;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::composer::composer;
use super::live_region::live_region;
use super::live_view::{Changed, LiveView};
use super::notice::notice;
use super::transcript::transcript;
use crate::driver::LiveConversation;

/// A conversation in view. Dropping it takes the view away.
pub struct Mounted(#[expect(dead_code, reason = "held for its drop")] Box<dyn Any>);

impl fmt::Debug for Mounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mounted(..)")
    }
}

/// Shows a conversation in `panel`.
#[must_use]
pub fn mount(panel: &HtmlElement, live: LiveConversation, changed: Changed) -> Mounted {
    Mounted(Box::new(leptos::mount::mount_to(
        panel.clone(),
        move || conversation_view(LiveView::new(live, changed)),
    )))
}

pub(super) fn conversation_view(view: LiveView) -> impl IntoView {
    let field = NodeRef::new();
    (
        transcript(view, field),
        notice(view),
        composer(view, field),
        live_region(view),
    )
}

/// The element that takes the visitor's text, for those who have to move the focus there.
pub(super) type ComposerField = NodeRef<leptos::html::Textarea>;

/// Moves the focus from something that is about to go to where the visitor goes on.
///
/// On a touch screen that is not the composer: it would raise the keyboard over the answer.
pub(super) fn focus_composer(field: ComposerField) {
    let coarse = window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    if let Some(field) = field.get_untracked().filter(|_| !coarse) {
        // Fails only for elements that cannot have the focus.
        let _ = field.focus();
    }
}
