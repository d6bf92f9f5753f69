//! Words in a drawing: made safe, measured, wrapped.
//!
//! Nothing can be asked how wide a text is: the viewer chooses the font. The widths here are those of wide system fonts,
//! so that text stays in its box with any.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Longest text that is shown at all, tooltips included, in characters.
const MAX_CHARACTERS: usize = 600;

/// Stands where something was left out.
const ELLIPSIS: char = '…';

/// A text as one line: no control characters, none that change the direction of what follows, no white space at the
/// ends or in rows.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::new();
    let kept = text.chars().filter(|character| !is_invisible(*character));
    for (count, character) in kept.enumerate() {
        if count == MAX_CHARACTERS {
            cleaned.push(ELLIPSIS);
            break;
        }
        if !character.is_whitespace() && !character.is_control() {
            cleaned.push(character);
        } else if !cleaned.is_empty() && !cleaned.ends_with(' ') {
            cleaned.push(' ');
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Marks and overrides of direction, and what XML cannot hold.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A font size, with what it says about widths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Font {
    /// In pixels.
    pub size: f64,
    pub is_bold: bool,
}

impl Font {
    pub(super) const fn plain(size: f64) -> Font {
        Font {
            size,
            is_bold: false,
        }
    }

    pub(super) const fn bold(size: f64) -> Font {
        Font {
            size,
            is_bold: true,
        }
    }

    /// Width of a text in one line, in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        let em: f64 = text.chars().map(em_width).sum();
        let weight = if self.is_bold { 1.08 } else { 1.0 };
        em * self.size * weight
    }

    /// The text in one line of at most `width`, cut if need be.
    pub(super) fn shorten(self, text: &str, width: f64) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut short = String::new();
        for grapheme in text.graphemes(true) {
            let longer = format!("{short}{grapheme}");
            if self.width(&format!("{longer}{ELLIPSIS}")) > width {
                break;
            }
            short = longer;
        }
        short.truncate(short.trim_end().len());
        short.push(ELLIPSIS);
        short
    }

    /// The text in lines of at most `width`, of about the same length, and at most so many; the last is cut if need be.
    /// Designers' names often have no spaces: they break at signs and where capitals begin as well, and anywhere if
    /// nothing else helps.
    pub(super) fn wrap(self, text: &str, width: f64, max_lines: usize) -> Vec<String> {
        let mut lines = self.fill(text, width, max_lines);
        for narrower in [0.9, 0.8, 0.7, 0.6] {
            let even = self.fill(text, width * narrower, max_lines);
            if even.len() != lines.len() || even.concat() != lines.concat() {
                break;
            }
            lines = even;
        }
        lines
    }

    /// The text in lines that are as full as can be.
    fn fill(self, text: &str, width: f64, max_lines: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let longer = format!("{line}{piece}");
            if self.width(longer.trim_end()) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for grapheme in piece.graphemes(true) {
                let longer = format!("{line}{grapheme}");
                if self.width(longer.trim_end()) > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    line.push_str(grapheme);
                } else {
                    line = longer;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > max_lines {
            let cut = lines.split_off(max_lines.saturating_sub(1)).concat();
            lines.push(self.shorten(&cut, width));
        }
        lines.iter().map(|line| line.trim().to_owned()).collect()
    }
}

/// The text in pieces between which a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut before: Option<char> = None;
    for character in text.chars() {
        let ends_piece = before.is_some_and(|before| {
            (before.is_whitespace() && !character.is_whitespace())
                || matches!(before, '_' | '-' | '/' | '.' | ':' | ',')
                || (before.is_lowercase() && character.is_uppercase())
        });
        if ends_piece {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(character);
        before = Some(character);
    }
    pieces.push(piece);
    pieces
}

/// Widths in parts of the font size.
fn em_width(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.33,
        'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | ' ' | '-' | '/' | '"' | '`' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.98,
        'A'..='Z' | '&' | '#' | '<' | '>' | '+' | '=' | '~' | '→' => 0.76,
        'a'..='z' | '0'..='9' | '_' => 0.62,
        _ => match character.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.7,
            Some(_) => 1.05,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font::plain(10.0);

    #[test]
    fn control_characters_and_overrides_of_direction_are_left_out() {
        assert_eq!(clean(" a\u{0}b\r\n\tc \u{202E}d\u{FFFE}\u{7f} "), "a b c d");
    }

    #[test]
    fn what_is_very_long_is_cut() {
        assert_eq!(
            clean(&"x".repeat(10_000)).chars().count(),
            MAX_CHARACTERS + 1
        );
    }

    #[test]
    fn a_short_text_stays_in_one_line() {
        assert_eq!(FONT.wrap("ask size", 100.0, 3), ["ask size"]);
    }

    #[test]
    fn lines_end_at_spaces_signs_and_capitals_and_are_about_even() {
        assert_eq!(FONT.wrap("ask the size", 45.0, 3), ["ask the", "size"]);
        assert_eq!(FONT.wrap("ask_the_size", 45.0, 3), ["ask_", "the_size"]);
        assert_eq!(FONT.wrap("askTheSize", 45.0, 3), ["askThe", "Size"]);
    }

    #[test]
    fn a_word_wider_than_the_box_breaks_anywhere() {
        let lines = FONT.wrap(&"x".repeat(20), 45.0, 9);
        assert_eq!(lines.concat(), "x".repeat(20));
        assert!(
            lines.iter().all(|line| FONT.width(line) <= 45.0),
            "{lines:?}"
        );
    }

    #[test]
    fn lines_beyond_the_last_are_cut_with_an_ellipsis() {
        let lines = FONT.wrap("one two three four five six", 40.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with(ELLIPSIS), "{lines:?}");
        assert!(FONT.width(&lines[1]) <= 40.0, "{lines:?}");
    }

    #[test]
    fn letters_made_of_several_characters_are_not_torn() {
        let family = "👩‍👩‍👧";
        let lines = FONT.wrap(&family.repeat(3), 12.0, 9);
        assert_eq!(lines.concat(), family.repeat(3));
        assert!(lines.iter().all(|line| line.starts_with('👩')), "{lines:?}");
    }

    #[test]
    fn a_shortened_text_fits() {
        let short = FONT.shorten("a name that is too long", 50.0);
        assert!(short.ends_with(ELLIPSIS));
        assert!(FONT.width(&short) <= 50.0);
        assert_eq!(FONT.shorten("short", 50.0), "short");
    }
}
