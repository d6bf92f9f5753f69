//! How wide a text may be.

use std::io;

use terminal_size::{Width, terminal_size_of};

/// Longest line of a text: longer ones are hard to read, however wide the terminal is.
pub const MAX_COLUMNS: usize = 90;

/// Shortest line that texts are broken into: in even narrower terminals, the terminal itself breaks lines.
const MIN_COLUMNS: usize = 20;

/// Columns for a text on standard output with `margin` columns before it: what the terminal has, [`MAX_COLUMNS`] at
/// most, which files and pipes get as well.
pub fn columns(margin: usize) -> usize {
    let of_terminal =
        terminal_size_of(io::stdout()).map(|(Width(columns), _)| usize::from(columns));
    of_terminal.map_or(MAX_COLUMNS, |columns| {
        columns
            .saturating_sub(margin)
            .clamp(MIN_COLUMNS, MAX_COLUMNS)
    })
}
