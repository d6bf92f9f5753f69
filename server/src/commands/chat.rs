//! `bavard chat`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bavard_dialog::{Project, SessionStart};
use clap::Args;
use serde_json::{Map, Value};

use crate::chat::{
    Backends, Chat as Conversation, LineReader, PipedReader, Screen, TerminalReader, merge_given,
};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::conversation_file::{Backend, ConversationFile};
use crate::data_access::DataAccess;
use crate::project::{HostedProject, read_project_folder};
use crate::terminal::Paint;

/// Talk to a dialog project in the terminal
#[derive(Debug, Args)]
pub(super) struct Chat {
    /// Folder of the project, with dialog.json
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Language of the session [default: the project's first]
    #[arg(long)]
    language: Option<String>,

    /// Channel of the session, blanks as underscores
    #[arg(long, default_value = "default")]
    channel: String,

    /// Session data, as often as there is some; or all of it from a JSON file
    #[arg(long = "data", value_name = "KEY=VALUE|@FILE")]
    data: Vec<String>,

    /// Seed of what the project draws at random
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// Show the names of the nodes that each turn runs through
    #[arg(long)]
    nodes: bool,

    /// Answer backends from a conversation file: from one of its conversations, or from the first that has a reply
    #[arg(long, value_name = "FILE[#ID]", conflicts_with = "config")]
    backend: Option<String>,

    /// Call the backends that this configuration gives the project, instead of asking for their replies, and its
    /// understanding service, where it has one
    #[arg(long, value_name = "bavard.toml")]
    config: Option<PathBuf>,
}

impl Chat {
    pub(super) fn run(&self, output: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
        match &self.config {
            Some(config) => self.run_with_hosts(config, output)?,
            None => {
                let project = Project::load(&read_project_folder(&self.folder)?)
                    .map_err(|error| format!("{error}; `bavard check` lists them"))?;
                let replies = self.backend.as_deref().map(replies).transpose()?;
                let backends = replies
                    .as_ref()
                    .map_or(Backends::Designer, Backends::scripted);
                self.talk(&project, backends, output)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn run_with_hosts(&self, path: &Path, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let config = Config::read(path)?;
        let folder = self.folder.canonicalize()?;
        let mut projects = config.projects.iter();
        let own = projects.find(|(_, of_project)| {
            let other = of_project.folder.canonicalize();
            other.is_ok_and(|other| other == folder)
        });
        let (tag, of_project) = own.ok_or_else(|| {
            let (path, folder) = (path.display(), self.folder.display());
            format!("no project of {path} has the folder {folder}: add it as `path` of a project")
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let hosted = {
            let _entered = runtime.enter();
            HostedProject::load(tag, of_project)?
        };
        let backends = Backends::Hosts {
            access: Box::new(DataAccess::open(&config.data_access, [(tag, of_project)])?),
            hosted: &hosted,
            runtime,
        };
        self.talk(&hosted.project, backends, output)
    }

    fn talk(
        &self,
        project: &Project,
        backends: Backends<'_>,
        output: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        let first_language = project.languages().first().copied().unwrap_or_default();
        let start = SessionStart {
            channel: self.channel.clone(),
            language: self
                .language
                .as_deref()
                .unwrap_or(first_language)
                .to_owned(),
            data: start_data(&self.data)?,
            seed: self.seed,
        };
        let screen = Screen::new(output, Paint::on(&io::stdout()));
        let chat = Conversation::new(project, start, backends, &SystemClock, screen)?;
        let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let mut lines: Box<dyn LineReader> = if is_terminal {
            Box::new(TerminalReader::open()?)
        } else {
            Box::new(PipedReader(io::stdin().lock()))
        };
        chat.with_nodes(self.nodes).run(lines.as_mut())?;
        Ok(())
    }
}

fn start_data(given: &[String]) -> Result<Map<String, Value>, Box<dyn Error>> {
    let mut data = Map::new();
    for given in given {
        match given.strip_prefix('@') {
            Some(path) => {
                let failed = |error: Box<dyn Error>| format!("cannot use {path}: {error}");
                let text = fs::read_to_string(path).map_err(|error| failed(error.into()))?;
                let more: Map<String, Value> =
                    serde_json::from_str(&text).map_err(|error| failed(error.into()))?;
                data.extend(more);
            }
            None => merge_given(&mut data, given)?,
        }
    }
    Ok(data)
}

fn replies(place: &str) -> Result<BTreeMap<String, Backend>, Box<dyn Error>> {
    // A file whose name has a `#` is still a file.
    let (path, id) = match place.rsplit_once('#') {
        Some((path, id)) if !Path::new(place).exists() => (path, Some(id)),
        _ => (place, None),
    };
    let file = ConversationFile::read(Path::new(path))?;
    let mut found = false;
    let mut replies = BTreeMap::new();
    for conversation in file.conversations {
        if id.is_none_or(|id| id == conversation.id) {
            found = true;
            for (node, backend) in conversation.backend {
                replies.entry(node).or_insert(backend);
            }
        }
    }
    match id {
        Some(id) if !found => Err(format!("{path} has no conversation `{id}`").into()),
        _ => Ok(replies),
    }
}
