//! What makes `dist/` an npm package: types, and `package.json` with the workspace's version.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// Types of the element.
const TYPES: &str = "bavard.d.ts";
const MANIFEST: &str = "package.json";

/// What stands in `npm/package.json`, so that no release has to change it.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// Writes both beside the built files.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(super) fn write_package(workspace: &Workspace, dist: &Path) -> Result<(), Failure> {
    let sources = workspace.root().join("npm");
    for name in [TYPES, MANIFEST] {
        let source = sources.join(name);
        let text = fs::read_to_string(&source).map_err(Failure::at(&source))?;
        let place = dist.join(name);
        fs::write(&place, with_version(&text)).map_err(Failure::at(&place))?;
    }
    Ok(())
}

/// All packages of the workspace have this program's version.
fn with_version(text: &str) -> String {
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    text.replacen(NO_VERSION, version, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_gets_the_workspaces_version() {
        let manifest = include_str!("../../../npm/package.json");
        assert!(manifest.contains(NO_VERSION));
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        assert!(with_version(manifest).contains(&version));
    }
}
