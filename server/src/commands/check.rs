//! `bavard check`.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bavard_dialog::{Finding, Project, Severity};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::understanding_report;
use crate::project::read_project_folder;

/// Check a dialog project: every problem with its place in dialog.json
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// How to print the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Cross-validate the training data instead: how well new sentences are understood
    #[arg(long)]
    understanding: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line for each problem, and a closing line
    Text,
    /// An array of objects with severity, code, path, node and message
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
        let findings = match Project::load(&files) {
            Ok(project) => project.findings().to_vec(),
            Err(error) => error.findings,
        };
        match self.format {
            Format::Text => write_text(&findings, output)?,
            Format::Json => write_json(&findings, output)?,
        }
        let has_errors = count(&findings, Severity::Error) > 0;
        Ok(if has_errors {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .count()
}

fn write_text(findings: &[Finding], output: &mut impl Write) -> io::Result<()> {
    for finding in findings {
        writeln!(output, "{finding}")?;
    }
    writeln!(
        output,
        "{} errors, {} warnings",
        count(findings, Severity::Error),
        count(findings, Severity::Warning)
    )
}

/// A finding as programs read it.
#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    severity: String,
    code: &'static str,
    path: String,
    node: Option<&'a str>,
    message: &'a str,
}

fn write_json(findings: &[Finding], output: &mut impl Write) -> io::Result<()> {
    let records: Vec<_> = findings
        .iter()
        .map(|finding| FindingRecord {
            severity: finding.severity.to_string(),
            code: finding.code.as_str(),
            path: finding.path.to_string(),
            node: finding.node.as_deref(),
            message: &finding.message,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *output, &records)?;
    writeln!(output)
}
