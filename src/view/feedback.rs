//! Thumbs under what the bot said last, and room for a reason. The elements hold what was pressed; nobody else has to
//! remember it.
//!
//! They have no listeners of their own: the transcript hands clicks and submitted forms over, as there may be thousands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::announcer::Announcer;
use super::dom::{Node, element};
use super::live_view::LiveView;
use super::{glyph, words};
use crate::conversation::{EntryId, Event, Verdict};

/// The longest reason that is taken, in UTF-16 code units.
const LONGEST: &str = "2000";

/// Two thumbs for a message.
pub(super) fn ask_for_feedback(entry: EntryId) -> Node {
    element("div")
        .part("feedback")
        .attr("role", "group")
        .attr("aria-label", words::FEEDBACK)
        .attr("data-entry", &entry.number().to_string())
        .child(&thumb("up", words::HELPFUL, &glyph::thumb()))
        .child(&thumb("down", words::NOT_HELPFUL, &glyph::thumb()))
}

/// Takes the thumbs from a message that the bot goes on after, unless one was pressed.
pub(super) fn take_question_back(entry: &Element) {
    if let Ok(Some(asked)) = entry.query_selector(".feedback:not([data-verdict])") {
        asked.remove();
    }
}

fn thumb(value: &str, label: &str, glyph: &Node) -> Node {
    element("button")
        .attr("type", "button")
        .part("thumb")
        .attr("data-value", value)
        .attr("aria-pressed", "false")
        .attr("aria-label", label)
        .attr("title", label)
        .child(glyph)
}

/// Takes a click in the transcript; whether it was meant for here.
pub(super) fn clicked(view: LiveView, announcer: Announcer, target: &Element) -> bool {
    let Some(group) = closest(target, ".feedback") else {
        return false;
    };
    if let Some(thumb) = closest(target, ".thumb") {
        pressed(view, &group, &thumb);
    } else if closest(target, "[data-skip]").is_some() {
        close(announcer, &group);
    }
    true
}

/// Takes a form that was submitted in the transcript.
pub(super) fn submitted(view: LiveView, announcer: Announcer, form: &Element) {
    let Some(group) = closest(form, ".feedback") else {
        return;
    };
    let input = form.query_selector("input").ok().flatten();
    let comment = input.map(|input| input.unchecked_into::<HtmlInputElement>().value());
    let comment = comment.unwrap_or_default().trim().to_owned();
    if !comment.is_empty() {
        tell(view, &group, comment);
    }
    close(announcer, &group);
}

fn pressed(view: LiveView, group: &Element, thumb: &Element) {
    let value = thumb.get_attribute("data-value").unwrap_or_default();
    if group.get_attribute("data-verdict").as_ref() == Some(&value) {
        return;
    }
    // Names of attributes that are names do not fail.
    let _ = group.set_attribute("data-verdict", &value);
    if let Ok(Some(other)) = group.query_selector("[aria-pressed=true]") {
        let _ = other.set_attribute("aria-pressed", "false");
    }
    let _ = thumb.set_attribute("aria-pressed", "true");
    for earlier in ["form", ".thanks"] {
        if let Ok(Some(earlier)) = group.query_selector(earlier) {
            earlier.remove();
        }
    }
    append(group, &reason());
    tell(view, group, String::new());
}

fn tell(view: LiveView, group: &Element, comment: String) {
    let entry = group.get_attribute("data-entry");
    let Some(entry) = entry.and_then(|entry| entry.parse().ok()) else {
        return;
    };
    let verdict = match group.get_attribute("data-verdict").as_deref() {
        Some("up") => Verdict::Up,
        _ => Verdict::Down,
    };
    view.happen(Event::Judge {
        entry: EntryId::numbered(entry),
        verdict,
        comment,
    });
}

fn reason() -> Node {
    element("form")
        .class("reason")
        .child(
            &element("input")
                .attr("aria-label", words::TELL_US_MORE)
                .attr("placeholder", words::TELL_US_MORE)
                .attr("autocomplete", "off")
                .attr("maxlength", LONGEST),
        )
        .child(&element("button").text(words::SEND))
        .child(
            &element("button")
                .attr("type", "button")
                .attr("data-skip", "")
                .text(words::SKIP),
        )
}

/// Thanks in place of the form. The focus goes back to the thumb, before it is lost with the form.
fn close(announcer: Announcer, group: &Element) {
    if let Ok(Some(thumb)) = group.query_selector("[aria-pressed=true]") {
        thumb.unchecked_ref::<Node>().take_focus();
    }
    if let Ok(Some(form)) = group.query_selector("form") {
        form.remove();
        append(group, &element("span").class("thanks").text(words::THANKS));
        announcer.say(words::THANKS);
    }
}

fn append(group: &Element, child: &Node) {
    group.unchecked_ref::<Node>().add(child);
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}
