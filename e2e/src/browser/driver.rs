//! The programs that drive browsers.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;

use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::{Failure, until};

/// A driver that listens, and what has to run beside it. Dropping it ends both.
#[derive(Debug)]
pub(super) struct Driver {
    address: SocketAddr,
    _program: Child,
    _display: Option<Child>,
}

impl Driver {
    /// Starts `program` with `prepare`d environment and waits until it listens.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub(super) async fn start(
        program: &Path,
        prepare: impl FnOnce(&mut Command),
        display: Option<Child>,
    ) -> Result<Self, Failure> {
        let address = free_address()?;
        let mut command = Command::new(program);
        command
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Times in pictures must not depend on where the machine stands.
            .env("TZ", "UTC")
            .kill_on_drop(true);
        prepare(&mut command);
        let driver = Self {
            address,
            _program: command.spawn().map_err(Failure::of(program))?,
            _display: display,
        };
        until("the browser's driver", async || {
            Ok(TcpStream::connect(address).await.ok())
        })
        .await?;
        Ok(driver)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// The drivers take a port but cannot choose one by themselves.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::Network)
}
