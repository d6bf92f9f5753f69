//! Texts of conversation files are markup; a visitor sees what it says.

/// What an expectation that is about attributes alone holds.
const ATTRIBUTES: [&str; 3] = ["=\"", "mailto:", "tel:"];

/// The pieces of `text` that can be read on the page, without white space, in order. None of an expectation that is about
/// attributes alone.
pub(super) fn pieces(text: &str) -> Vec<String> {
    if !text.contains('<') && ATTRIBUTES.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        pieces.push(squeezed(before));
        // A tag that is not closed ends the expectation within it.
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    pieces.push(squeezed(rest));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Without white space, which markup and layout treat differently.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The first of `pieces` that is not in `shown` after those before it.
pub(super) fn missing_in_order<'a>(shown: &str, pieces: &'a [String]) -> Option<&'a String> {
    let mut rest = shown;
    pieces.iter().find(|piece| {
        rest.split_once(piece.as_str())
            .map(|(_, after)| rest = after)
            .is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_split_an_expectation_and_are_not_looked_for() {
        assert_eq!(
            pieces("Welcome to <b>Otter Bridge</b>!"),
            ["Welcometo", "OtterBridge", "!"]
        );
        assert_eq!(pieces("call <a href=\"tel:1\">"), ["call"]);
        for attribute in [
            "data-mix-action=\"input\"",
            "mailto:hello@otter-bridge.example",
        ] {
            assert_eq!(pieces(attribute), [""; 0]);
        }
    }

    #[test]
    fn pieces_are_looked_for_in_their_order() {
        let wanted = ["b".to_owned(), "a".to_owned()];
        assert_eq!(missing_in_order("xbya", &wanted), None);
        assert_eq!(
            missing_in_order("xaby", &wanted).map(String::as_str),
            Some("a")
        );
    }
}
