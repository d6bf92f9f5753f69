//! What is wrong with a file that cannot be read as a configuration.

/// Not TOML, an unknown key, or a value of the wrong type. It holds neither the line nor the value, because either can
/// be a secret, and what is said here ends in logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct SyntaxError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong; it names the key if that is unknown.
    pub problem: String,
}

impl SyntaxError {
    /// What the parser says of this text.
    pub(super) fn new(error: &toml::de::Error, text: &str) -> SyntaxError {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        SyntaxError {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            problem: without_value(error.message()),
        }
    }
}

/// A message of serde without the value that it is about: "invalid type: integer `4711`, expected a string" becomes
/// "invalid type: integer, expected a string".
pub(super) fn without_value(message: &str) -> String {
    let message = message.trim_end();
    let parts = message.split_once(": ").and_then(|(refusal, rest)| {
        let (given, expected) = rest.rsplit_once(", expected ")?;
        matches!(refusal, "invalid type" | "invalid value").then_some((refusal, given, expected))
    });
    match parts {
        Some((refusal, given, expected)) => {
            let kind = given
                .split(['`', '"'])
                .next()
                .unwrap_or_default()
                .trim_end();
            format!("{refusal}: {kind}, expected {expected}")
        }
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    #[test]
    fn neither_a_line_that_cannot_be_read_nor_a_value_of_the_wrong_type_is_shown() {
        for (text, place) in [
            ("[logs]\nuser_id_key = \"4711", "line 2, column "),
            ("[logs]\nuser_id_key = \"4711\" x", "line 2, column 22"),
            (
                "[sessions]\nstore = redis://:4711@cache",
                "line 2, column 9",
            ),
            ("[auth.clients]\nshop = 4711", "line 2, column 8"),
            (
                "[upstream.oauth]\nclient_secret = [\"4711\"]",
                "line 2, column 17",
            ),
            (
                "[server]\nmetrics = \"4711, expected 4711\"",
                "line 2, column 11",
            ),
            (
                "[projects.x]\npath = \"x\"\nhosts = \"https://a:4711@b\"",
                "line 3, column 9",
            ),
        ] {
            let error = Config::parse(text, Path::new("")).unwrap_err();
            let said = error.to_string();
            assert!(said.contains(place), "{said}");
            assert!(!format!("{said} {error:?}").contains("4711"), "{said}");
        }
    }

    #[test]
    fn what_was_given_and_what_was_expected_is_said() {
        let error = Config::parse("[auth.clients]\nshop = 4711", Path::new("")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the configuration is not valid: line 2, column 8: invalid type: integer, expected a string"
        );
    }

    #[test]
    fn other_messages_stay_as_they_are() {
        let message = "unknown field `listn`, expected `listen` or `origins`";
        assert_eq!(without_value(message), message);
    }
}
