//! A server in a process of its own, and what the system says of it.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use crate::arguments::Arguments;
use crate::sample::Sample;

/// How many times a second the system counts processor time: `USER_HZ`, the same on every Linux.
const TICKS_PER_SECOND: u32 = 100;

/// How often the way to readiness is taken.
const STARTS: usize = 5;

/// A running server; it is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct ServerProcess {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From its start to the line that says where it listens.
    pub(crate) ready_after: Duration,
    /// Kept open, so that the server can go on writing.
    _stdout: BufReader<ChildStdout>,
    _folder: TempDir,
}

/// Why there is no server, or no figure of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProcessError {
    /// It ended before it listened.
    #[error("the server does not start: {0}")]
    Refused(String),
    /// The system does not do or tell something.
    #[error("{what}: {source}")]
    System { what: String, source: io::Error },
    /// `/proc` of another form.
    #[error("{} does not tell what it should", .0.display())]
    Unreadable(PathBuf),
}

fn system(what: impl Into<String>) -> impl FnOnce(io::Error) -> ProcessError {
    let what = what.into();
    |source| ProcessError::System { what, source }
}

impl ServerProcess {
    /// `bavard serve` with the project of the sample, and with these lines in `[sessions]`.
    pub(crate) fn bavard(
        arguments: &Arguments,
        sample: &Sample,
        sessions: &str,
    ) -> Result<ServerProcess, ProcessError> {
        let folder = tempfile::tempdir().map_err(system("no temporary folder"))?;
        // JSON's texts are TOML's as well.
        let config = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n[projects.{}]\npath = {}\n[sessions]\nmax_sessions = 1_000_000\n{sessions}\n",
            sample.name,
            json!(sample.folder),
        );
        let path = folder.path().join("bavard.toml");
        fs::write(&path, config).map_err(system(path.display().to_string()))?;
        let mut command = Command::new(&arguments.server);
        command.arg("serve").arg("--config").arg(path);
        ServerProcess::start(command, folder)
    }

    /// The server with the empty call: this program once more.
    pub(crate) fn empty() -> Result<ServerProcess, ProcessError> {
        let folder = tempfile::tempdir().map_err(system("no temporary folder"))?;
        let this = std::env::current_exe().map_err(system("this program"))?;
        let mut command = Command::new(this);
        command.arg("--empty-server");
        ServerProcess::start(command, folder)
    }

    fn start(mut command: Command, folder: TempDir) -> Result<ServerProcess, ProcessError> {
        let log = folder.path().join("stderr");
        let stderr = File::create(&log).map_err(system(log.display().to_string()))?;
        let began = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .map_err(system(format!("{:?}", command.get_program())))?;
        let stdout = child.stdout.take().map(BufReader::new);
        let listening = stdout.and_then(|mut stdout| {
            let address = listening_address(&mut stdout)?;
            Some((address, stdout))
        });
        match listening {
            Some((address, stdout)) => Ok(ServerProcess {
                child,
                address,
                ready_after: began.elapsed(),
                _stdout: stdout,
                _folder: folder,
            }),
            None => {
                end(&mut child);
                let words = fs::read_to_string(&log).unwrap_or_default();
                Err(ProcessError::Refused(words.trim().to_owned()))
            }
        }
    }

    /// Processor time so far, of the server's own code and of the system for it.
    pub(crate) fn processor_time(&self) -> Result<Duration, ProcessError> {
        let path = self.proc("stat");
        let ticks = read_proc(&path, |stat| {
            // The name of the program, in brackets, may have blanks.
            let (_, fields) = stat.rsplit_once(')')?;
            let mut fields = fields.split_whitespace().skip(11);
            let own: u32 = fields.next()?.parse().ok()?;
            let system: u32 = fields.next()?.parse().ok()?;
            own.checked_add(system)
        })?;
        Ok(Duration::from_secs(1) * ticks / TICKS_PER_SECOND)
    }

    /// Memory that the server has at the moment.
    pub(crate) fn resident_bytes(&self) -> Result<usize, ProcessError> {
        let path = self.proc("smaps_rollup");
        let kilobytes = read_proc(&path, |rollup| {
            let line = rollup.lines().find_map(|line| line.strip_prefix("Rss:"))?;
            line.split_whitespace().next()?.parse::<usize>().ok()
        })?;
        Ok(kilobytes * 1024)
    }

    fn proc(&self, file: &str) -> PathBuf {
        Path::new("/proc")
            .join(self.child.id().to_string())
            .join(file)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // Either fails only for a process that has ended.
    let _ended = child.kill();
    let _ended = child.wait();
}

fn listening_address(stdout: &mut impl BufRead) -> Option<SocketAddr> {
    stdout.lines().map_while(Result::ok).find_map(|line| {
        let address = line.strip_prefix("listening on http://")?;
        address.parse().ok()
    })
}

fn read_proc<T>(path: &Path, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, ProcessError> {
    let text = fs::read_to_string(path).map_err(system(path.display().to_string()))?;
    parse(&text).ok_or_else(|| ProcessError::Unreadable(path.to_owned()))
}

/// From the start of the server until it listens: the middle one of several starts.
pub(crate) fn seconds_until_ready(
    arguments: &Arguments,
    sample: &Sample,
) -> Result<f64, ProcessError> {
    let mut times = (0..STARTS)
        .map(|_| Ok(ServerProcess::bavard(arguments, sample, "")?.ready_after))
        .collect::<Result<Vec<_>, ProcessError>>()?;
    times.sort_unstable();
    Ok(times
        .get(STARTS / 2)
        .map(Duration::as_secs_f64)
        .unwrap_or_default())
}
