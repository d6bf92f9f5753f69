//! The conversations of the second example project: both languages, and the channel with keys.

use std::path::{Path, PathBuf};

use bavard_dialog::{Project, ProjectFiles, Severity};

use crate::support::talk::NOW;
use crate::support::{ConversationFile, play, read_project};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/showcase")
}

fn showcase() -> Project {
    let mut files: ProjectFiles = read_project(&folder(), "en-US");
    files
        .locales
        .extend(read_project(&folder(), "fr-FR").locales);
    Project::load(&files).unwrap_or_else(|error| panic!("{:#?}", error.findings))
}

fn play_file(name: &str) {
    let file = std::fs::read_to_string(folder().join(name)).unwrap();
    let file: ConversationFile = serde_saphyr::from_str(&file).unwrap();
    play(&showcase(), &file, NOW);
}

#[test]
fn the_showcase_project_loads_without_errors() {
    let project = showcase();
    let errors: Vec<_> = project
        .findings()
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn its_conversations_play_as_written() {
    play_file("conversations.yaml");
}

#[test]
fn its_french_conversations_play_as_written() {
    play_file("conversations.fr-FR.yaml");
}

#[test]
fn its_conversations_by_keys_play_as_written() {
    play_file("conversations.phone.yaml");
}
