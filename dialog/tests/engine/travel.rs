//! The conversations of a real exported project.

use crate::support::talk::NOW;
use crate::support::{ConversationFile, play, read_project, shared_project};
use bavard_dialog::{Project, Severity};

#[test]
fn the_travel_project_loads_without_errors_and_its_conversations_play_as_written() {
    let Some(folder) = shared_project("travel") else {
        println!("skipped: ../shared/dialog/projects/travel is not there");
        return;
    };
    let project = Project::load(&read_project(&folder, "en-US"))
        .unwrap_or_else(|error| panic!("{:#?}", error.findings));
    assert!(
        project
            .findings()
            .iter()
            .all(|finding| finding.severity == Severity::Warning)
    );
    assert!(
        project
            .findings()
            .iter()
            .any(|finding| finding.code.as_str() == "dangling-intent-mapping"),
        "the mapping of a component that is gone is reported: {:#?}",
        project.findings()
    );
    let file = std::fs::read_to_string(folder.join("conversations.yaml")).unwrap();
    let file: ConversationFile = serde_saphyr::from_str(&file).unwrap();
    play(&project, &file, NOW);
}
