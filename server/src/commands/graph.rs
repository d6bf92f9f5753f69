//! `bavard graph`.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bavard_dialog::{ComponentNumber, Coverage, Flow, Project};
use clap::{Args, ValueEnum};

use crate::clock::{Clock, SystemClock};
use crate::conversation_file::{ConversationFile, Script, play_all};
use crate::graph::{diagram, write_mermaid, write_svg};
use crate::project::read_project_folder;

/// Draw the flow of a dialog project
#[derive(Debug, Args)]
pub(super) struct Graph {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// What the drawing is written as
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,

    /// File to write to, instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Draw this component alone
    #[arg(long, value_name = "NAME")]
    component: Option<String>,

    /// Show in colour what the conversations of these files run through
    #[arg(long, value_name = "conversations.yaml", num_args = 1..)]
    coverage: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture for browsers
    Svg,
    /// Text that Mermaid draws
    Mermaid,
}

impl Graph {
    pub(super) fn run(&self, output: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
        let project = Project::load(&read_project_folder(&self.folder)?)
            .map_err(|error| format!("{error}; `bavard check` lists them"))?;
        let flow = project.flow();
        let only = match &self.component {
            Some(name) => Some(component(&flow, name)?),
            None => None,
        };
        let coverage = self.coverage(&project, &flow)?;
        let diagram = diagram(&flow, coverage.as_ref(), only);
        let write = |output: &mut dyn Write| match self.format {
            Format::Svg => write_svg(&diagram, output),
            Format::Mermaid => write_mermaid(&diagram, output),
        };
        match &self.output {
            None => write(output)?,
            Some(path) => {
                let failed = |error| format!("cannot write {}: {error}", path.display());
                let mut file = BufWriter::new(File::create(path).map_err(failed)?);
                write(&mut file)
                    .and_then(|()| file.flush())
                    .map_err(failed)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Conversations that fail are told of: what comes after the failing turn is not covered by them.
    fn coverage(&self, project: &Project, flow: &Flow) -> Result<Option<Coverage>, Box<dyn Error>> {
        if self.coverage.is_empty() {
            return Ok(None);
        }
        let mut scripts = Vec::new();
        for path in &self.coverage {
            scripts.push(Script {
                path: path.clone(),
                file: ConversationFile::read(path)?,
            });
        }
        let report = play_all(project, flow, &scripts, SystemClock.local());
        if report.failures() > 0 {
            writeln!(
                io::stderr(),
                "{} conversations failed, and cover what comes before; `bavard test` tells more",
                report.failures()
            )?;
        }
        Ok(Some(report.coverage(flow)))
    }
}

/// The first component of that name.
fn component(flow: &Flow, name: &str) -> Result<ComponentNumber, String> {
    let mut components = flow.numbered_components();
    components
        .find(|(_, component)| component.name == name)
        .map(|(number, _)| number)
        .ok_or_else(|| {
            let names = flow
                .components
                .iter()
                .map(|component| component.name.as_str());
            let names: Vec<&str> = names.collect();
            format!(
                "there is no component `{name}`; there are: {}",
                names.join(", ")
            )
        })
}
