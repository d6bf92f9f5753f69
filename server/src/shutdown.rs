//! Signals: when to stop, and when to look for changes.

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

/// The signal after which files are opened or read anew: SIGHUP.
#[derive(Debug)]
pub struct Hangups(Signal);

impl Hangups {
    /// Begins to listen for the signal; from now on it no longer ends the process.
    ///
    /// # Errors
    ///
    /// When the operating system does not let us.
    pub fn listen() -> std::io::Result<Hangups> {
        signal(SignalKind::hangup()).map(Hangups)
    }

    /// Calls `react` for each of them; never ends by itself.
    pub async fn each(mut self, react: impl Fn()) {
        while self.0.recv().await.is_some() {
            react();
        }
    }
}
