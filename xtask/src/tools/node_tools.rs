//! `wasm-opt` and `esbuild`, which the npm registry carries as whole programs.

use std::path::{Path, PathBuf};

use super::cache::{Probe, ToolFolder};
use super::search::find_program;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;

/// npm package and major version of `wasm-opt`; Debian's is too old for today's wasm features.
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";

/// Installs both unless they are there. Returns the folder of their programs.
///
/// # Errors
///
/// When Node is missing or the npm registry cannot be reached.
pub(crate) fn install(cache: &Path) -> Result<PathBuf, Failure> {
    let folder = ToolFolder::new(
        cache,
        &format!("node-binaryen-{BINARYEN}-esbuild-{ESBUILD}"),
        vec![
            probe("wasm-opt", BINARYEN.split('.').next().unwrap_or(BINARYEN)),
            probe("esbuild", ESBUILD),
        ],
    );
    if !folder.is_complete() {
        step(
            &format!("Install wasm-opt (binaryen {BINARYEN}) and esbuild {ESBUILD}"),
            "Install Node 20 or newer with npm, check that the npm registry can be reached, then run the command again.",
            || folder.fill(npm_install),
        )?;
    }
    Ok(folder.path().join("node_modules/.bin"))
}

fn probe(program: &str, version: &str) -> Probe {
    Probe {
        program: Path::new("node_modules/.bin").join(program),
        version: version.to_owned(),
    }
}

fn npm_install(folder: &Path) -> Result<(), Failure> {
    if find_program(&["npm"]).is_none() {
        return Err(Failure::NoSuchProgram {
            program: "npm".to_owned(),
        });
    }
    Task::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            // Neither package needs its scripts, and what does not run cannot do harm.
            "--ignore-scripts",
            "--save-exact",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(folder)
        .arg(format!("binaryen@{BINARYEN}"))
        .arg(format!("esbuild@{ESBUILD}"))
        .within(folder)
        .run()
}
