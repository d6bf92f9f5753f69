//! `bavard gateway`.

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use http::Uri;
use tokio_util::task::AbortOnDropHandle;

use super::config::ConfigSource;
use super::serve::{log_to_stderr, parse_address};
use crate::config::{Config, ConfigError, parse_upstream_url};
use crate::server::Server;
use crate::shutdown::{Hangups, ShutdownSignals};

/// Stand before a remote DLGaaS endpoint, with every way in that `serve` has
#[derive(Debug, Args)]
pub(super) struct GatewayCommand {
    /// Address of the endpoint: https://HOST, or http://HOST:PORT for cleartext HTTP/2
    #[arg(long, value_name = "URL", value_parser = parse_url)]
    upstream: Option<Uri>,

    #[command(flatten)]
    config: ConfigSource,

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

fn parse_url(flag: &str) -> Result<Uri, ConfigError> {
    parse_upstream_url(flag)
}

impl GatewayCommand {
    pub(super) fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let config = self.into_config()?;
        log_to_stderr(config.log_level);
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(stand_before(&config))?;
        Ok(ExitCode::SUCCESS)
    }

    fn into_config(self) -> Result<Config, ConfigError> {
        let mut config = self.config.read()?;
        if self.upstream.is_some() {
            config.upstream.url = self.upstream;
        }
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        if self.static_folder.is_some() {
            config.static_folder = self.static_folder;
        }
        config.auth.required |= self.auth;
        Ok(config)
    }
}

async fn stand_before(config: &Config) -> Result<(), Box<dyn Error>> {
    let signals = ShutdownSignals::listen()?;
    let hangups = Hangups::listen()?;
    let server = Server::bind_gateway(config).await?;
    // Who reloads all services alike must not end this one.
    let _on_hangup = AbortOnDropHandle::new(tokio::spawn(hangups.each(|| {
        tracing::info!("SIGHUP: a gateway has neither projects nor an event log to open anew");
    })));
    writeln!(io::stdout(), "listening on {}", server.url())?;
    server.run(signals.received()).await?;
    Ok(())
}
