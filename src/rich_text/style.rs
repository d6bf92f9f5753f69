//! Inline style, one checked declaration at a time.
//!
//! Views hand each declaration to `CSSStyleDeclaration.setProperty`, which reads exactly one value; a `style` attribute
//! would need `'unsafe-inline'` in the page's policy. What may be set is text, colour, border and spacing, so that a
//! message can look its own way but neither leave its place (`position`, `transform`, negative margins), cover
//! anything, nor load anything (`url()`).

/// The properties that may be set.
const PROPERTIES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "color",
    "direction",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "word-spacing",
];

/// The functions a value may call.
const FUNCTIONS: &[&str] = &["rgb", "rgba", "hsl", "hsla", "oklch"];

const MAX_DECLARATIONS: usize = 32;
const MAX_VALUE_LENGTH: usize = 128;

/// One property and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    property: &'static str,
    value: String,
}

impl Declaration {
    /// The declarations of a `style` attribute that are allowed, at most 32. The others are left out.
    #[must_use]
    pub fn parse_all(style: &str) -> Vec<Self> {
        style
            .split(';')
            .filter_map(Self::parse)
            .take(MAX_DECLARATIONS)
            .collect()
    }

    /// One declaration, `property: value`.
    fn parse(written: &str) -> Option<Self> {
        let (property, value) = written.split_once(':')?;
        let property = match property.trim() {
            shorthand if shorthand.eq_ignore_ascii_case("background") => "background-color",
            property => PROPERTIES
                .iter()
                .find(|allowed| allowed.eq_ignore_ascii_case(property))?,
        };
        let value = without_importance(value.trim());
        (value.len() <= MAX_VALUE_LENGTH && is_harmless(value)).then(|| Self {
            property,
            value: value.to_owned(),
        })
    }

    /// The property, such as `font-weight`.
    #[must_use]
    pub const fn property(&self) -> &'static str {
        self.property
    }

    /// Its value, such as `bold`.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// `setProperty` does not take `!important`, and nothing of the page competes with inline style anyway.
fn without_importance(value: &str) -> &str {
    match value.rsplit_once('!') {
        Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => value.trim_end(),
        _ => value,
    }
}

/// Only words, numbers, quoted names and calls of [`FUNCTIONS`]. Escapes and comments, which could hide anything else,
/// need characters that are not among those allowed.
fn is_harmless(value: &str) -> bool {
    !value.is_empty()
        && value.chars().all(|character| {
            character.is_ascii_alphanumeric()
                || matches!(
                    character,
                    ' ' | '#' | '%' | '.' | ',' | '+' | '-' | '/' | '\'' | '"' | '(' | ')'
                )
        })
        && is_balanced(value, b'"')
        && is_balanced(value, b'\'')
        && !has_negative_number(value)
        && calls_allowed_functions(value)
}

fn is_balanced(value: &str, quote: u8) -> bool {
    value
        .bytes()
        .filter(|&byte| byte == quote)
        .count()
        .is_multiple_of(2)
}

fn has_negative_number(value: &str) -> bool {
    value.split([' ', ',', '(', '/']).any(|word| {
        word.strip_prefix('-').is_some_and(|number| {
            number.starts_with(|first: char| first == '.' || first.is_ascii_digit())
        })
    })
}

