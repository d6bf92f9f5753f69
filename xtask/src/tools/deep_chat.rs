//! Deep Chat, which `cargo xtask bench widget` measures beside the widget.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::cache::{self, Probe, ToolFolder};
use crate::dist::beside_each;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;

const VERSION: &str = "2.4.2";

/// Tells the version of the package that lies beside it.
const PROBE: &str = "#!/bin/sh\n\
    exec node -p '\"deep-chat \" + require(process.argv[1] + \"/node_modules/deep-chat/package.json\").version' \
    \"$(dirname \"$0\")\"\n";

/// Where its bundle is, with a brotli copy beside it.
///
/// # Errors
///
/// When there is no cache directory.
pub(crate) fn deep_chat() -> Result<PathBuf, Failure> {
    Ok(cache::directory()?.join(folder_name()).join("bundle"))
}

fn folder_name() -> String {
    format!("deep-chat-{VERSION}")
}

/// Installs it unless it is there.
///
/// # Errors
///
/// When Node is missing or the npm registry cannot be reached.
pub(super) fn install(cache: &Path) -> Result<(), Failure> {
    let probe = Probe {
        program: PathBuf::from("deep-chat-version"),
        version: VERSION.to_owned(),
    };
    let folder = ToolFolder::new(cache, &folder_name(), vec![probe]);
    if folder.is_complete() {
        return Ok(());
    }
    step(
        &format!("Install Deep Chat {VERSION}, to measure the widget beside it"),
        "Install Node 20 or newer with npm, check that the npm registry can be reached, then run the command again.",
        || folder.fill(fill),
    )
}

fn fill(root: &Path) -> Result<(), Failure> {
    Task::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(["--save-exact", "--loglevel=error", "--prefix"])
        .arg(root)
        .arg(format!("deep-chat@{VERSION}"))
        .within(root)
        .run()?;
    let bundle = root.join("bundle");
    fs::create_dir_all(&bundle).map_err(Failure::at(&bundle))?;
    let script = root.join("node_modules/deep-chat/dist/deepChat.bundle.js");
    fs::copy(&script, bundle.join("deepChat.bundle.js")).map_err(Failure::at(&script))?;
    // As the widget's own files are compressed.
    beside_each(&bundle, &root.join("stamps"))?;
    let probe = root.join("deep-chat-version");
    fs::write(&probe, PROBE)
        .and_then(|()| fs::set_permissions(&probe, fs::Permissions::from_mode(0o755)))
        .map_err(Failure::at(&probe))
}
