//! The quiet strip above the composer: one sentence and one button.

use super::dom::{Node, element, slot};
use super::live_view::LiveView;
use super::words;
use crate::conversation::{Conversation, Event, Notice, Remedy};

pub(super) fn notice(view: LiveView) -> Node {
    slot(view, Conversation::notice, move |notice| {
        notice.map(|notice| banner(view, notice))
    })
}

fn banner(view: LiveView, notice: Notice) -> Node {
    element("div")
        .part("banner")
        .attr("role", "alert")
        .child(&element("span").words(sentence(notice)))
        .child(&remedy(view, notice.remedy()))
}

fn remedy(view: LiveView, remedy: Remedy) -> Node {
    let (part, label) = match remedy {
        Remedy::Retry => ("retry", words::TRY_AGAIN),
        Remedy::Restart => ("restart", words::NEW_CONVERSATION),
    };
    element("button")
        .attr("type", "button")
        .part(part)
        .words(label)
        .on("click", move |_| {
            view.happen(match remedy {
                Remedy::Retry => Event::Retry,
                Remedy::Restart => Event::Restart { ticket: None },
            });
        })
}

fn sentence(notice: Notice) -> &'static str {
    match notice {
        Notice::NotDelivered => words::NOT_DELIVERED_SENTENCE,
        Notice::CannotConnect => words::CANNOT_CONNECT,
        Notice::WrongAddress => words::WRONG_ADDRESS,
        Notice::UnknownModel => words::UNKNOWN_MODEL,
        Notice::TimedOut => words::TIMED_OUT,
        Notice::ServiceFailed => words::SERVICE_FAILED,
        Notice::SessionLost => words::SESSION_LOST,
    }
}
