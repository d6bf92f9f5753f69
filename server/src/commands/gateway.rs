//! `bavard gateway`.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use http::Uri;
use tokio_util::task::AbortOnDropHandle;

use super::config::ConfigSource;
use super::front_flags::FrontFlags;
use super::serve::run_to_its_end;
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

    #[command(flatten)]
    front: FrontFlags,
}

fn parse_url(flag: &str) -> Result<Uri, ConfigError> {
    parse_upstream_url(flag)
}

impl GatewayCommand {
    pub(super) fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let config = self.into_config()?;
        run_to_its_end(config.log_level, stand_before(&config))
    }

    fn into_config(self) -> Result<Config, ConfigError> {
        let mut config = self.config.read()?;
        if self.upstream.is_some() {
            config.upstream.url = self.upstream;
        }
        self.front.lay_over(&mut config);
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
