//! The calls that run.

use std::future::Future;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

/// The calls that run over WebSockets: how many there are, and how they end when the server stops.
///
/// A server that drains its HTTP connections does not wait for upgraded ones. It calls [`Calls::close`], waits for
/// [`Calls::finished`] as long as it likes, then calls [`Calls::end`] and waits once more.
///
/// Clones are handles to the same calls. When the last one is gone, and with it the last layer and service made with
/// it, calls that still run are dropped on the spot.
#[derive(Debug, Clone)]
pub struct Calls {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    tasks: TaskTracker,
    shutdown: Shutdown,
    dropping: CancellationToken,
    _drop_tasks: DropGuard,
}

/// How far the server has gone in stopping, as its calls see it.
#[derive(Debug, Clone, Default)]
pub(super) struct Shutdown {
    /// No call begins any more.
    pub(super) closing: CancellationToken,
    /// Calls end, whatever they are at.
    pub(super) ending: CancellationToken,
}

impl Calls {
    /// No calls yet.
    pub fn new() -> Calls {
        let dropping = CancellationToken::new();
        Calls {
            shared: Arc::new(Shared {
                tasks: TaskTracker::new(),
                shutdown: Shutdown::default(),
                _drop_tasks: dropping.clone().drop_guard(),
                dropping,
            }),
        }
    }

    /// How many calls run, with those whose sockets are still closing.
    pub fn running(&self) -> usize {
        self.shared.tasks.len()
    }

    /// Takes no new calls from now on: they are refused with HTTP status 503 before the upgrade, or with UNAVAILABLE
    /// where the metadata has not arrived yet.
    pub fn close(&self) {
        self.shared.tasks.close();
        self.shared.shutdown.closing.cancel();
    }

    /// Waits until [`Calls::close`] was called and no call runs.
    pub async fn finished(&self) {
        self.shared.tasks.wait().await;
    }

    /// Takes no new calls and ends those that run with UNAVAILABLE. They are over, with their sockets, after the
    /// write and close time-outs of their layer at the latest.
    pub fn end(&self) {
        self.close();
        self.shared.shutdown.ending.cancel();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.shared.tasks.is_closed()
    }

    /// Runs `call` as a task that does not outlive its owner; it is given what tells it to end.
    pub(super) fn spawn<F>(&self, runtime: &Handle, call: impl FnOnce(Shutdown) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let call = call(self.shared.shutdown.clone());
        let dropping = self.shared.dropping.clone();
        let task = async move {
            let _dropped = dropping.run_until_cancelled_owned(call).await;
        };
        drop(self.shared.tasks.spawn_on(task, runtime));
    }
}

impl Default for Calls {
    fn default() -> Calls {
        Calls::new()
    }
}
