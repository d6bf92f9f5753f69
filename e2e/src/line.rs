//! A connection to the server that a test can cut, as if a visitor lost the network.
//!
//! The server itself goes on: its sessions are in memory and would be gone after a restart, which is another story than
//! a lost connection.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::Failure;

/// Passes connections on to a server until it is cut.
#[derive(Debug)]
pub struct Line {
    server: SocketAddr,
    address: SocketAddr,
    passing: Option<JoinHandle<()>>,
}

impl Line {
    /// A line to `server`, connected.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub(crate) async fn to(server: SocketAddr) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(Failure::Network)?;
        let address = listener.local_addr().map_err(Failure::Network)?;
        Ok(Self {
            server,
            address,
            passing: Some(tokio::spawn(pass(listener, server))),
        })
    }

    /// The address of this end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Breaks every connection and refuses new ones.
    pub async fn cut(&mut self) {
        if let Some(passing) = self.passing.take() {
            passing.abort();
            // The listener is closed once the task is gone.
            let _ = passing.await;
        }
    }

    /// Accepts connections again, at the same address.
    ///
    /// # Errors
    ///
    /// When another program has taken the port meanwhile.
    pub async fn mend(&mut self) -> Result<(), Failure> {
        let listener = TcpListener::bind(self.address)
            .await
            .map_err(Failure::Network)?;
        self.passing = Some(tokio::spawn(pass(listener, self.server)));
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(passing) = self.passing.take() {
            passing.abort();
        }
    }
}

/// The connections end with this task, because the set that holds them does.
async fn pass(listener: TcpListener, server: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        connections.spawn(async move {
            if let Ok(mut far) = TcpStream::connect(server).await {
                // Either side may go away at any time; that ends the connection.
                let _ = copy_bidirectional(&mut near, &mut far).await;
            }
        });
    }
}
