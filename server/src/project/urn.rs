//! Names of projects: the tag, and the model URN `urn:nuance-mix:tag:model/TAG/mix.dialog` around it.

use std::fmt;

/// Name of a project inside its model URN: letters, digits, `-`, `_` and `.`, at most 100.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectTag(String);

/// A text that cannot be a project tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a project tag has 1 to {} letters, digits, `-`, `_` or `.`",
    ProjectTag::MAX_LENGTH
)]
pub struct InvalidProjectTag;

impl ProjectTag {
    const MAX_LENGTH: usize = 100;

    /// Checks a tag.
    ///
    /// # Errors
    ///
    /// When it is empty, too long, or has a character that would not survive in a URN.
    pub fn parse(tag: &str) -> Result<ProjectTag, InvalidProjectTag> {
        let is_valid = (1..=ProjectTag::MAX_LENGTH).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if is_valid {
            Ok(ProjectTag(tag.to_owned()))
        } else {
            Err(InvalidProjectTag)
        }
    }

    /// The tag that a model URN names; none if it is no model URN of a dialog.
    pub fn from_urn(urn: &str) -> Option<ProjectTag> {
        let tag = urn
            .strip_prefix("urn:nuance-mix:tag:model/")?
            .strip_suffix("/mix.dialog")?;
        ProjectTag::parse(tag).ok()
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The model URN that clients start the project with.
    pub fn urn(&self) -> String {
        format!("urn:nuance-mix:tag:model/{}/mix.dialog", self.0)
    }
}

impl fmt::Display for ProjectTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_urn_of_a_tag_names_the_tag() {
        let tag = ProjectTag::parse("coffee_v2.1").unwrap();
        assert_eq!(tag.urn(), "urn:nuance-mix:tag:model/coffee_v2.1/mix.dialog");
        assert_eq!(ProjectTag::from_urn(&tag.urn()), Some(tag));
    }

    #[test]
    fn other_urns_name_no_tag() {
        for urn in [
            "",
            "coffee",
            "urn:nuance-mix:tag:model//mix.dialog",
            "urn:nuance-mix:tag:model/coffee/mix.nlu",
            "urn:nuance-mix:tag:model/../../etc/mix.dialog",
        ] {
            assert_eq!(ProjectTag::from_urn(urn), None, "{urn}");
        }
    }
}
