//! Loads projects anew, when somebody asks for it and when their folders change.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use notify::RecommendedWatcher;
use tokio::sync::Notify;
use tokio_util::task::AbortOnDropHandle;

use super::watch::watch;
use super::{HostedProjects, Reloaded};
use crate::clock::Clock;
use crate::metrics::ReloadNumbers;

/// How long folders have to be quiet before they are read: whoever deploys a project writes more than one file.
const QUIET: Duration = Duration::from_millis(500);

/// How long a folder in which something always changes is waited for.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// How often retired versions are looked through for some that can go.
const FORGET_INTERVAL: Duration = Duration::from_secs(600);

/// The task that loads projects anew; it ends when this is dropped.
#[derive(Debug)]
pub struct Reloading {
    handle: ReloadHandle,
    _task: AbortOnDropHandle<()>,
}

/// Asks for projects to be loaded anew. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ReloadHandle(Arc<Notify>);

impl ReloadHandle {
    /// Loads every project anew that has changed, soon and in the background.
    pub fn reload(&self) {
        self.0.notify_one();
    }
}

impl Reloading {
    /// Begins to listen, and to watch the projects' folders if `watches`. `keep` is how long a session can live without
    /// a call.
    pub fn start(
        projects: Arc<HostedProjects>,
        clock: Arc<dyn Clock>,
        keep: Duration,
        watches: bool,
        numbers: ReloadNumbers,
    ) -> Reloading {
        let handle = ReloadHandle(Arc::default());
        let work = Work {
            projects,
            clock,
            keep,
            numbers,
            asked: Arc::clone(&handle.0),
            changed: Arc::default(),
        };
        // Before the task runs: no change after this call is missed.
        let watcher = watches.then(|| work.watch()).flatten();
        Reloading {
            handle,
            _task: AbortOnDropHandle::new(tokio::spawn(work.run(watches, watcher))),
        }
    }

    /// Asks for a reload.
    pub fn handle(&self) -> ReloadHandle {
        self.handle.clone()
    }
}

struct Work {
    projects: Arc<HostedProjects>,
    clock: Arc<dyn Clock>,
    keep: Duration,
    numbers: ReloadNumbers,
    asked: Arc<Notify>,
    changed: Arc<Notify>,
}

impl Work {
    async fn run(self, watches: bool, mut watcher: Option<RecommendedWatcher>) {
        let work = Arc::new(self);
        let mut forget = tokio::time::interval(FORGET_INTERVAL);
        loop {
            tokio::select! {
                () = work.asked.notified() => {}
                () = work.changed.notified() => {
                    // Time is not the point here: whatever came last, the folders are read after it.
                    let _still_busy = tokio::time::timeout(MAX_WAIT, work.quiet()).await;
                }
                _ = forget.tick() => {
                    work.projects.forget_retired(work.clock.now());
                    continue;
                }
            }
            // Before the files are read: what changes from here on is noticed.
            if watches {
                drop(watcher.take());
                let watching = Arc::clone(&work);
                watcher = tokio::task::spawn_blocking(move || watching.watch())
                    .await
                    .ok()
                    .flatten();
            }
            let reloading = Arc::clone(&work);
            if let Err(error) = tokio::task::spawn_blocking(move || reloading.reload()).await {
                tracing::error!(%error, "the projects could not be loaded anew");
            }
        }
    }

    async fn quiet(&self) {
        while tokio::time::timeout(QUIET, self.changed.notified())
            .await
            .is_ok()
        {}
    }

    fn watch(&self) -> Option<RecommendedWatcher> {
        let folders: Vec<PathBuf> = self
            .projects
            .configs()
            .map(|(_, config)| config.folder.clone())
            .collect();
        match watch(&folders, Arc::clone(&self.changed)) {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                tracing::warn!(
                    %error,
                    "the folders of the projects cannot be watched; they are loaded anew on SIGHUP only"
                );
                None
            }
        }
    }

    fn reload(&self) {
        for (tag, config) in self.projects.configs() {
            let folder = config.folder.display();
            match self.projects.reload(tag, self.clock.now(), self.keep) {
                None | Some(Reloaded::Unchanged) => {
                    tracing::debug!(project = %tag, "the project has not changed");
                }
                Some(Reloaded::Changed(hosted)) => {
                    let warnings = hosted.project.findings().len();
                    let version = &hosted.version;
                    tracing::info!(project = %tag, %version, warnings, "the project was loaded anew");
                    self.numbers.changed(tag);
                }
                Some(Reloaded::Refused(error)) => {
                    tracing::error!(
                        project = %tag,
                        %folder,
                        %error,
                        "the changed project cannot be run; the version before goes on"
                    );
                    self.numbers.refused(tag);
                }
            }
        }
    }
}
