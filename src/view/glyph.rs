//! The icons, drawn inline: no icon font, and they take the text's colour.

use leptos::prelude::*;
use leptos::svg;

/// The arrow of the send button.
pub(super) fn send() -> impl IntoView {
    glyph("M5 12h13M12.5 6l6 6-6 6")
}

fn glyph(path: &'static str) -> impl IntoView {
    svg::svg()
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg::path().attr("d", path))
}
