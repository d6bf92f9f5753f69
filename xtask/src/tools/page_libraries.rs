//! What the end-to-end tests put into pages: axe-core, which finds barriers, and a font, so that pictures of pages do not
//! depend on the fonts of the machine.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::cache::{self, Probe, ToolFolder};
use super::search::find_program;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;

const AXE_CORE: &str = "4.14.1";
const INTER: &str = "5.3.0";

/// Tells the version of axe-core, and that Node can load it.
const PROBE: &str = "#!/bin/sh\n\
    cd \"$(dirname \"$0\")\" && exec node -p '\"axe-core \" + require(\"axe-core/package.json\").version'\n";

/// Where the libraries are.
#[derive(Debug)]
pub(crate) struct PageLibraries {
    folder: PathBuf,
}

impl PageLibraries {
    /// In the cache, where [`install`] puts them.
    ///
    /// # Errors
    ///
    /// When there is no cache directory.
    pub(crate) fn locate() -> Result<Self, Failure> {
        let folder = cache::directory()?.join(folder_name());
        Ok(Self { folder })
    }

    /// The folder with a folder for each package.
    pub(crate) fn node_modules(&self) -> PathBuf {
        self.folder.join("node_modules")
    }
}

fn folder_name() -> String {
    format!("page-libraries-axe-core-{AXE_CORE}-inter-{INTER}")
}

/// Installs them unless they are there.
///
/// # Errors
///
/// When Node is missing or the npm registry cannot be reached.
pub(super) fn install(cache: &Path) -> Result<(), Failure> {
    let probe = Probe {
        program: PathBuf::from("axe-core-version"),
        version: AXE_CORE.to_owned(),
    };
    let folder = ToolFolder::new(cache, &folder_name(), vec![probe]);
    if folder.is_complete() {
        return Ok(());
    }
    step(
        &format!("Install axe-core {AXE_CORE} and the font Inter {INTER}"),
        "Install Node 20 or newer with npm, check that the npm registry can be reached, then run the command again.",
        || folder.fill(fill),
    )
}

fn fill(root: &Path) -> Result<(), Failure> {
    if find_program(&["npm"]).is_none() {
        return Err(Failure::NoSuchProgram {
            program: "npm".to_owned(),
        });
    }
    Task::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(["--save-exact", "--loglevel=error", "--prefix"])
        .arg(root)
        .arg(format!("axe-core@{AXE_CORE}"))
        .arg(format!("@fontsource/inter@{INTER}"))
        .within(root)
        .run()?;
    let probe = root.join("axe-core-version");
    fs::write(&probe, PROBE)
        .and_then(|()| fs::set_permissions(&probe, fs::Permissions::from_mode(0o755)))
        .map_err(Failure::at(&probe))
}
