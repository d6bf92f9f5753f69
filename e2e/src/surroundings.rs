//! What `cargo xtask test` prepares: paths in environment variables.

use std::env;
use std::path::{Path, PathBuf};

use crate::Failure;

/// The server.
pub(crate) const BAVARD: &str = "BAVARD_BIN";
/// The backend of the coffee example.
pub(crate) const COFFEE_BACKEND: &str = "COFFEE_BACKEND_BIN";
/// The embedded files.
pub(crate) const DIST: &str = "BAVARD_DIST";
/// The demo page as trunk builds it.
pub(crate) const DEMO_PAGE: &str = "BAVARD_DEMO_PAGE";
/// The backend of the showcase example.
pub(crate) const SHOWCASE_BACKEND: &str = "SHOWCASE_BACKEND_BIN";
/// Chromium.
pub(crate) const CHROMIUM: &str = "CHROMIUM_BIN";
/// Its driver.
pub(crate) const CHROMEDRIVER: &str = "CHROMEDRIVER_BIN";
/// Firefox.
pub(crate) const FIREFOX: &str = "FIREFOX_BIN";
/// Its driver.
pub(crate) const GECKODRIVER: &str = "GECKODRIVER_BIN";
/// The driver of WebKitGTK, which knows its browser.
pub(crate) const WEBKIT_DRIVER: &str = "WEBKIT_DRIVER_BIN";
/// The display server that nobody sees.
pub(crate) const XVFB: &str = "XVFB_BIN";
/// A folder of npm with axe-core and a font.
pub(crate) const PAGE_LIBRARIES: &str = "BAVARD_PAGE_LIBRARIES";

/// The path in an environment variable.
///
/// # Errors
///
/// [`Failure::NotPrepared`] says how to run the tests.
pub(crate) fn prepared(variable: &'static str) -> Result<PathBuf, Failure> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or(Failure::NotPrepared { variable })
}

/// The root of the repository.
pub(crate) fn repository() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}
