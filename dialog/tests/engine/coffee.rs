//! The conversations of the example project.

use std::path::Path;

use bavard_dialog::Project;

use crate::support::talk::NOW;
use crate::support::{ConversationFile, play, read_project};

#[test]
fn the_coffee_project_loads_without_findings_and_its_conversations_play_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
    let project = Project::load(&read_project(&folder, "en-US"))
        .unwrap_or_else(|error| panic!("{:#?}", error.findings));
    assert_eq!(project.findings(), []);
    let file = std::fs::read_to_string(folder.join("conversations.yaml")).unwrap();
    let file: ConversationFile = serde_saphyr::from_str(&file).unwrap();
    play(&project, &file, NOW);
}
