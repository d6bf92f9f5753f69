//! Text that is no markup, in lines.

/// The text in lines of at most `columns`, broken between words where that is possible. Control characters are left
/// out: what a backend replied or a design logs must not steer the terminal.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let shown = text.replace('\t', " ");
    let shown = shown.replace(|c: char| c != '\n' && c.is_control(), "");
    let lines = textwrap::wrap(&shown, columns).into_iter();
    lines.map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_in_words_that_are_too_long() {
        assert_eq!(wrapped("one two three", 9), ["one two", "three"]);
        assert_eq!(
            wrapped(r#"{"key":"value"}"#, 9),
            [r#"{"key":"v"#, r#"alue"}"#]
        );
    }

    #[test]
    fn what_would_steer_the_terminal_is_left_out() {
        assert_eq!(wrapped("a\u{1b}[2Jb\nc\u{9b}31m\r", 80), ["a[2Jb", "c31m"]);
    }
}
