//! What stands in place of the composer once the conversation is over.

use super::PlaceToGoOn;
use crate::conversation::Event;
use crate::view::dom::{FOCAL, Node, element};
use crate::view::live_view::LiveView;
use crate::view::words;

pub(super) fn over(view: LiveView, place: PlaceToGoOn) -> Node {
    let begin_again = element("button")
        .attr("type", "button")
        .attr(FOCAL, "")
        .part("restart")
        .words(words::NEW_CONVERSATION)
        .on("click", move |_| {
            view.happen(Event::Restart { ticket: None });
            place.focus_when_drawn();
        });
    element("div")
        .class("over")
        .child(&element("p").words(words::ENDED))
        .child(&begin_again)
}
