//! `bavard test`.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bavard_dialog::{Flow, Project};
use clap::{Args, ValueEnum};
use wildmatch::WildMatch;

use crate::clock::{Clock, SystemClock};
use crate::conversation_file::{
    ConversationFile, Report, Script, play_all, write_junit, write_report,
};
use crate::coverage::{NamedCoverage, write_coverage, write_coverage_json};
use crate::project::read_project_folder;
use crate::terminal::Paint;

/// Play scripted conversations with a dialog project and show where it differs
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Files with the conversations
    #[arg(value_name = "conversations.yaml", required = true)]
    conversations: Vec<PathBuf>,

    /// Play only conversations whose id has this in it; with * or ? it has to match the whole id
    #[arg(long, value_name = "ID")]
    only: Option<String>,

    /// Write the results as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// Tell how much of the project the conversations ran through
    #[arg(long)]
    coverage: bool,

    /// How to tell the coverage [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    coverage_format: Option<CoverageFormat>,

    /// Write the coverage to a file
    #[arg(long, value_name = "FILE")]
    coverage_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CoverageFormat {
    /// The shares in percent, and what was not covered, by name
    Text,
    /// One line: an object with the counts, and everything with the number of times it was run through
    Json,
}

impl Test {
    pub(super) fn run(&self, output: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
        let project = Project::load(&read_project_folder(&self.folder)?)
            .map_err(|error| format!("{error}; `bavard check` lists them"))?;
        let flow = project.flow();
        let report = play_all(&project, &flow, &self.scripts()?, SystemClock.local());
        let paint = Paint::on(&io::stdout());
        write_report(&report, paint, output)?;
        if let Some(path) = &self.junit {
            write_file(path, |file| Ok(write_junit(&report, file)?))?;
        }
        self.tell_coverage(&flow, &report, paint, output)?;
        Ok(match report.failures() {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }

    fn scripts(&self) -> Result<Vec<Script>, Box<dyn Error>> {
        let mut scripts = Vec::new();
        for path in &self.conversations {
            let mut file = ConversationFile::read(path)?;
            if let Some(only) = &self.only {
                file.conversations
                    .retain(|conversation| matches(only, &conversation.id));
            }
            let path = path.clone();
            scripts.push(Script { path, file });
        }
        match &self.only {
            Some(only)
                if scripts
                    .iter()
                    .all(|script| script.file.conversations.is_empty()) =>
            {
                Err(format!("no conversation has an id that matches `{only}`").into())
            }
            _ => Ok(scripts),
        }
    }

    fn tell_coverage(
        &self,
        flow: &Flow,
        report: &Report,
        paint: Paint,
        output: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        if !self.coverage && self.coverage_format.is_none() && self.coverage_file.is_none() {
            return Ok(());
        }
        let coverage = NamedCoverage::new(flow, &report.coverage(flow));
        let write = |paint, output: &mut dyn Write| match self.coverage_format {
            Some(CoverageFormat::Json) => write_coverage_json(&coverage, output),
            Some(CoverageFormat::Text) | None => write_coverage(&coverage, paint, output),
        };
        match &self.coverage_file {
            Some(path) => write_file(path, |file| Ok(write(Paint::Plain, file)?)),
            None => Ok(write(paint, output)?),
        }
    }
}

fn matches(only: &str, id: &str) -> bool {
    if only.contains(['*', '?']) {
        WildMatch::new(only).matches(id)
    } else {
        id.contains(only)
    }
}

fn write_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let failed = |error: Box<dyn Error>| format!("cannot write {}: {error}", path.display());
    let mut file = File::create(path)
        .map(BufWriter::new)
        .map_err(|error| failed(error.into()))?;
    write(&mut file).map_err(failed)?;
    file.flush().map_err(|error| failed(error.into()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_an_id_is_enough_and_a_pattern_has_to_match_the_whole() {
        assert!(matches("order", "coffee-order-2"));
        assert!(matches("coffee-*", "coffee-order-2"));
        assert!(!matches("order-*", "coffee-order-2"));
        assert!(!matches("tea", "coffee-order-2"));
    }
}
