//! What a bot's designer writes into `view.id`: class names, or inline style.

use super::class_name;
use super::style::Declaration;

/// How a message or a question wants to look, of `View.id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewStyle {
    /// Class names, such as `price bold`; none of the widget's own. May be empty.
    Classes(Vec<String>),
    /// Declarations, such as `color: red; padding: 4px`, those that a `style` attribute may hold. May be empty.
    Declarations(Vec<Declaration>),
}

impl ViewStyle {
    /// Reads a `View.id`. What is not allowed is left out. A colon makes the difference: no class name has one.
    #[must_use]
    pub fn parse(view_id: &str) -> Self {
        if view_id.contains(':') {
            Self::Declarations(Declaration::parse_all(view_id))
        } else {
            Self::Classes(class_name::parse_all(view_id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(view_id: &str) -> Vec<String> {
        match ViewStyle::parse(view_id) {
            ViewStyle::Classes(names) => names,
            ViewStyle::Declarations(declarations) => panic!("{declarations:?}"),
        }
    }

    fn declarations(view_id: &str) -> Vec<(&'static str, String)> {
        match ViewStyle::parse(view_id) {
            ViewStyle::Declarations(declarations) => declarations
                .iter()
                .map(|one| (one.property(), one.value().to_owned()))
                .collect(),
            ViewStyle::Classes(names) => panic!("{names:?}"),
        }
    }

    #[test]
    fn words_are_class_names() {
        assert_eq!(classes("price bold"), ["price", "bold"]);
        assert_eq!(classes(""), [""; 0]);
        assert_eq!(classes("window <script> price"), ["price"]);
    }

    #[test]
    fn declarations_are_checked_like_inline_style() {
        assert_eq!(
            declarations("color: red; position: fixed; padding:4px"),
            [("color", "red".to_owned()), ("padding", "4px".to_owned())]
        );
        assert_eq!(declarations("background: url(javascript:alert(1))"), []);
        assert_eq!(declarations("a:hover"), []);
    }
}
