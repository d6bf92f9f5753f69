//! The versioned tool folders in the user's cache directory.
//!
//! A tool is installed into a folder beside its place and then moved there in one step, so that an interrupted
//! installation is never taken for a finished one. It counts as there only when its program runs and names the right
//! version.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use crate::failure::Failure;
use crate::process::Task;

/// `$XDG_CACHE_HOME/bavard`, or `~/.cache/bavard`.
///
/// # Errors
///
/// When neither variable is set.
pub(crate) fn directory() -> Result<PathBuf, Failure> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute());
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    Ok(cache
        .or_else(home)
        .ok_or(Failure::NoCacheDirectory)?
        .join("bavard"))
}

/// A tool's program and what it must say when asked for its version.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    /// The program, relative to the tool's folder.
    pub(crate) program: PathBuf,
    /// A word of the first line of `--version`.
    pub(crate) version: String,
}

impl Probe {
    fn answers_in(&self, folder: &Path) -> bool {
        let program = folder.join(&self.program);
        program.is_file()
            && Task::new(&program)
                .arg("--version")
                .output()
                .is_ok_and(|said| names_version(&said, &self.version))
    }
}

fn names_version(said: &str, version: &str) -> bool {
    said.lines()
        .next()
        .is_some_and(|line| line.split_whitespace().any(|word| word == version))
}

/// A folder in the cache for one version of one tool (or of a few that belong together).
#[derive(Debug)]
pub(crate) struct ToolFolder {
    folder: PathBuf,
    probes: Vec<Probe>,
}

impl ToolFolder {
    /// `name` holds the version, such as `trunk-0.21.14`.
    pub(crate) fn new(cache: &Path, name: &str, probes: Vec<Probe>) -> Self {
        Self {
            folder: cache.join(name),
            probes,
        }
    }

    /// Where it is once installed.
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// Whether every program in it runs and has the right version.
    pub(crate) fn is_complete(&self) -> bool {
        self.probes
            .iter()
            .all(|probe| probe.answers_in(&self.folder))
    }

    /// Calls `install` with a temporary folder, checks what it made, and moves it into place.
    ///
    /// # Errors
    ///
    /// That of `install`; or [`Failure::WrongVersion`].
    pub(crate) fn fill(
        &self,
        install: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let name = self
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let staging = self
            .folder
            .with_file_name(format!(".installing-{name}-{}", process::id()));
        fs::create_dir_all(&staging).map_err(Failure::at(&staging))?;
        let moved = install(&staging)
            .and_then(|()| self.check(&staging))
            .and_then(|()| self.replace_with(&staging));
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(Failure::at(&staging))?;
        }
        moved
    }

    fn check(&self, staging: &Path) -> Result<(), Failure> {
        match self.probes.iter().find(|probe| !probe.answers_in(staging)) {
            None => Ok(()),
            Some(probe) => Err(Failure::WrongVersion {
                tool: probe.program.to_string_lossy().into_owned(),
                version: probe.version.clone(),
            }),
        }
    }

    fn replace_with(&self, staging: &Path) -> Result<(), Failure> {
        // Another clone may have installed the same version meanwhile.
        if self.is_complete() {
            return Ok(());
        }
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).map_err(Failure::at(&self.folder))?;
        }
        fs::rename(staging, &self.folder).map_err(Failure::at(&self.folder))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    struct Cache(PathBuf);

    impl Cache {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("bavard-cache-{name}-{}", process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        fn mill(&self) -> ToolFolder {
            let probe = Probe {
                program: PathBuf::from("bin/mill"),
                version: "1.2.3".to_owned(),
            };
            ToolFolder::new(&self.0, "mill-1.2.3", vec![probe])
        }

        fn entries(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        }
    }

    impl Drop for Cache {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn write_mill(folder: &Path, version: &str) -> Result<(), Failure> {
        let program = folder.join("bin/mill");
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::write(&program, format!("#!/bin/sh\necho mill {version}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Ok(())
    }

    #[test]
    fn a_tool_is_complete_once_its_program_names_the_version() {
        let cache = Cache::new("complete");
        assert!(!cache.mill().is_complete());
        cache
            .mill()
            .fill(|folder| write_mill(folder, "1.2.3"))
            .unwrap();
        assert!(cache.mill().is_complete());
        assert_eq!(cache.entries(), ["mill-1.2.3"]);
    }

    #[test]
    fn a_failed_installation_leaves_nothing_behind() {
        let cache = Cache::new("failed");
        let failed = cache.mill().fill(|_| {
            Err(Failure::NoSuchProgram {
                program: "cargo".to_owned(),
            })
        });
        assert!(failed.is_err());
        assert_eq!(cache.entries(), [""; 0]);
    }

    #[test]
    fn another_version_than_asked_for_is_refused() {
        let cache = Cache::new("version");
        let failure = cache
            .mill()
            .fill(|folder| write_mill(folder, "1.2.30"))
            .unwrap_err();
        assert!(matches!(failure, Failure::WrongVersion { .. }), "{failure}");
        assert_eq!(cache.entries(), [""; 0]);
    }

    #[test]
    fn a_broken_folder_is_replaced() {
        let cache = Cache::new("broken");
        fs::create_dir_all(cache.mill().path().join("bin")).unwrap();
        cache
            .mill()
            .fill(|folder| write_mill(folder, "1.2.3"))
            .unwrap();
        assert!(cache.mill().is_complete());
    }
}
