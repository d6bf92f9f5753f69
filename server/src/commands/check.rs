//! `bavard check`.

mod json;
mod text;

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bavard_dialog::{Project, Severity};
use clap::{Args, ValueEnum};

use super::understanding_report;
use crate::project::read_project_folder;

/// Check a dialog project: every problem with its place in dialog.json and how to mend it
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// How to print the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Fail for warnings, too
    #[arg(long)]
    deny_warnings: bool,

    /// Cross-validate the training data instead: how well new sentences are understood
    #[arg(long)]
    understanding: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Problems by component and node, and a closing line
    Text,
    /// An array of objects with severity, code, path, component, node, message and mend
    Json,
}

impl Check {
    pub(super) fn run(&self, output: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
        let files = read_project_folder(&self.folder)?;
        if self.understanding {
            let evaluations = Project::load(&files)?.evaluate_understanding(&files);
            match self.format {
                Format::Text => understanding_report::write_text(&evaluations, output)?,
                Format::Json => understanding_report::write_json(&evaluations, output)?,
            }
            return Ok(ExitCode::SUCCESS);
        }
        let findings = Project::check(&files);
        match self.format {
            Format::Text => text::write(&findings, is_coloured(), output)?,
            Format::Json => json::write(&findings, output)?,
        }
        let worst_allowed = if self.deny_warnings {
            Severity::Note
        } else {
            Severity::Warning
        };
        // Severities are ordered worst first.
        let fails = findings
            .iter()
            .any(|finding| finding.severity < worst_allowed);
        Ok(if fails {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// Colours are for people who look and have not asked for none (no-color.org).
fn is_coloured() -> bool {
    let asked_for_none = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !asked_for_none
}
