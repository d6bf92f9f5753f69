//! Headless Firefox.

use std::path::Path;

use serde_json::json;
use thirtyfour::{BrowserCapabilitiesHelper as _, Capabilities, DesiredCapabilities};

use super::Theme;
use super::driver::Driver;
use crate::Failure;
use crate::surroundings::{FIREFOX, GECKODRIVER, prepared};

pub(super) async fn driver() -> Result<Driver, Failure> {
    let program = prepared(GECKODRIVER)?;
    // Beside the port for WebDriver there is one between driver and browser; 0 lets the browser choose.
    Driver::start(
        &program,
        |command| {
            command.arg("--marionette-port=0");
        },
        None,
    )
    .await
}

pub(super) fn capabilities(profile: &Path, theme: Theme) -> Result<Capabilities, Failure> {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_firefox_binary(&prepared(FIREFOX)?.to_string_lossy())?;
    for argument in ["-headless", "-profile", &profile.to_string_lossy()] {
        capabilities.add_arg(argument)?;
    }
    let dark = theme == Theme::Dark;
    capabilities.set_browser_option(
        "prefs",
        json!({
            "layout.css.prefers-color-scheme.content-override": if dark { 0 } else { 1 },
            "ui.systemUsesDarkTheme": i32::from(dark),
            // Tab reaches links and buttons on every system.
            "accessibility.tabfocus": 7,
        }),
    )?;
    Ok(capabilities.into())
}
