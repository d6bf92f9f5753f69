//! How large the embedded files are.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::compress::{compressed_name, is_compressed};
use crate::failure::Failure;

/// Every file under `folder`, in the order of their names; none when there is no such folder.
///
/// # Errors
///
/// When a folder cannot be read.
pub(super) fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(Failure::at(&folder))? {
            let path = entry.map_err(Failure::at(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Size of one embedded file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileSize {
    /// Relative to `dist/`.
    pub(super) name: String,
    pub(super) raw: u64,
    pub(super) brotli: u64,
}

impl fmt::Display for FileSize {
    fn fmt(&self, line: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (raw, brotli) = (kibibytes(self.raw), kibibytes(self.brotli));
        write!(line, "    {:<28} {raw:>12} {brotli:>12}", self.name)
    }
}

/// Measures every embedded file under `dist`.
///
/// # Errors
///
/// When one has no compressed copy, or cannot be read.
pub(super) fn measure(dist: &Path) -> Result<Vec<FileSize>, Failure> {
    files_under(dist)?
        .into_iter()
        .filter(|file| !is_compressed(file))
        .map(|file| {
            Ok(FileSize {
                name: file
                    .strip_prefix(dist)
                    .unwrap_or(&file)
                    .to_string_lossy()
                    .into_owned(),
                raw: length(&file)?,
                brotli: length(&compressed_name(&file, "br"))?,
            })
        })
        .collect()
}

fn length(file: &Path) -> Result<u64, Failure> {
    Ok(fs::metadata(file).map_err(Failure::at(file))?.len())
}

/// Bytes as `12.3 KiB`.
pub(super) fn kibibytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_shown_smaller_than_it_is() {
        assert_eq!(kibibytes(3072), "3.0 KiB");
        assert_eq!(kibibytes(3073), "3.1 KiB");
    }
}
