//! Class names a bot may give to parts of a message.

/// Class names that the widget's own style sheet gives a meaning to. A message with `class="window"` would lie over the
/// page, one with `class="retry"` would look like a control.
const TAKEN: &str = "\
    about accept actions avatar badge banner below carousel chunk close colors composer consent consent-answers consent-text \
    content counter custom decline delivery description dialled dialling divider dots empty entries entry erase \
    failed feedback field footer header heading hint input instead js jump jump-place key keypad keys label launcher list \
    menu menu-items menu-place message messages next over panel previous printed reason restart retry reveal rich \
    scroller selectable selectables send skeleton slot status strip subheading swatch text thanks thumb time titles \
    track transcript typing unseen window";

const MAX_NAMES: usize = 16;
const MAX_LENGTH: usize = 64;

/// The class names of a `class` attribute that are allowed, at most 16: letters, digits, `-` and `_`, and none of the
/// widget's own.
pub(super) fn parse_all(class: &str) -> Vec<String> {
    class
        .split_ascii_whitespace()
        .filter(|name| is_allowed(name))
        .take(MAX_NAMES)
        .map(str::to_owned)
        .collect()
}

fn is_allowed(name: &str) -> bool {
    name.len() <= MAX_LENGTH
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        && !TAKEN.split(' ').any(|taken| taken == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_hyphens_and_underscores_make_a_name() {
        assert_eq!(
            parse_all(" price  bold_2\tx-y\n"),
            ["price", "bold_2", "x-y"]
        );
        assert!(parse_all("a\"b <c> d:hover {} é").is_empty());
        assert!(parse_all(&"x".repeat(MAX_LENGTH + 1)).is_empty());
        assert_eq!(parse_all(&"x ".repeat(1000)).len(), MAX_NAMES);
    }

    /// A message with `class="window"` once was as large as the page.
    #[test]
    fn no_class_of_the_widgets_own_style_may_be_used() {
        let sheet = include_str!("../../style/bavard.css");
        let used = sheet
            .split('.')
            .skip(1)
            .filter(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()));
        let mut count = 0;
        for rest in used {
            let name: String = rest
                .chars()
                .take_while(|&next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'))
                .collect();
            assert!(
                parse_all(&name).is_empty(),
                "add `{name}` of style/bavard.css to the names that are taken"
            );
            count += 1;
        }
        assert!(count > 30);
    }
}
