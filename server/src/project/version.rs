//! Versions of a project: what a session began with, told apart by content.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256};
use bavard_dialog::ProjectFiles;
use serde::{Deserialize, Serialize};

/// Name of one version of a project: a digest of its files, so that every machine that reads the same files gives them
/// the same name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProjectVersion(String);

impl ProjectVersion {
    /// Hexadecimal digits of the name; enough that two versions of a project never share one by accident.
    const DIGITS: usize = 16;

    /// The version that these files are.
    pub fn of(files: &ProjectFiles) -> ProjectVersion {
        let mut digest = Context::new(&SHA256);
        add(&mut digest, &files.dialog);
        for locale in &files.locales {
            add(&mut digest, &locale.locale);
            add(&mut digest, &locale.trsx);
        }
        let digest = digest.finish();
        let digits = digest.as_ref().iter().map(|byte| format!("{byte:02x}"));
        ProjectVersion(digits.take(ProjectVersion::DIGITS / 2).collect())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Each part goes in with its length, so that text cannot move from one part to the next unnoticed.
fn add(digest: &mut Context, part: &str) {
    digest.update(&part.len().to_le_bytes());
    digest.update(part.as_bytes());
}

impl fmt::Display for ProjectVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use bavard_dialog::LocaleFile;

    use super::*;

    fn files(dialog: &str, locale: &str, trsx: &str) -> ProjectFiles {
        ProjectFiles {
            dialog: dialog.to_owned(),
            locales: vec![LocaleFile {
                locale: locale.to_owned(),
                trsx: trsx.to_owned(),
            }],
        }
    }

    #[test]
    fn the_same_files_are_the_same_version() {
        let version = ProjectVersion::of(&files("{}", "en-US", "<x/>"));
        assert_eq!(version, ProjectVersion::of(&files("{}", "en-US", "<x/>")));
        assert_eq!(version.as_str().len(), 16);
    }

    #[test]
    fn any_change_is_another_version() {
        let version = ProjectVersion::of(&files("{}", "en-US", "<x/>"));
        for other in [
            files("{ }", "en-US", "<x/>"),
            files("{}", "en-GB", "<x/>"),
            files("{}", "en-US", "<y/>"),
            files("{}e", "n-US", "<x/>"),
        ] {
            assert_ne!(version, ProjectVersion::of(&other));
        }
    }
}
