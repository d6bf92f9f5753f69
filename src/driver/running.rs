//! What runs for a conversation, each thing under its identity. Dropping the collection stops all of it.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;

use futures::future::{AbortHandle, abortable};

/// Runs tasks; a task ends when it is done, stopped by name, or when this is dropped.
#[derive(Debug)]
pub(super) struct Running<Id> {
    tasks: HashMap<Id, Task>,
}

/// A task that is cancelled with its owner.
#[derive(Debug)]
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<Id: Eq + Hash> Running<Id> {
    pub(super) fn new() -> Self {
        Self {
            tasks: HashMap::new(),
        }
    }

    /// Runs a task in the browser's event loop.
    pub(super) fn spawn(&mut self, id: Id, task: impl Future<Output = ()> + 'static) {
        let (task, handle) = abortable(task);
        self.tasks.insert(id, Task(handle));
        wasm_bindgen_futures::spawn_local(async move {
            // Aborted or done: either way nobody waits for the outcome.
            let _ = task.await;
        });
    }

    /// Stops a task, or forgets one that is done.
    pub(super) fn end(&mut self, id: &Id) {
        self.tasks.remove(id);
    }
}
