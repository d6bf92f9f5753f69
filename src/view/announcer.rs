//! The live region: what screen readers say without being asked.
//!
//! It stays in the document for as long as the view, as readers announce only changes of regions that they know already.

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::GetValue;

use super::dom::{Node, element};

/// What was said stays in the document this long, in announcements: readers may take their time.
const KEPT: u32 = 4;

/// The region, for whoever has something to say.
#[derive(Clone, Copy)]
pub(super) struct Announcer(StoredValue<Option<Node>, LocalStorage>);

impl Announcer {
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(Some(
            element("div")
                .part("status")
                .attr("role", "status")
                // Each announcement by itself, not all of them again.
                .attr("aria-atomic", "false"),
        )))
    }

    /// The element; `None` when the view is gone.
    pub(super) fn region(self) -> Option<Node> {
        self.0.try_get_value().flatten()
    }

    /// Has these words said once. The same words again are an announcement of their own.
    pub(super) fn say(self, words: &str) {
        let Some(region) = self.region() else {
            return;
        };
        region.add(&element("p").text(words));
        if region.child_element_count() > KEPT
            && let Some(old) = region.first_element_child()
        {
            old.remove();
        }
    }
}
