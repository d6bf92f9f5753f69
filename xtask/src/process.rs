//! Child processes.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::console;
use crate::failure::Failure;
use crate::tools::Toolbox;

/// A program to run, with what it needs. It never reads standard input, so that nothing waits for an answer in CI.
#[derive(Debug)]
pub(crate) struct Task {
    command: Command,
}

impl Task {
    /// `program` is looked up on `PATH` when it has no slash.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self { command }
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Unsets an environment variable.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs in `folder`.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Finds the project's own tools first.
    pub(crate) fn with(self, tools: &Toolbox) -> Self {
        self.env("PATH", tools.search_path())
    }

    /// Runs to the end; the terminal shows its output.
    ///
    /// # Errors
    ///
    /// When it cannot be started or fails.
    pub(crate) fn run(mut self) -> Result<(), Failure> {
        let status = self
            .command
            .status()
            .map_err(|source| self.unstartable(source))?;
        self.judge(status)
    }

    /// Runs to the end and returns its standard output; the terminal shows nothing unless it fails.
    ///
    /// # Errors
    ///
    /// When it cannot be started or fails.
    pub(crate) fn output(mut self) -> Result<String, Failure> {
        let output = self
            .command
            .output()
            .map_err(|source| self.unstartable(source))?;
        if !output.status.success() {
            console::say(String::from_utf8_lossy(&output.stderr).trim_end());
        }
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs to the end; the terminal shows its output, and `observe` sees each line of standard output.
    ///
    /// # Errors
    ///
    /// When it cannot be started or fails.
    pub(crate) fn observed(mut self, mut observe: impl FnMut(&str)) -> Result<(), Failure> {
        self.command.stdout(Stdio::piped());
        let mut child = self
            .command
            .spawn()
            .map_err(|source| self.unstartable(source))?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = line.map_err(|source| self.unstartable(source))?;
                let line = String::from_utf8_lossy(&line);
                console::say(&line);
                observe(&line);
            }
        }
        let status = child.wait().map_err(|source| self.unstartable(source))?;
        self.judge(status)
    }

    /// Starts it in a process group of its own, with its output piped.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub(crate) fn start(mut self) -> Result<Child, Failure> {
        use std::os::unix::process::CommandExt as _;
        self.command
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| self.unstartable(source))
    }

    fn judge(&self, status: std::process::ExitStatus) -> Result<(), Failure> {
        if status.success() {
            Ok(())
        } else {
            Err(Failure::Ended {
                command: self.shown(),
                status,
            })
        }
    }

    fn unstartable(&self, source: io::Error) -> Failure {
        if source.kind() == io::ErrorKind::NotFound {
            Failure::NoSuchProgram {
                program: self.command.get_program().to_string_lossy().into_owned(),
            }
        } else {
            Failure::Unstartable {
                command: self.shown(),
                source,
            }
        }
    }

    /// As one would type it.
    fn shown(&self) -> String {
        let program = Path::new(self.command.get_program());
        let program = program.file_name().unwrap_or(program.as_os_str());
        std::iter::once(program)
            .chain(self.command.get_args())
            .map(OsStr::to_string_lossy)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let failure = Task::new("bavard-no-such-program").run().unwrap_err();
        assert_eq!(
            failure.to_string(),
            "`bavard-no-such-program` was not found"
        );
    }

    #[test]
    fn a_failing_program_is_shown_as_one_would_type_it() {
        let failure = Task::new("/bin/sh")
            .args(["-c", "exit 3"])
            .run()
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "`sh -c exit 3` failed (exit status: 3)"
        );
    }

    #[test]
    fn lines_are_observed_although_the_program_fails() {
        let mut lines = Vec::new();
        let ended = Task::new("sh")
            .args(["-c", "echo one; echo two; exit 1"])
            .observed(|line| lines.push(line.to_owned()));
        assert!(ended.is_err());
        assert_eq!(lines, ["one", "two"]);
    }
}
