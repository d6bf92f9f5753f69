//! Picks in the bot's markup (`data-mix-action="selectable"`): alive while the question that they came with is open.
//!
//! The transcript keeps them; once the visitor has answered they do nothing any more and are no tab stops. They are drawn
//! dead and brought to life here, so that entries may be drawn again at any time.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::conversation::Conversation;
use crate::view::dom::{self, each_change};
use crate::view::live_view::LiveView;

const PICKS: &str = "[data-mix-action=selectable][tabindex]";

/// What the visitor said and what arrived, as far as is known.
const ANSWERS: &str = "[role=listitem][data-from=user]:not([data-delivery=failed])";

/// Brings the picks of the open question to life, and takes it from those of earlier ones, with each change.
pub(in crate::view) fn follow_markup(view: LiveView, entries: &dom::Node) {
    let entries = entries.clone();
    let watched = |state: &Conversation| {
        let transcript = state.transcript();
        let last = transcript.last();
        (
            state.question().is_some(),
            last.map(|last| (last.id, last.revision)),
        )
    };
    each_change(view, watched, move |_| {
        let Ok(picks) = entries.query_selector_all(PICKS) else {
            return;
        };
        for index in 0..picks.length() {
            if let Some(pick) = picks.item(index) {
                let pick: Element = pick.unchecked_into();
                set_alive(&pick, is_alive(view, &pick));
            }
        }
    });
}

/// Whether a pick belongs to the open question: the visitor has said nothing since that arrived.
pub(in crate::view) fn is_alive(view: LiveView, pick: &Element) -> bool {
    view.look(|state| state.question().is_some())
        && pick
            .closest("[role=list]")
            .ok()
            .flatten()
            .and_then(|entries| entries.query_selector_all(ANSWERS).ok())
            .is_some_and(|answers| {
                (0..answers.length())
                    .filter_map(|index| answers.item(index))
                    .all(|answer| {
                        pick.compare_document_position(&answer) & Node::DOCUMENT_POSITION_FOLLOWING
                            == 0
                    })
            })
}

/// Makes a pick a tab stop and a button that can be pressed, or neither.
pub(in crate::view) fn set_alive(pick: &Element, alive: bool) {
    let result = if alive {
        pick.remove_attribute("aria-disabled")
            .and_then(|()| pick.set_attribute("tabindex", "0"))
    } else {
        pick.set_attribute("aria-disabled", "true")
            .and_then(|()| pick.set_attribute("tabindex", "-1"))
    };
    // Fails only for names that are no names.
    drop(result);
}
