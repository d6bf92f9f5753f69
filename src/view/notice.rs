//! The quiet strip above the composer: one sentence and one button.

use super::composer::PlaceToGoOn;
use super::dom::{Node, element, slot};
use super::live_view::LiveView;
use super::words;
use crate::conversation::{Conversation, Event, Notice, Remedy};

pub(super) fn notice(view: LiveView, place: PlaceToGoOn) -> Node {
    slot(view, shown, move |shown| {
        let (notice, remedy) = (*shown)?;
        Some(banner(view, place, notice, remedy))
    })
}

/// What failed together with a message of the visitor's is tried again where that message stands.
fn shown(conversation: &Conversation) -> Option<(Notice, Option<Remedy>)> {
    let notice = conversation.notice()?;
    let elsewhere = conversation.retryable_entry().is_some();
    Some((notice, notice.remedy().filter(|_| !elsewhere)))
}

fn banner(view: LiveView, place: PlaceToGoOn, notice: Notice, way_out: Option<Remedy>) -> Node {
    let banner = element("div")
        .part("banner")
        .attr("role", "alert")
        .child(&element("span").words(sentence(notice)));
    if let Some(way_out) = way_out {
        banner.add(&remedy(view, place, way_out));
    }
    banner
}

fn remedy(view: LiveView, place: PlaceToGoOn, remedy: Remedy) -> Node {
    let (part, label) = match remedy {
        Remedy::Retry => ("retry", words::TRY_AGAIN),
        Remedy::Restart => ("restart", words::NEW_CONVERSATION),
    };
    element("button")
        .attr("type", "button")
        .part(part)
        .words(label)
        .on("click", move |_| {
            // Before the button goes with the focus.
            place.focus();
            view.happen(match remedy {
                Remedy::Retry => Event::Retry,
                Remedy::Restart => Event::Restart { ticket: None },
            });
            place.focus_when_drawn();
        })
}

fn sentence(notice: Notice) -> &'static str {
    match notice {
        Notice::Offline => words::OFFLINE,
        Notice::Busy => words::BUSY,
        Notice::TooBusy => words::TOO_BUSY,
        Notice::CannotConnect => words::CANNOT_CONNECT,
        Notice::WrongAddress => words::WRONG_ADDRESS,
        Notice::UnknownModel => words::UNKNOWN_MODEL,
        Notice::TimedOut => words::TIMED_OUT,
        Notice::ServiceFailed => words::SERVICE_FAILED,
        Notice::SessionLost => words::SESSION_LOST,
    }
}
