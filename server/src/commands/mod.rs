//! The command line. Each command is a file; all of them print what users asked for on standard output, and what went
//! wrong on standard error.

mod chat;
mod check;
mod config;
mod front_flags;
mod gateway;
mod graph;
mod serve;
mod test;
mod understanding_report;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs exported Mix.dialog projects behind the DLGaaS API.
#[derive(Debug, Parser)]
#[command(name = "bavard", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Gateway(gateway::GatewayCommand),
    Check(check::Check),
    Config(config::ConfigCommand),
    Test(test::Test),
    Graph(graph::Graph),
    Chat(chat::Chat),
}

/// Runs the command that the process was called with.
pub fn main() -> ExitCode {
    let outcome = match CommandLine::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Gateway(gateway) => gateway.run(),
        Command::Check(check) => check.run(&mut io::stdout().lock()),
        Command::Config(config) => config.run(&mut io::stdout().lock()),
        Command::Test(test) => test.run(&mut io::stdout().lock()),
        Command::Graph(graph) => graph.run(&mut io::stdout().lock()),
        Command::Chat(chat) => chat.run(&mut io::stdout().lock()),
    };
    outcome.unwrap_or_else(|error| {
        if !is_closed_pipe(error.as_ref()) {
            // Nothing is left to do when even standard error is closed.
            let _closed = writeln!(io::stderr(), "bavard: {}", with_causes(error.as_ref()));
        }
        ExitCode::FAILURE
    })
}

/// Whether the reader of the output has gone, as `head` does when it has enough: no news to who called it.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The error with those of its causes that its own text does not already tell.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = error.source();
    }
    text
}
