//! When something was last heard and said on a socket.

use std::future;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// Noted by the reading and the writing half of a call, watched by its limits.
#[derive(Debug)]
pub(super) struct Activity {
    /// When the client last showed that it is there.
    heard: watch::Sender<Silence>,
    /// When a message last went in either direction.
    moved: watch::Sender<Silence>,
}

#[derive(Debug, Clone, Copy)]
enum Silence {
    Since(Instant),
    /// Nobody listens, so that silence means nothing.
    Unknown,
}

impl Activity {
    pub(super) fn starting_now() -> Activity {
        let now = Silence::Since(Instant::now());
        Activity {
            heard: watch::Sender::new(now),
            moved: watch::Sender::new(now),
        }
    }

    /// The socket is being read, and until now the client was there.
    pub(super) fn heard(&self) {
        self.heard.send_replace(Silence::Since(Instant::now()));
    }

    /// The socket is not read until [`Activity::heard`].
    pub(super) fn stopped_listening(&self) {
        self.heard.send_replace(Silence::Unknown);
    }

    /// A message of the client is for the service.
    pub(super) fn moved(&self) {
        self.moved.send_replace(Silence::Since(Instant::now()));
    }

    /// Something of the response could be written. The client is there as far as one can tell: its answer to a ping
    /// may have to wait until it has read what was written before. If it has gone, writing will soon take too long.
    pub(super) fn written(&self) {
        self.moved();
        self.heard.send_if_modified(|silence| match silence {
            Silence::Since(since) => {
                *since = Instant::now();
                true
            }
            Silence::Unknown => false,
        });
    }

    /// Returns when the client has not been heard for `limit`.
    pub(super) async fn unheard_for(&self, limit: Option<Duration>) {
        silence(&self.heard, limit).await;
    }

    /// Returns when no message has moved for `limit`.
    pub(super) async fn unmoved_for(&self, limit: Option<Duration>) {
        silence(&self.moved, limit).await;
    }
}

/// Returns when `limit` has passed since then, at once if it has already, and never without a limit.
pub(super) async fn elapsed(since: Instant, limit: Option<Duration>) {
    match limit.and_then(|limit| since.checked_add(limit)) {
        // A timer would take a millisecond to say so.
        Some(deadline) if deadline <= Instant::now() => {}
        Some(deadline) => sleep_until(deadline).await,
        None => future::pending().await,
    }
}

async fn silence(noted: &watch::Sender<Silence>, limit: Option<Duration>) {
    let mut noted = noted.subscribe();
    loop {
        let silence = *noted.borrow_and_update();
        match silence {
            Silence::Since(since) => {
                elapsed(since, limit).await;
                // Something may have been noted while this one slept; it sleeps on from there.
                if !matches!(noted.has_changed(), Ok(true)) {
                    return;
                }
            }
            Silence::Unknown => {
                if noted.changed().await.is_err() {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    const NONE: Option<Duration> = Some(Duration::ZERO);

    #[tokio::test]
    async fn silence_is_counted_from_what_was_noted_last() {
        let activity = Activity::starting_now();
        activity.unheard_for(NONE).await;
        activity.unmoved_for(NONE).await;
        assert!(activity.unheard_for(None).now_or_never().is_none());
        let hour = Some(Duration::from_secs(3600));
        activity.heard();
        assert!(activity.unheard_for(hour).now_or_never().is_none());
    }

    #[tokio::test]
    async fn who_does_not_listen_hears_no_silence() {
        let activity = Activity::starting_now();
        activity.stopped_listening();
        assert!(activity.unheard_for(NONE).now_or_never().is_none());
        activity.heard();
        assert!(activity.unheard_for(NONE).now_or_never().is_some());
    }

    #[tokio::test]
    async fn what_is_written_does_not_make_anybody_listen() {
        let activity = Activity::starting_now();
        activity.stopped_listening();
        activity.written();
        assert!(activity.unheard_for(NONE).now_or_never().is_none());
        assert!(activity.unmoved_for(NONE).now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_limit_beyond_the_end_of_time_is_none() {
        let activity = Activity::starting_now();
        let eternity = activity.unmoved_for(Some(Duration::MAX));
        assert!(eternity.now_or_never().is_none());
    }
}
