//! When to stop.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that end the server: SIGTERM from an operator, SIGINT from a terminal.
#[derive(Debug)]
pub struct ShutdownSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl ShutdownSignals {
    /// Begins to listen for the signals; from now on they no longer end the process by themselves.
    ///
    /// # Errors
    ///
    /// When the operating system does not let us.
    pub fn listen() -> std::io::Result<ShutdownSignals> {
        Ok(ShutdownSignals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for the first signal.
    pub async fn received(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
