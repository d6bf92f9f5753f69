//! Reads an exported project from its folder: `dialog.json` and `<locale>/*.trsx`, or `*.trsx` beside it.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use bavard_dialog::{LocaleFile, ProjectFiles};

/// Longest file that is read; the largest exports known have a few MiB.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Why a project folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectFolderError {
    /// The path does not lead to a folder.
    #[error("{} is not a folder; give the folder that holds dialog.json", .0.display())]
    NotAFolder(PathBuf),
    /// The folder does not hold a project.
    #[error("{} holds no dialog.json; give the folder of an exported project", .0.display())]
    NoDialog(PathBuf),
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// What cannot be read.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file is not text.
    #[error("{} is not UTF-8 text", .0.display())]
    NotText(PathBuf),
    /// A file is far longer than any export.
    #[error("{} is longer than {MAX_FILE_BYTES} bytes", .0.display())]
    TooLong(PathBuf),
}

/// Reads the files of a project; whether they make sense is for
/// [`Project::load`](bavard_dialog::Project::load) to say.
///
/// # Errors
///
/// When the folder holds no project, or a file of it cannot be read.
pub fn read_project_folder(folder: &Path) -> Result<ProjectFiles, ProjectFolderError> {
    if !folder.is_dir() {
        return Err(ProjectFolderError::NotAFolder(folder.to_owned()));
    }
    let dialog = folder.join("dialog.json");
    if !dialog.is_file() {
        return Err(ProjectFolderError::NoDialog(folder.to_owned()));
    }
    Ok(ProjectFiles {
        dialog: read_text(&dialog)?,
        locales: read_locales(folder)?,
    })
}

/// Training data in a locale's own folder is of that locale; beside `dialog.json` the file's name says the locale.
fn read_locales(folder: &Path) -> Result<Vec<LocaleFile>, ProjectFolderError> {
    let mut locales = Vec::new();
    for path in sorted_entries(folder)? {
        if path.is_dir() {
            for file in sorted_entries(&path)?.iter().filter(|file| is_trsx(file)) {
                locales.push(read_locale(path.file_name(), file)?);
            }
        } else if is_trsx(&path) {
            locales.push(read_locale(path.file_stem(), &path)?);
        }
    }
    Ok(locales)
}

fn read_locale(name: Option<&OsStr>, file: &Path) -> Result<LocaleFile, ProjectFolderError> {
    Ok(LocaleFile {
        locale: name
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        trsx: read_text(file)?,
    })
}

fn is_trsx(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "trsx")
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, ProjectFolderError> {
    let failed = |source| ProjectFolderError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut entries = fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    entries.sort();
    Ok(entries)
}

fn read_text(path: &Path) -> Result<String, ProjectFolderError> {
    let failed = |source| ProjectFolderError::Read {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    fs::File::open(path)
        .map_err(failed)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_FILE_BYTES) {
        return Err(ProjectFolderError::TooLong(path.to_owned()));
    }
    let text =
        String::from_utf8(bytes).map_err(|_| ProjectFolderError::NotText(path.to_owned()))?;
    // Windows tools put a byte order mark before JSON and XML, which neither format allows there.
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_data_is_found_in_locale_folders_and_beside_the_dialog() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("fr-FR")).unwrap();
        fs::write(folder.path().join("dialog.json"), "\u{feff}{}").unwrap();
        fs::write(folder.path().join("en-US.trsx"), "<en/>").unwrap();
        fs::write(folder.path().join("fr-FR/coffee.trsx"), "<fr/>").unwrap();
        fs::write(folder.path().join("fr-FR/notes.txt"), "no").unwrap();

        let files = read_project_folder(folder.path()).unwrap();

        assert_eq!(files.dialog, "{}");
        let locales: Vec<_> = files
            .locales
            .iter()
            .map(|file| (file.locale.as_str(), file.trsx.as_str()))
            .collect();
        assert_eq!(locales, [("en-US", "<en/>"), ("fr-FR", "<fr/>")]);
    }

    #[test]
    fn a_folder_without_a_dialog_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_project_folder(folder.path()).unwrap_err();
        assert!(matches!(error, ProjectFolderError::NoDialog(path) if path == folder.path()));
    }

    #[test]
    fn a_file_in_place_of_a_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dialog.json");
        fs::write(&file, "{}").unwrap();
        let error = read_project_folder(&file).unwrap_err();
        assert!(matches!(error, ProjectFolderError::NotAFolder(path) if path == file));
    }

    #[test]
    fn a_file_that_is_not_text_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dialog.json");
        fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
        let error = read_project_folder(folder.path()).unwrap_err();
        assert!(matches!(error, ProjectFolderError::NotText(path) if path == file));
    }
}