fn calls_allowed_functions(value: &str) -> bool {
    let mut rest = value;
    while let Some((before, inside)) = rest.split_once('(') {
        let name = before
            .rsplit([' ', ',', '/', ')', '\'', '"'])
            .next()
            .unwrap_or_default();
        if !FUNCTIONS
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(name))
            || before.contains(')')
        {
            return false;
        }
        let Some((arguments, after)) = inside.split_once(')') else {
            return false;
        };
        if arguments.contains('(') {
            return false;
        }
        rest = after;
    }
    !rest.contains(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(style: &str) -> Vec<(&'static str, String)> {
        Declaration::parse_all(style)
            .into_iter()
            .map(|one| (one.property, one.value))
            .collect()
    }

    #[test]
    fn text_colour_border_and_spacing_may_be_set() {
        for (style, property, value) in [
            ("color:red", "color", "red"),
            ("COLOR : #FF0000 ", "color", "#FF0000"),
            ("color: rgb(0 0 0 / 50%)", "color", "rgb(0 0 0 / 50%)"),
            (
                "color: RGBA(1,2,3,.5) !important",
                "color",
                "RGBA(1,2,3,.5)",
            ),
            (
                "background: oklch(60% 0.1 200)",
                "background-color",
                "oklch(60% 0.1 200)",
            ),
            (
                "font: bold 12px/1.5 \"Open Sans\", sans-serif",
                "font",
                "bold 12px/1.5 \"Open Sans\", sans-serif",
            ),
            (
                "border: 1px solid hsl(10, 20%, 30%)",
                "border",
                "1px solid hsl(10, 20%, 30%)",
            ),
            ("margin: 0 auto", "margin", "0 auto"),
            ("text-transform: full-width", "text-transform", "full-width"),
            (
                "border-color: rgb(1,2,3) hsl(1,2%,3%)",
                "border-color",
                "rgb(1,2,3) hsl(1,2%,3%)",
            ),
        ] {
            assert_eq!(read(style), [(property, value.to_owned())], "{style}");
        }
    }

    #[test]
    fn the_rest_of_a_style_survives_what_is_refused() {
        assert_eq!(
            read("position:fixed;color:red;;:;x;background:url(x);padding:4px"),
            [("color", "red".to_owned()), ("padding", "4px".to_owned())]
        );
    }

    #[test]
    fn nothing_else_may_be_set() {
        for style in [
            "position: fixed",
            "top: 0",
            "transform: scale(9)",
            "z-index: 9",
            "display: none",
            "opacity: 0",
            "content: 'x'",
            "cursor: none",
            "width: 100vw",
            "float: left",
            "animation: x 1s",
            "filter: blur(1px)",
            "behavior: url(x.htc)",
            "-moz-binding: url(x)",
            "--bavard-accent: red",
            "background-image: none",
            "border-image: none",
            "list-style: square",
            "list-style-image: none",
            "color\\: red",
            "c\\olor: red",
        ] {
            assert_eq!(read(style), [], "{style}");
        }
    }

    #[test]
    fn no_disguise_gets_a_url_an_expression_or_a_function_in() {
        for style in [
            "background: url(https://example.com/x.png)",
            "background: URL(x)",
            "background: u\\72l(x)",
            "background: url/**/(x)",
            "background: image-set('x' 1x)",
            "background: linear-gradient(red, blue)",
            "color: expression(alert(1))",
            "color: exp/**/ression(alert(1))",
            "color: var(--x)",
            "color: env(x)",
            "color: attr(title)",
            "color: color-mix(in srgb, red, blue)",
            "color: rgb(var(--x))",
            "color: rgb(url(x))",
            "color: rgb(1,2,3",
            "color: rgb 1,2,3)",
            "color: )rgb(",
            "color: (red)",
            "font-family: 'a",
            "font-family: \"a;b\"",
            "font-family: '\\27'",
            "padding: calc(1px + 1px)",
            "margin: -500px",
            "margin-top:-.5em",
            "margin: 0 -1px",
            "color: rgb(-1,0,0)",
            "color: red}",
            "color: red{",
            "color: <script>",
            "color: @import x",
            "color: ré",
            "color: red !ie",
            "color:",
        ] {
            assert_eq!(read(style), [], "{style}");
        }
    }

    #[test]
    fn neither_many_nor_long_declarations_get_in() {
        assert_eq!(
            Declaration::parse_all(&"color:red;".repeat(10_000)).len(),
            MAX_DECLARATIONS
        );
        assert_eq!(read(&format!("color:{}", "r".repeat(10_000))), []);
    }
}
