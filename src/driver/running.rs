//! What runs for a conversation, each thing under its identity. Dropping the collection stops all of it.

use std::future::Future;
use std::pin::Pin;

use futures::future::{AbortHandle, abortable};

/// Runs tasks; a task ends when it is done, stopped by name, or when this is dropped.
///
/// A conversation runs a handful at a time, so that a list finds one as fast as a map would.
#[derive(Debug)]
pub(super) struct Running<Id> {
    tasks: Vec<(Id, Task)>,
}

/// A task that is cancelled with its owner.
#[derive(Debug)]
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Boxed, so that the widget holds the code around a task once and not for each kind of task.
fn run(task: Pin<Box<dyn Future<Output = ()>>>) -> Task {
    let (task, handle) = abortable(task);
    wasm_bindgen_futures::spawn_local(async move {
        // Aborted or done: either way nobody waits for the outcome.
        let _ = task.await;
    });
    Task(handle)
}

impl<Id: PartialEq> Running<Id> {
    pub(super) fn new() -> Self {
        Self { tasks: Vec::new() }
    }

    /// Runs a task in the browser's event loop.
    pub(super) fn spawn(&mut self, id: Id, task: impl Future<Output = ()> + 'static) {
        self.tasks.push((id, run(Box::pin(task))));
    }

    /// Stops a task, or forgets one that is done.
    pub(super) fn end(&mut self, id: &Id) {
        self.tasks.retain(|(running, _)| running != id);
    }
}
