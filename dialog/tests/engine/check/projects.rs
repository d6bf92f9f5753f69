//! What is found in whole projects.

use std::path::Path;

use bavard_dialog::{Project, Severity};

use crate::support::{read_project, shared_project};

fn codes(folder: &Path) -> Vec<(Severity, &'static str)> {
    let findings = Project::check(&read_project(folder, "en-US")).into_iter();
    let mut codes: Vec<_> = findings
        .map(|finding| (finding.severity, finding.code.as_str()))
        .collect();
    codes.sort_unstable();
    codes
}

#[test]
fn the_coffee_project_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
    assert_eq!(codes(&folder), []);
}

#[test]
fn the_travel_project_has_no_errors_and_few_warnings() {
    let Some(folder) = shared_project("travel") else {
        println!("skipped: ../shared/dialog/projects/travel is not there");
        return;
    };
    // The mapping is of a component that was deleted; the three messages are spoken only.
    assert_eq!(
        codes(&folder),
        [
            (Severity::Warning, "dangling-intent-mapping"),
            (Severity::Note, "missing-form"),
            (Severity::Note, "missing-form"),
            (Severity::Note, "missing-form"),
        ]
    );
}
