//! `cargo xtask …`: the developer commands.
//!
//! Each command is a list of steps. A step says what it does, how long it took and, when it fails, what to do. Tools
//! are kept per version in the user's cache directory and reach the steps through the `PATH` of child processes only,
//! so that nothing the user has installed is touched and a second clone finds them.

mod arguments;
mod command;
mod console;
mod demo;
mod dist;
mod failure;
mod process;
mod stamp;
mod step;
mod suites;
mod tools;
mod workspace;

use std::process::ExitCode;

use crate::arguments::Request;
use crate::failure::Failure;
use crate::workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console::complain(&failure);
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let request = Request::parse(std::env::args_os().skip(1).collect())?;
    let workspace = Workspace::locate()?;
    match request {
        Request::Help => {
            console::say(arguments::HELP);
            Ok(())
        }
        Request::Setup => command::setup(&workspace),
        Request::Demo { example, port } => command::demo(&workspace, example, port),
        Request::Test { suites } => command::test(&workspace, &suites),
        Request::Dist => command::dist(&workspace),
        Request::Bench { subject, quick } => command::bench(&workspace, subject, quick),
        Request::Lint => command::lint(&workspace),
    }
}
