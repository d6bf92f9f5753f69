//! A server program that runs as long as its value lives.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::{Failure, LIMIT};

/// What a program prints when it is ready, before its address.
const LISTENING: &str = "listening on http://";

/// A started program. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Program {
    _child: Child,
    address: SocketAddr,
}

impl Program {
    /// Starts `program` and waits until it says where it listens.
    ///
    /// # Errors
    ///
    /// When it cannot be started, ends early, or says nothing in time.
    pub(crate) async fn start<A: AsRef<OsStr>>(
        program: &Path,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Self, Failure> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(Failure::of(program))?;
        let address = timeout(LIMIT, address_told_by(&mut child, program))
            .await
            .map_err(|_| Failure::TooLate {
                what: format!("`{LISTENING}…` of {}", program.display()),
                limit: LIMIT,
                last_seen: "nothing".to_owned(),
            })??;
        Ok(Self {
            _child: child,
            address,
        })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn address_told_by(child: &mut Child, program: &Path) -> Result<SocketAddr, Failure> {
    let mut said = String::new();
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await.map_err(Failure::of(program))? {
            let address = line
                .split_once(LISTENING)
                .and_then(|(_, address)| address.trim().trim_end_matches('/').parse().ok());
            if let Some(address) = address {
                // Whatever it prints later must not fill the pipe and stop it.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(address);
            }
            said.push_str(&line);
            said.push('\n');
        }
    }
    Err(Failure::NotListening {
        program: program.to_owned(),
        said,
    })
}
