//! One button to pick something: a picture, words, and more words.

use super::color::Color;
use crate::conversation::Selectable;
use crate::rich_text::SafeUrl;
use crate::view::dom::{Node, element};

/// A button; with a colour, a swatch of it stands in place of the picture and of the description, which names it.
pub(super) fn choice(selectable: &Selectable, color: Option<&Color>) -> Node {
    let button = element("button")
        .attr("type", "button")
        .part("selectable")
        .attr("data-id", &selectable.id)
        .attr("data-value", &selectable.value);
    if let Some(color) = color {
        let swatch = element("span").class("swatch");
        color.fill(&swatch);
        button.add(&swatch);
    } else if let Some(picture) = picture(selectable) {
        let picture = element("img").attr("src", picture.as_str());
        button.add(&picture.attr("alt", "").attr("decoding", "async"));
    }
    let text = element("span").class("text");
    text.add(&element("span").class("label").text(&selectable.text));
    if color.is_none() && !selectable.description.is_empty() {
        let description = element("span").class("description");
        text.add(&description.text(&selectable.description));
    }
    button.child(&text)
}

/// The picture, if it may be loaded.
pub(super) fn picture(selectable: &Selectable) -> Option<SafeUrl> {
    SafeUrl::image(&selectable.image)
}
