//! Pictures of the kinds of nodes, in squares of 16.

use std::io;

use super::canvas::Canvas;

/// Name and lines of each; `class` of a box is the name of its icon.
const ICONS: [(&str, &str); 15] = [
    ("start", "M6 4l6 4-6 4z"),
    (
        "question",
        "M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M8 12.4v.2",
    ),
    ("message", "M3 4h10v7H7.5L5 13.5V11H3z"),
    ("decision", "M8 2.5 13.5 8 8 13.5 2.5 8z"),
    ("client-data", "M2.5 3.5h11v7h-11zM8 10.5V13M5.5 13h5"),
    (
        "server-data",
        "M3.5 4.5a4.5 1.8 0 1 0 9 0a4.5 1.8 0 1 0-9 0v7a4.5 1.8 0 0 0 9 0v-7M3.5 8a4.5 1.8 0 0 0 9 0",
    ),
    ("call", "M9 3h4v4M13 3 7.5 8.5M6.5 4H3v9h9V9.5"),
    ("mapper", "M2.5 8H6l4-4h3.5M6 8h7.5M6 8l4 4h3.5"),
    (
        "router",
        "M3 4.5h.5M6 4.5h7M3 8h.5M6 8h7M3 11.5h.5M6 11.5h7",
    ),
    (
        "escalation",
        "M8 2.8a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8zM3.3 13.4c0-2.6 2.1-3.9 4.7-3.9s4.7 1.3 4.7 3.9",
    ),
    ("end", "M4.5 4.5h7v7h-7z"),
    ("handlers", "M9 2 4 9h3.5L7 14l5-7H8.5z"),
    ("return", "M6 3.5 2.5 7 6 10.5M2.5 7H10a3 3 0 0 1 0 6H7.5"),
    ("throw", "M9 2 4 9h3.5L7 14l5-7H8.5z"),
    ("node", "M2.5 8h10M9 4.5 12.5 8 9 11.5"),
];

/// Defines the icons for use by name.
pub(super) fn define(canvas: &mut Canvas<'_>) -> io::Result<()> {
    for (name, lines) in ICONS {
        let id = format!("icon-{name}");
        canvas.group(
            "symbol",
            &[("id", &id), ("viewBox", "0 0 16 16")],
            |canvas| canvas.element("path", &[("d", lines)]),
        )?;
    }
    Ok(())
}
