//! `bavard serve`.

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tokio_util::task::AbortOnDropHandle;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::config::ConfigSource;
use super::front_flags::FrontFlags;
use crate::config::{Config, LogLevel, ProjectConfig};
use crate::project::{InvalidProjectTag, ProjectTag};
use crate::server::Server;
use crate::shutdown::{Hangups, ShutdownSignals};

/// Serve dialog projects over gRPC and gRPC-Web; flags have precedence over the configuration
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    config: ConfigSource,

    /// Project to run, as often as there are projects; TAG names it in the model URN and defaults to the folder's name
    #[arg(long = "project", value_name = "[TAG=]DIR", value_parser = parse_project)]
    projects: Vec<(ProjectTag, PathBuf)>,

    #[command(flatten)]
    front: FrontFlags,
}

/// A `--project` that cannot be used.
#[derive(Debug, thiserror::Error)]
enum ProjectFlagError {
    #[error("the tag cannot be used: {0}")]
    Tag(#[from] InvalidProjectTag),
    #[error("the folder's name gives no tag ({0}); write TAG=DIR")]
    FolderName(InvalidProjectTag),
    #[error("cannot find the folder: {0}")]
    Folder(#[from] io::Error),
}

fn parse_project(flag: &str) -> Result<(ProjectTag, PathBuf), ProjectFlagError> {
    if let Some((tag, folder)) = flag.split_once('=') {
        return Ok((ProjectTag::parse(tag)?, PathBuf::from(folder)));
    }
    // `.` has a name as well.
    let folder = Path::new(flag).canonicalize()?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let tag = ProjectTag::parse(&name).map_err(ProjectFlagError::FolderName)?;
    Ok((tag, folder))
}

impl Serve {
    pub(super) fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let config = self.into_config()?;
        run_to_its_end(config.log_level, serve(&config))
    }

    fn into_config(self) -> Result<Config, Box<dyn Error>> {
        let mut config = self.config.read()?;
        for (tag, folder) in self.projects {
            let configured = config.projects.remove(&tag);
            let project = ProjectConfig {
                folder,
                ..configured.unwrap_or_default()
            };
            config.projects.insert(tag, project);
        }
        self.front.lay_over(&mut config);
        if config.projects.is_empty() {
            return Err(
                "no project to serve; add --project DIR, or [projects.TAG] to the configuration"
                    .into(),
            );
        }
        Ok(config)
    }
}

async fn serve(config: &Config) -> Result<(), Box<dyn Error>> {
    let signals = ShutdownSignals::listen()?;
    let hangups = Hangups::listen()?;
    let server = Server::bind(config).await?;
    let (reload, event_log) = (server.reload_handle(), server.event_log());
    let _on_hangup = AbortOnDropHandle::new(tokio::spawn(hangups.each(move || {
        tracing::info!("SIGHUP: opening the event log anew, and loading changed projects");
        if let Some(event_log) = &event_log {
            event_log.reopen();
        }
        if let Some(reload) = &reload {
            reload.reload();
        }
    })));
    writeln!(io::stdout(), "listening on {}", server.url())?;
    server.run(signals.received()).await?;
    Ok(())
}

/// Runs a server with its log on standard error, on all cores.
pub(super) fn run_to_its_end(
    level: LogLevel,
    server: impl Future<Output = Result<(), Box<dyn Error>>>,
) -> Result<ExitCode, Box<dyn Error>> {
    log_to_stderr(level);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(server)?;
    Ok(ExitCode::SUCCESS)
}

/// Libraries are held to warnings whatever the level: what they say in detail can hold what visitors wrote.
fn log_to_stderr(level: LogLevel) {
    let own = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let targets = Targets::new()
        .with_default(own.min(LevelFilter::WARN))
        .with_target(env!("CARGO_CRATE_NAME"), own);
    tracing_subscriber::registry()
        .with(
            tracing_subscriber::fmt::layer()
                .with_writer(io::stderr)
                .with_ansi(io::stderr().is_terminal()),
        )
        .with(targets)
        .init();
}
