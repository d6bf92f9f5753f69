//! Arrow keys, Home and End move the focus among neighbours.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::dom::Node;

/// Moves the focus from one child of `parent` to another, if the key says so. Enter and the like are left alone.
///
/// The children lie in so many columns; where lines break as they will, one column stands for one sequence.
pub(super) fn move_focus(parent: &Node, event: &Event, columns: usize) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let Some(now) = target.and_then(|target| child_with(parent, target)) else {
        return;
    };
    let right_to_left = parent.matches(":dir(rtl)").unwrap_or(false);
    let next = match event.key().as_str() {
        "ArrowLeft" => go(now, 1, right_to_left),
        "ArrowRight" => go(now, 1, !right_to_left),
        "ArrowUp" => go(now, columns, false),
        "ArrowDown" => go(now, columns, true),
        "Home" => parent.first_element_child(),
        "End" => parent.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(next) = next {
        next.unchecked_into::<Node>().take_focus();
    }
}

fn child_with(parent: &Node, mut inner: Element) -> Option<Element> {
    loop {
        let outer = inner.parent_element()?;
        if outer == ***parent {
            return Some(inner);
        }
        inner = outer;
    }
}

fn go(mut from: Element, steps: usize, forwards: bool) -> Option<Element> {
    for _ in 0..steps {
        from = if forwards {
            from.next_element_sibling()?
        } else {
            from.previous_element_sibling()?
        };
    }
    Some(from)
}
