//! gRPC clients of other makers, in a conversation with the running server.

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::programs::Programs;
use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::ClientLibraries;
use crate::workspace::Workspace;

/// What each program prints before its address when it is ready.
const READY: &str = "listening on http://";

pub(super) fn run(workspace: &Workspace, tally: &mut Tally) -> Result<(), Failure> {
    let libraries = ClientLibraries::locate()?;
    let programs = Programs::build(workspace)?;
    let scripts = workspace.root().join("server/tests/clients");
    let scratch = workspace.target().join("clients");
    fs::create_dir_all(&scratch).map_err(Failure::at(&scratch))?;

    let backend = Listening::start(
        "coffee-backend",
        Task::new(&programs.coffee_backend).args(["--listen", "127.0.0.1:0"]),
    )?;
    let config = config(workspace, &scratch, &backend.address)?;
    let server = Listening::start(
        "bavard",
        Task::new(&programs.bavard)
            .args(["serve", "--config"])
            .arg(&config),
    )?;
    let descriptors = scratch.join("descriptors.bin");
    step(
        "A conversation with Python's grpcio",
        "The checks are in server/tests/clients/python/conversation.py.",
        || {
            Task::new(libraries.python())
                .arg(scripts.join("python/conversation.py"))
                .arg(&server.address)
                .arg(&descriptors)
                .observed(|line| tally.read(line))
        },
    )?;
    let script = beside_packages(&scripts, &scratch, &libraries)?;
    step(
        "A conversation with connect-web",
        "The checks are in server/tests/clients/connect-web/conversation.mjs.",
        || {
            Task::new("node")
                .arg(&script)
                .arg(format!("http://{}", server.address))
                .arg(&descriptors)
                .observed(|line| tally.read(line))
        },
    )
}

/// The coffee example on a free port, with its backend where that is.
fn config(workspace: &Workspace, scratch: &Path, backend: &str) -> Result<PathBuf, Failure> {
    let project = workspace.root().join("examples/coffee");
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[projects.coffee]\npath = {project:?}\n[projects.coffee.hosts]\n\
         \"copper-street.example\" = \"http://{backend}\"\n[data_access]\ntrusted_hosts = [\"{backend}\"]\n"
    );
    let path = scratch.join("bavard.toml");
    fs::write(&path, text).map_err(Failure::at(&path))?;
    Ok(path)
}

/// A copy of the script with `node_modules` beside it.
fn beside_packages(
    scripts: &Path,
    scratch: &Path,
    libraries: &ClientLibraries,
) -> Result<PathBuf, Failure> {
    let original = scripts.join("connect-web/conversation.mjs");
    let script = scratch.join("conversation.mjs");
    fs::copy(&original, &script).map_err(Failure::at(&original))?;
    let packages = scratch.join("node_modules");
    if packages.is_symlink() {
        fs::remove_file(&packages).map_err(Failure::at(&packages))?;
    }
    symlink(libraries.node_modules(), &packages).map_err(Failure::at(&packages))?;
    Ok(script)
}

/// A program that listens. Dropping it ends the program.
struct Listening {
    child: Child,
    address: String,
}

impl Listening {
    /// Starts it and waits for its address; a program that ends without one is an error.
    fn start(name: &'static str, task: Task) -> Result<Self, Failure> {
        let mut listening = Self {
            child: task.start()?,
            address: String::new(),
        };
        if let Some(mut errors) = listening.child.stderr.take() {
            thread::spawn(move || io::copy(&mut errors, &mut io::stderr()));
        }
        let Some(output) = listening.child.stdout.take() else {
            return Err(unready(name));
        };
        let mut lines = BufReader::new(output).lines();
        let first = lines.find_map(|line| line.ok()?.strip_prefix(READY).map(str::to_owned));
        listening.address = first.ok_or_else(|| unready(name))?;
        thread::spawn(move || lines.for_each(drop));
        Ok(listening)
    }
}

fn unready(name: &str) -> Failure {
    Failure::Unstartable {
        command: name.to_owned(),
        source: io::Error::new(io::ErrorKind::UnexpectedEof, "it ended before it listened"),
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Ok(group) = i32::try_from(self.child.id()) {
            // The only error is that it has ended already.
            let _ = killpg(Pid::from_raw(group), Signal::SIGTERM);
        }
        let _ = self.child.wait();
    }
}
