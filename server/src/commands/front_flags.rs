//! The flags of every command that opens a port.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::config::{Config, ConfigError, parse_listen};

/// What the command line says of the port, laid over the configuration.
#[derive(Debug, Args)]
pub(super) struct FrontFlags {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", value_parser = parse_address)]
    listen: Option<SocketAddr>,

    /// Answer only calls with an access token (`[auth]` of the configuration)
    #[arg(long)]
    auth: bool,

    /// Folder of files to serve as well
    #[arg(long = "static", value_name = "DIR")]
    static_folder: Option<PathBuf>,
}

fn parse_address(flag: &str) -> Result<SocketAddr, ConfigError> {
    parse_listen(flag)
}

impl FrontFlags {
    /// Flags have the last word.
    pub(super) fn lay_over(self, config: &mut Config) {
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if self.static_folder.is_some() {
            config.static_folder = self.static_folder;
        }
        config.auth.required |= self.auth;
    }
}
