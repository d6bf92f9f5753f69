//! Scripted conversations, played by the server program.

use std::path::Path;

use super::programs::Programs;
use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// The example in the repository.
pub(super) fn coffee(workspace: &Workspace, tally: &mut Tally) -> Result<(), Failure> {
    play(workspace, &workspace.root().join("examples/coffee"), tally)
}

/// A project that is kept beside the repository, not in it.
pub(super) fn travel(workspace: &Workspace, tally: &mut Tally) -> Result<(), Failure> {
    match workspace.travel_project() {
        Some(project) => play(workspace, &project, tally),
        None => {
            tally.skip("there is no ../shared/dialog/projects/travel beside this clone");
            Ok(())
        }
    }
}

fn play(workspace: &Workspace, project: &Path, tally: &mut Tally) -> Result<(), Failure> {
    let programs = Programs::build(workspace)?;
    step(
        "Play the conversations",
        "The difference above is between `conversations.yaml` and what the project said.",
        || {
            Task::new(&programs.bavard)
                .arg("test")
                .arg(project)
                .arg(project.join("conversations.yaml"))
                .observed(|line| tally.read(line))
        },
    )
}
