//! The files of the test site: the demo page as it is, the built files as a site would copy them, and pages that only
//! tests need.

use std::fs;
use std::path::Path;

use crate::Failure;
use crate::surroundings::{DEMO_PAGE, DIST, PAGE_LIBRARIES, prepared, repository};

/// Fills `folder`.
///
/// # Errors
///
/// When a file is missing.
pub(crate) fn fill(folder: &Path) -> Result<(), Failure> {
    let repository = repository();
    copy_folder(&prepared(DIST)?, folder)?;
    copy_folder(&repository.join("e2e/pages"), folder)?;
    copy_folder(&prepared(DEMO_PAGE)?, &folder.join("demo-page"))?;
    copy_folder(&repository.join("demo"), &folder.join("demo"))?;
    copy_fonts(
        &prepared(PAGE_LIBRARIES)?.join("@fontsource/inter/files"),
        &folder.join("fonts"),
    )?;
    copy_file(
        &repository.join("demo/showcase.html"),
        &folder.join("showcase.html"),
    )?;
    copy_file(&repository.join("index.html"), &folder.join("index.html"))
}

/// The weights that the widget draws with; the package has hundreds of files.
fn copy_fonts(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::at(to))?;
    for weight in [400, 500, 600, 700] {
        let name = format!("inter-latin-{weight}-normal.woff2");
        copy_file(&from.join(&name), &to.join(&name))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::at(to))?;
    for entry in fs::read_dir(from).map_err(Failure::at(from))? {
        let entry = entry.map_err(Failure::at(from))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map_err(Failure::at(from))?;
    Ok(())
}
