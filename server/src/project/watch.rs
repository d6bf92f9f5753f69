//! Notices changes in the folders of projects.
//!
//! A folder is watched with everything in it, and from outside: it can be replaced as a whole, by a rename or by turning
//! a symbolic link on the way to it, as deployments and Kubernetes do. The operating system watches what a path led to
//! when it was asked, so after a change everything is watched anew ([`watch`] is called again).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

/// Watches the folders until it is dropped, and gives `changed` a permit whenever something in them may have changed.
///
/// # Errors
///
/// When the operating system does not let us watch anything.
pub(super) fn watch(
    folders: &[PathBuf],
    changed: Arc<Notify>,
) -> notify::Result<RecommendedWatcher> {
    let folders: Vec<_> = folders
        .iter()
        .map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.clone()))
        .collect();
    let ways: Vec<_> = folders.iter().flat_map(|folder| way(folder)).collect();
    let targets: Vec<_> = folders
        .iter()
        .filter_map(|folder| folder.canonicalize().ok())
        .collect();
    let parents: Vec<_> = ways.iter().filter_map(|step| step.parent()).collect();
    let parents: Vec<_> = parents.into_iter().map(Path::to_owned).collect();
    let relevant = {
        let targets = targets.clone();
        move |path: &Path| {
            ways.iter().any(|step| step == path)
                || targets.iter().any(|target| path.starts_with(target))
        }
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let is_change = match event {
            // Reading the files is no change, and would have no end.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
            Ok(event) => event.need_rescan() || event.paths.iter().any(|path| relevant(path)),
            // Something was missed: better look.
            Err(_) => true,
        };
        if is_change {
            changed.notify_one();
        }
    })?;
    for target in &targets {
        watcher.watch(target, RecursiveMode::Recursive)?;
    }
    for parent in &parents {
        // What is not there cannot be watched; its own parent tells when it comes.
        if let Err(error) = watcher.watch(parent, RecursiveMode::NonRecursive) {
            tracing::debug!(folder = %parent.display(), %error, "a folder is not watched");
        }
    }
    Ok(watcher)
}

/// The folder itself, and each symbolic link on the way to it.
fn way(folder: &Path) -> Vec<PathBuf> {
    let is_step = |step: &&Path| *step == folder || step.is_symlink();
    folder
        .ancestors()
        .filter(is_step)
        .map(Path::to_owned)
        .collect()
}
