//! The project's own tools, as child processes find them.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Folders of installed tools. They come before the user's own on the `PATH` of child processes, and nowhere else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Adds the folder of a tool's programs.
    pub(crate) fn add(&mut self, folder: PathBuf) {
        self.folders.push(folder);
    }

    /// `PATH` for a child process.
    pub(crate) fn search_path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self
            .folders
            .iter()
            .cloned()
            .chain(env::split_paths(&inherited));
        // Only a folder whose name holds a colon cannot be joined, and such a folder cannot be on PATH either way.
        env::join_paths(folders).unwrap_or(inherited)
    }

    /// The full path of a tool's program, when it is in this box.
    pub(crate) fn program(&self, name: &str) -> Option<PathBuf> {
        self.folders
            .iter()
            .map(|folder: &PathBuf| Path::new(folder).join(name))
            .find(|program| program.is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_tools_come_before_the_users() {
        let mut tools = Toolbox::default();
        tools.add(PathBuf::from("/cache/trunk/bin"));
        let folders: Vec<PathBuf> = env::split_paths(&tools.search_path()).collect();
        assert_eq!(folders.first().unwrap(), Path::new("/cache/trunk/bin"));
        assert!(folders.len() > 1);
    }
}
