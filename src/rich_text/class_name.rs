//! Class names a bot may give to parts of a message.

/// Class names that the widget's own style sheet gives a meaning to. A message with `class="window"` would lie over the
/// page, one with `class="retry"` would look like a control.
const TAKEN: &[&str] = &[];

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
        && !TAKEN.contains(&name)
}
