//! `bavard config`.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::config::{Config, ConfigError, Variables};

/// Check the configuration, or show what is in force
#[derive(Debug, Args)]
pub(super) struct ConfigCommand {
    #[command(flatten)]
    source: ConfigSource,

    /// Print every key with its value and where that comes from; secrets are hidden
    #[arg(long)]
    print: bool,
}

/// Where the configuration of a command is.
#[derive(Debug, Args)]
pub(super) struct ConfigSource {
    /// Configuration file; BAVARD__SECTION__KEY variables are laid over it
    #[arg(long = "config", value_name = "FILE", env = "BAVARD_CONFIG")]
    file: Option<PathBuf>,
}

impl ConfigSource {
    /// The checked configuration, from the file and the environment of the process.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the key or the variable to change.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        Config::read_with(self.file.as_deref(), &variables()?)
    }
}

impl ConfigCommand {
    pub(super) fn run(self, output: &mut dyn Write) -> Result<ExitCode, Box<dyn Error>> {
        if self.print {
            let text = Config::in_force(self.source.file.as_deref(), &variables()?)?;
            write!(output, "{text}")?;
        } else {
            self.source.read()?;
            let source = self.source.file.as_deref().map(Path::display);
            match source {
                Some(file) => writeln!(output, "{file}: the configuration is valid")?,
                None => writeln!(output, "no file is named; the configuration is valid")?,
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn variables() -> Result<Variables, ConfigError> {
    Variables::of(std::env::vars_os())
}
