//! Ctrl-C and SIGTERM.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::failure::Failure;

/// Tells when the user wants to stop.
#[derive(Debug)]
pub(super) struct Interrupt {
    signals: Receiver<()>,
}

impl Interrupt {
    /// From here on, Ctrl-C and SIGTERM no longer end this program but are told by [`Interrupt::came_within`].
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub(super) fn watch() -> Result<Self, Failure> {
        let (sender, signals) = mpsc::channel();
        ctrlc::set_handler(move || {
            // Nobody listens any more when the demo is already ending.
            let _ = sender.send(());
        })?;
        Ok(Self { signals })
    }

    /// Waits for a signal, at most for `time`.
    pub(super) fn came_within(&self, time: Duration) -> bool {
        match self.signals.recv_timeout(time) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => true,
            Err(RecvTimeoutError::Timeout) => false,
        }
    }
}
