//! Where things are in the repository.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folders of this clone.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The clone that `cargo xtask` was called in: cargo says so at run time, because clones that share a target folder
    /// share this program. `CARGO_TARGET_DIR` is honoured.
    ///
    /// # Errors
    ///
    /// When the clone is gone.
    pub(crate) fn locate() -> Result<Self, Failure> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().unwrap_or(&package);
        let root = root.canonicalize().map_err(Failure::at(root))?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir().map_err(Failure::at(&root))?.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder of the root manifest.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where the embedded files go.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A program built with the dev profile.
    pub(crate) fn dev_program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// The travel project and its conversations, which are kept beside the repository and not in it.
    pub(crate) fn travel_project(&self) -> Option<PathBuf> {
        let folder = self.root.parent()?.join("shared/dialog/projects/travel");
        folder
            .join("conversations.yaml")
            .is_file()
            .then_some(folder)
    }

    /// The version of `package` in `Cargo.lock`.
    ///
    /// # Errors
    ///
    /// When the lock file cannot be read or does not name the package.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Failure> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).map_err(Failure::at(&path))?;
        version_in(&lock, package).ok_or_else(|| Failure::NotLocked {
            package: package.to_owned(),
        })
    }
}

/// Cargo writes the version on the line after the name.
fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_and_not_of_one_with_a_longer_name() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}
