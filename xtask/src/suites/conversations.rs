//! Scripted conversations, played by the server program.

use std::fs;
use std::path::{Path, PathBuf};

use super::programs::Programs;
use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// An example in the repository.
pub(super) fn example(workspace: &Workspace, name: &str, tally: &mut Tally) -> Result<(), Failure> {
    play(
        workspace,
        &workspace.root().join("examples").join(name),
        tally,
    )
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
        "The difference above is between the conversation file and what the project said.",
        || {
            Task::new(&programs.bavard)
                .arg("test")
                .arg(project)
                .args(conversation_files(project)?)
                .observed(|line| read(line, tally))
        },
    )
}

/// `conversations.yaml`, and those beside it for other languages and channels, such as `conversations.fr-FR.yaml`.
fn conversation_files(project: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project).map_err(Failure::at(project))? {
        let path = entry.map_err(Failure::at(project))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("conversations.") && name.ends_with(".yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `bavard test` prints a line for each conversation: `ok   ID`, or `FAIL ID` with the differences below.
fn read(line: &str, tally: &mut Tally) {
    match line.split_once(' ') {
        Some(("ok", _)) => tally.passed(1),
        Some(("FAIL", _)) => tally.failed(1),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_conversation_counts_once() {
        let mut tally = Tally::default();
        let output = "ok   order-step-by-step\nFAIL order-at-once\n     turn 2, text:\n       action: qa\n\
                      2 conversations, 1 failed";
        output.lines().for_each(|line| read(line, &mut tally));
        let counts = tally.counts();
        assert_eq!((counts.passed, counts.failed), (1, 1));
    }
}
