//! WebKitGTK's own small browser. It has no headless mode, so it gets a display that nobody sees.

use std::path::Path;
use std::process::Stdio;

use thirtyfour::Capabilities;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::Theme;
use super::driver::Driver;
use crate::surroundings::{WEBKIT_DRIVER, XVFB, prepared};
use crate::{Failure, LIMIT};

pub(super) async fn driver(profile: &Path, theme: Theme) -> Result<Driver, Failure> {
    let (display, name) = open_display(&prepared(XVFB)?).await?;
    let prepare = |command: &mut Command| {
        command
            .env("DISPLAY", name)
            // All that it keeps goes into the profile.
            .env("HOME", profile)
            .env("XDG_CACHE_HOME", profile)
            .env("XDG_CONFIG_HOME", profile)
            .env("XDG_DATA_HOME", profile)
            .env_remove("WAYLAND_DISPLAY")
            // It takes the preference from the look of the desktop.
            .env(
                "GTK_THEME",
                match theme {
                    Theme::Light => "Adwaita",
                    Theme::Dark => "Adwaita:dark",
                },
            );
    };
    Driver::start(&prepared(WEBKIT_DRIVER)?, prepare, Some(display)).await
}

pub(super) fn capabilities() -> Result<Capabilities, Failure> {
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "MiniBrowser")?;
    Ok(capabilities)
}

/// Starts the display server, which chooses a free number and says which when it is ready.
async fn open_display(program: &Path) -> Result<(Child, String), Failure> {
    let mut server = Command::new(program)
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24"])
        .args(["-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(Failure::of(program))?;
    let number = match server.stdout.take() {
        Some(output) => timeout(LIMIT, BufReader::new(output).lines().next_line())
            .await
            .ok()
            .transpose()
            .map_err(Failure::of(program))?
            .flatten(),
        None => None,
    };
    match number {
        Some(number) => Ok((server, format!(":{}", number.trim()))),
        None => Err(Failure::NotListening {
            program: program.to_owned(),
            said: "no number of a display".to_owned(),
        }),
    }
}
