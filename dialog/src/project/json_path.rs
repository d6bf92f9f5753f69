//! Where in `dialog.json` something stands.

use std::fmt;

/// Path of a value; displays like `$.data.components[0].nodes[3].messageNode`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct JsonPath(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Key(String),
    Index(usize),
}

impl JsonPath {
    /// The whole document, `$`.
    pub fn root() -> JsonPath {
        JsonPath::default()
    }

    /// Path of the value under `key`.
    #[must_use]
    pub fn key(&self, key: &str) -> JsonPath {
        let mut segments = self.0.clone();
        segments.push(Segment::Key(key.to_owned()));
        JsonPath(segments)
    }

    /// Path of the item number `index`, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> JsonPath {
        let mut segments = self.0.clone();
        segments.push(Segment::Index(index));
        JsonPath(segments)
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("$")?;
        for segment in &self.0 {
            match segment {
                Segment::Key(key) if is_plain(key) => write!(formatter, ".{key}")?,
                Segment::Key(key) => write!(
                    formatter,
                    "['{}']",
                    key.replace('\\', "\\\\").replace('\'', "\\'")
                )?,
                Segment::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Whether a key can stand after a dot.
fn is_plain(key: &str) -> bool {
    let mut characters = key.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_no_names_are_quoted() {
        let path = JsonPath::root()
            .key("data")
            .key("nodes")
            .index(3)
            .key("5f75-a'b");
        assert_eq!(path.to_string(), r"$.data.nodes[3]['5f75-a\'b']");
    }
}
