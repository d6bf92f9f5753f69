//! A colour that the bot offers.

use crate::rich_text::Declaration;
use crate::view::dom::Node;

/// A CSS colour without a URL, a variable or anything else that could do more than fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Color(Declaration);

impl Color {
    /// A colour as the description of a selectable writes it, such as `#2f7d5b` or `teal`; `None` for other words.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        let is_color = written.starts_with('#')
            || written.ends_with(')')
            || written.bytes().all(|byte| byte.is_ascii_alphabetic());
        if written.is_empty() || !is_color || written.contains([';', '"', '\'', '!']) {
            return None;
        }
        let declaration = ["background-color:", written].concat();
        Declaration::parse_all(&declaration)
            .into_iter()
            .next()
            .map(Self)
    }

    /// Fills an element. A word that the browser knows no colour for leaves it as it is.
    pub(super) fn fill(&self, element: &Node) {
        // Fails only in a browser without style.
        let _ = element
            .style()
            .set_property(self.0.property(), self.0.value());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_as_css_writes_them() {
        for written in [
            "#2f7d5b",
            "#abc",
            " teal ",
            "rgb(10, 20, 30)",
            "oklch(0.55 0.17 262)",
            "hsl(20 30% 40% / 50%)",
        ] {
            let color = Color::parse(written).unwrap();
            assert_eq!(color.0.property(), "background-color");
            assert_eq!(color.0.value(), written.trim());
        }
    }

    #[test]
    fn anything_else_is_words() {
        for written in [
            "",
            "a warm red",
            "url(https://evil.example/x)",
            "var(--x)",
            "red;position:fixed",
            "red !important",
            "image-set('x' 1x)",
            "12px",
            "rgb(1,2,3) url(x)",
        ] {
            assert_eq!(Color::parse(written), None, "{written}");
        }
    }
}
