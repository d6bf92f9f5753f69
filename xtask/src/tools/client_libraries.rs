//! gRPC client libraries of other makers, for the suite that talks to the server with them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::cache::{self, Probe, ToolFolder};
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::workspace::Workspace;

/// The versions are those that `server/tests/clients` pins.
const GRPCIO: &str = "1.85.3";
const CONNECT_WEB: &str = "2.3.0";

/// Tells the version of grpcio, and that the Python it was installed for still runs.
const PROBE: &str = "#!/bin/sh\n\
    exec \"$(dirname \"$0\")/python/bin/python\" -c 'import grpc; print(\"grpcio\", grpc.__version__)'\n";

/// Where the libraries are.
#[derive(Debug)]
pub(crate) struct ClientLibraries {
    folder: PathBuf,
}

impl ClientLibraries {
    /// In the cache, where [`install`] puts them.
    ///
    /// # Errors
    ///
    /// When there is no cache directory.
    pub(crate) fn locate() -> Result<Self, Failure> {
        let folder = cache::directory()?.join(folder_name());
        Ok(Self { folder })
    }

    /// A Python that has grpcio.
    pub(crate) fn python(&self) -> PathBuf {
        self.folder.join("python/bin/python")
    }

    /// The packages for Node, which looks for them beside the script that imports them.
    pub(crate) fn node_modules(&self) -> PathBuf {
        self.folder.join("node_modules")
    }
}

fn folder_name() -> String {
    format!("clients-grpcio-{GRPCIO}-connect-web-{CONNECT_WEB}")
}

/// Installs them unless they are there.
///
/// # Errors
///
/// When Python or Node is missing, or their registries cannot be reached.
pub(super) fn install(workspace: &Workspace, cache: &Path) -> Result<(), Failure> {
    let probe = Probe {
        program: PathBuf::from("grpcio-version"),
        version: GRPCIO.to_owned(),
    };
    let folder = ToolFolder::new(cache, &folder_name(), vec![probe]);
    if folder.is_complete() {
        return Ok(());
    }
    step(
        "Install grpcio for Python and connect-web for Node",
        "Install Python 3 with venv (Debian: python3-venv) and Node 20 or newer with npm, check that PyPI and the npm \
         registry can be reached, then run the command again.",
        || folder.fill(|root| fill(&workspace.root().join("server/tests/clients"), root)),
    )
}

fn fill(pinned: &Path, root: &Path) -> Result<(), Failure> {
    Task::new("python3")
        .args(["-m", "venv", "python"])
        .within(root)
        .run()?;
    Task::new(root.join("python/bin/python"))
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(pinned.join("python/requirements.txt"))
        .within(root)
        .run()?;
    for file in ["package.json", "package-lock.json"] {
        let from = pinned.join("connect-web").join(file);
        fs::copy(&from, root.join(file)).map_err(Failure::at(&from))?;
    }
    Task::new("npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .args(["--ignore-scripts", "--loglevel=error"])
        .within(root)
        .run()?;
    let probe = root.join("grpcio-version");
    fs::write(&probe, PROBE)
        .and_then(|()| fs::set_permissions(&probe, fs::Permissions::from_mode(0o755)))
        .map_err(Failure::at(&probe))
}
