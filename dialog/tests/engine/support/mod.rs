//! Projects and sessions for tests: small hand-made ones, and conversation files (contract.md, "Conversation file").

pub(crate) mod builder;
pub(crate) mod confirming;
mod conversation;
pub(crate) mod on_graph;
mod player;
pub(crate) mod talk;

pub(crate) use conversation::ConversationFile;
pub(crate) use player::play;

use std::path::{Path, PathBuf};

use bavard_dialog::{LocaleFile, ProjectFiles};

/// The shared projects, which are not part of this repository.
pub(crate) fn shared_project(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/dialog/projects")
        .join(name);
    folder.is_dir().then_some(folder)
}

/// Reads `dialog.json` and one locale of a project folder.
pub(crate) fn read_project(folder: &Path, locale: &str) -> ProjectFiles {
    let read = |path: PathBuf| {
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    ProjectFiles {
        dialog: read(folder.join("dialog.json")),
        locales: vec![LocaleFile {
            locale: locale.to_owned(),
            trsx: read(folder.join(locale).join(format!("{locale}.trsx"))),
        }],
    }
}
