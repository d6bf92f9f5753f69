//! Pictures in messages: loaded when they come near, in a place that is kept for them, and described where they cannot
//! be shown.
//!
//! A picture with `width` and `height` in pixels has its room from the start and keeps it; any other gets a box until it
//! is there. Style knows a picture that is not there yet by `data-loading`.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlImageElement};

use super::dom::{Node, capture, element};
use crate::rich_text::{Attribute, Dimension, Element, ImageHosts};

/// The element for a picture, without its attributes; `None` where it may not be loaded.
pub(super) fn picture(written: &Element, hosts: &ImageHosts) -> Option<Node> {
    let (mut is_allowed, mut width, mut height) = (false, None, None);
    for attribute in written.attributes() {
        match attribute {
            Attribute::Src(url) => is_allowed = hosts.allow(url),
            Attribute::Width(Dimension::Pixels(_)) => width = Some(attribute.value()),
            Attribute::Height(Dimension::Pixels(_)) => height = Some(attribute.value()),
            _ => {}
        }
    }
    let image = is_allowed.then(|| {
        element("img")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("data-loading", "")
    })?;
    if let (Some(width), Some(height)) = (width, height) {
        // Fails for no ratio; the browser's own would end with the picture's.
        let ratio = [&width, "/", &height].concat();
        let _ = image.style().set_property("aspect-ratio", &ratio);
    }
    Some(image)
}

/// What stands for a picture that cannot be shown; nothing where it has no words.
pub(super) fn description_of(written: &Element) -> Option<Node> {
    written
        .attributes()
        .iter()
        .find_map(|attribute| match attribute {
            Attribute::Alt(words) => description(words),
            _ => None,
        })
}

/// Follows what becomes of the pictures in `place`, for as long as the reactive owner lives.
pub(super) fn watch(place: &Node) {
    // These two events are seen on their way down only.
    capture(place, "load", Box::new(|event| settle(&event, true)));
    capture(place, "error", Box::new(|event| settle(&event, false)));
}

fn settle(event: &Event, is_shown: bool) {
    let Some(image) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlImageElement>().ok())
        .filter(|image| image.has_attribute("data-loading"))
    else {
        return;
    };
    if is_shown {
        // Fails for no element.
        let _ = image.remove_attribute("data-loading");
        return;
    }
    if let Some(words) = description(&image.alt()) {
        // Fails only for what cannot be in a tree.
        let _ = image.before_with_node_1(&words);
    }
    image.remove();
}

fn description(alt: &str) -> Option<Node> {
    (!alt.trim().is_empty()).then(|| element("span").attr("data-unseen", "").text(alt))
}
