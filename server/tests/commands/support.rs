//! Runs the `bavard` binary, and projects to run it on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The binary, to be given arguments.
pub(crate) fn bavard() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bavard"))
}

/// A small project of the tests' own.
pub(crate) fn kiosk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk")
}

/// Runs the binary to its end.
pub(crate) fn run(arguments: &[&Path]) -> Output {
    bavard().args(arguments).output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of the kiosk whose `dialog.json` has been tampered with.
pub(crate) fn changed_kiosk(change: impl FnOnce(String) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dialog = fs::read_to_string(kiosk().join("dialog.json")).unwrap();
    fs::write(folder.path().join("dialog.json"), change(dialog)).unwrap();
    fs::create_dir(folder.path().join("en-US")).unwrap();
    let training = "en-US/en-US.trsx";
    fs::copy(kiosk().join(training), folder.path().join(training)).unwrap();
    folder
}
