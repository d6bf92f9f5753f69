//! `bavard test`.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use bavard_dialog::Project;
use clap::Args;

use crate::clock::{Clock, SystemClock};
use crate::conversation_file::{ConversationFile, Report, play, write_report};
use crate::project::read_project_folder;

/// Play scripted conversations with a dialog project and show where it differs
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The conversations
    #[arg(value_name = "conversations.yaml")]
    conversations: PathBuf,
}

impl Test {
    pub(super) fn run(&self, output: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
        let project = Project::load(&read_project_folder(&self.folder)?)
            .map_err(|error| format!("{error}; `bavard check` lists them"))?;
        let file = ConversationFile::read(&self.conversations)?;
        let now = SystemClock.local();
        let report = Report {
            results: file
                .conversations
                .iter()
                .map(|conversation| play(&project, &file, conversation, now))
                .collect(),
        };
        write_report(&report, output)?;
        Ok(match report.failures() {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }
}
