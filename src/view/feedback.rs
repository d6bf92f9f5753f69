//! Thumbs under what the bot said last, and room for a reason.
//!
//! They have no listeners of their own: the transcript hands clicks and submitted forms over, as there may be thousands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::announcer::Announcer;
use super::dom::{Node, element};
use super::language::Language;
use super::live_view::LiveView;
use super::{glyph, words};
use crate::conversation::{EntryId, Event, Verdict};

/// The longest reason that is taken, in UTF-16 code units.
const LONGEST: &str = "2000";

const UP: &str = "up";
const DOWN: &str = "down";

/// Two thumbs for a message, one of them pressed if the visitor has said what it is worth.
pub(super) fn ask_for_feedback(entry: EntryId, verdict: Option<Verdict>) -> Node {
    let group = element("div")
        .part("feedback")
        .attr("role", "group")
        .attr_words("aria-label", words::FEEDBACK)
        .attr("data-entry", &entry.number().to_string())
        .child(&thumb(UP, words::HELPFUL, &glyph::thumb()))
        .child(&thumb(DOWN, words::NOT_HELPFUL, &glyph::thumb()));
    if let Some(verdict) = verdict {
        press(
            &group,
            match verdict {
                Verdict::Up => UP,
                Verdict::Down => DOWN,
            },
        );
    }
    group
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
        .attr_words("aria-label", label)
        .attr_words("title", label)
        .child(glyph)
}

/// Takes a click in the transcript; whether it was meant for here.
pub(super) fn clicked(
    view: LiveView,
    announcer: Announcer,
    language: &Language,
    target: &Element,
) -> bool {
    let Some(group) = closest(target, ".feedback") else {
        return false;
    };
    if let Some(thumb) = closest(target, ".thumb") {
        pressed(view, language, &group, &thumb);
    } else if closest(target, "[data-skip]").is_some() {
        close(announcer, language, &group);
    } else if closest(target, "button").is_some() {
        submitted(view, announcer, language, &group);
    }
    true
}

/// Takes a reason, submitted in the transcript with the form in `place`.
pub(super) fn submitted(
    view: LiveView,
    announcer: Announcer,
    language: &Language,
    place: &Element,
) {
    let Some(group) = closest(place, ".feedback") else {
        return;
    };
    let input = group.query_selector("input").ok().flatten();
    let comment = input.map(|input| input.unchecked_into::<HtmlInputElement>().value());
    let comment = comment.unwrap_or_default().trim().to_owned();
    if !comment.is_empty() {
        tell(view, &group, comment);
    }
    close(announcer, language, &group);
}

fn pressed(view: LiveView, language: &Language, group: &Element, thumb: &Element) {
    let value = thumb.get_attribute("data-value").unwrap_or_default();
    if group.get_attribute("data-verdict").as_ref() == Some(&value) {
        return;
    }
    press(group.unchecked_ref(), &value);
    for earlier in ["form", ".thanks"] {
        if let Ok(Some(earlier)) = group.query_selector(earlier) {
            earlier.remove();
        }
    }
    append(group, &reason(language));
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

fn press(group: &Node, value: &str) {
    group.attr_or_none("data-verdict", Some(value));
    for thumb in [UP, DOWN] {
        let selector = ["[data-value=", thumb, "]"].concat();
        if let Ok(Some(found)) = group.query_selector(&selector) {
            let pressed = if thumb == value { "true" } else { "false" };
            let found: &Node = found.unchecked_ref();
            found.attr_or_none("aria-pressed", Some(pressed));
        }
    }
}

fn reason(language: &Language) -> Node {
    let more = language.say(words::TELL_US_MORE);
    element("form")
        .class("reason")
        .child(
            &element("input")
                .attr("aria-label", &more)
                .attr("placeholder", &more)
                .attr("autocomplete", "off")
                .attr("maxlength", LONGEST),
        )
        .child(
            // As in the composer: a sandboxed frame may not submit.
            &element("button")
                .attr("type", "button")
                .text(&language.say(words::SEND)),
        )
        .child(
            &element("button")
                .attr("type", "button")
                .attr("data-skip", "")
                .text(&language.say(words::SKIP)),
        )
}

/// Thanks in place of the form. The focus goes back to the thumb, before it is lost with the form.
fn close(announcer: Announcer, language: &Language, group: &Element) {
    if let Ok(Some(thumb)) = group.query_selector("[aria-pressed=true]") {
        thumb.unchecked_ref::<Node>().take_focus();
    }
    if let Ok(Some(form)) = group.query_selector("form") {
        form.remove();
        let thanks = language.say(words::THANKS);
        append(group, &element("span").class("thanks").text(&thanks));
        announcer.say(&thanks);
    }
}

fn append(group: &Element, child: &Node) {
    group.unchecked_ref::<Node>().add(child);
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}
