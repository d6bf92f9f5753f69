//! The inside of the window: transcript, notice, composer.

use std::fmt;
use std::rc::Rc;

use reactive_graph::owner::Owner;
use web_sys::Element;

use super::announcer::Announcer;
use super::composer::{Draft, PlaceToGoOn, composer};
use super::dom::{Node, element, in_language};
use super::host::Host;
use super::language::Language;
use super::live_region::announce;
use super::live_view::{Changed, LiveView};
use super::menu::menu;
use super::notice::notice;
use super::transcript::transcript;
use crate::driver::LiveConversation;

/// A conversation in view. Dropping it takes the view away.
pub struct Mounted {
    panel: Element,
    /// Dropped before the elements go: it ends what runs for them.
    owner: Option<Owner>,
}

impl fmt::Debug for Mounted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Mounted(..)")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.owner.take();
        self.panel.set_text_content(None);
    }
}

/// Shows a conversation in `panel`, in place of whatever is there.
#[must_use]
pub fn mount(
    panel: &Element,
    live: LiveConversation,
    changed: Changed,
    language: &Language,
) -> Mounted {
    // Fails when somebody else has told the reactive graph how to run effects, which is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    panel.set_text_content(None);
    owner.with(|| {
        let view = LiveView::new(live, changed);
        let host = Host::of(panel);
        let place = panel.clone();
        let draft = Rc::new(Draft::load(view.ask_page(|page| page.draft_key())));
        let content = in_language(language, move || conversation(view, host, &draft, &place));
        // Fails only where a node would hold itself.
        let _ = panel.append_child(&content);
    });
    Mounted {
        panel: panel.clone(),
        owner: Some(owner),
    }
}

fn conversation(view: LiveView, host: Host, draft: &Rc<Draft>, panel: &Element) -> Node {
    let place = PlaceToGoOn::new();
    let announcer = Announcer::new();
    let content = element("div").class("slot");
    menu(view, place, announcer, panel);
    announce(view, announcer);
    for part in [
        Some(transcript(view, place, host, announcer)),
        Some(notice(view, place)),
        Some(composer(view, place, draft)),
        announcer.region(),
    ] {
        part.into_iter().for_each(|part| content.add(&part));
    }
    content
}
