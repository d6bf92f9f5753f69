//! Arrow keys in the transcript: from message to message, to the first and to the last.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::dom::Node;

/// Moves the focus as the key asks for. `list` is the list of entries, the event comes from the scroller around it.
pub(super) fn walk(list: &Node, event: &KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let own = |selector: &str| target.closest(selector).ok().flatten();
    if own("input").is_some() {
        return;
    }
    // Keys in what else is in the scroller, such as choices, belong to that.
    let current = own(".entry");
    if current.is_none() && own(".content").is_some() {
        return;
    }
    let to = match (event.key().as_str(), current) {
        ("ArrowUp", Some(current)) => neighbour(
            &current,
            Element::previous_element_sibling,
            Element::last_element_child,
        ),
        ("ArrowDown", Some(current)) => neighbour(
            &current,
            Element::next_element_sibling,
            Element::first_element_child,
        ),
        ("Home", _) => first(
            list,
            Element::first_element_child,
            Element::next_element_sibling,
        ),
        ("ArrowUp" | "End", _) => first(
            list,
            Element::last_element_child,
            Element::previous_element_sibling,
        ),
        _ => return,
    };
    if let Some(to) = to {
        event.prevent_default();
        let to: &Node = to.unchecked_ref();
        // Tab goes past messages. What can have the focus costs a browser memory, so that only these can which had it.
        to.attr_or_none("tabindex", Some("-1"));
        to.take_focus();
    }
}

type Step = fn(&Element) -> Option<Element>;

/// The next entry in one direction, also over the edge of a chunk.
fn neighbour(entry: &Element, step: Step, enter: Step) -> Option<Element> {
    let mut at = entry.clone();
    loop {
        at = match step(&at) {
            Some(next) => next,
            None => enter(&step(&at.parent_element()?)?)?,
        };
        if is_entry(&at) {
            return Some(at);
        }
    }
}

/// The entry at one end.
fn first(list: &Element, enter: Step, step: Step) -> Option<Element> {
    let end = enter(&enter(list)?)?;
    if is_entry(&end) {
        return Some(end);
    }
    neighbour(&end, step, enter)
}

fn is_entry(element: &Element) -> bool {
    element.class_list().contains("entry")
}
