//! The quiet strip above the composer: one sentence and one button.

use leptos::html::{button, div, span};
use leptos::prelude::*;

use super::live_view::LiveView;
use super::words;
use crate::conversation::{Event, Notice, Remedy};

pub(super) fn notice(view: LiveView) -> impl IntoView {
    let notice = view.part(|conversation| conversation.notice());
    move || {
        notice.get().map(|notice| {
            div()
                .class("banner")
                .attr("part", "banner")
                .attr("role", "alert")
                .child((
                    span().child(sentence(notice)),
                    notice.remedy().map(|way_out| remedy(view, way_out)),
                ))
        })
    }
}

fn remedy(view: LiveView, remedy: Remedy) -> impl IntoView {
    let (part, label) = match remedy {
        Remedy::Retry => ("retry", words::TRY_AGAIN),
        Remedy::Restart => ("restart", words::NEW_CONVERSATION),
    };
    button()
        .attr("type", "button")
        .class(part)
        .attr("part", part)
        .child(label)
        .on(leptos::ev::click, move |_| {
            view.happen(match remedy {
                Remedy::Retry => Event::Retry,
                Remedy::Restart => Event::Restart { ticket: None },
            });
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
