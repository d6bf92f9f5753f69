//! Headless Chromium.

use std::path::Path;

use serde_json::json;
use thirtyfour::cdp::domains::emulation::{MediaFeature, SetEmulatedMedia};
use thirtyfour::{Capabilities, ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver};

use super::driver::Driver;
use super::{Contrast, Motion, Theme, Viewport};
use crate::Failure;
use crate::surroundings::{CHROMEDRIVER, CHROMIUM, prepared};

/// What keeps Chromium to itself: no sandbox because CI is root, no calls home, no first-run pages.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Times and numbers are written alike on every machine.
    "--lang=en-US",
];

pub(super) async fn driver() -> Result<Driver, Failure> {
    Driver::start(&prepared(CHROMEDRIVER)?, |_| {}, None).await
}

pub(super) fn capabilities(profile: &Path) -> Result<Capabilities, Failure> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&prepared(CHROMIUM)?.to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    Ok(capabilities.into())
}

/// Takes effect at once, also on a page that is open.
pub(super) async fn emulate(
    session: &WebDriver,
    viewport: Viewport,
    theme: Theme,
    motion: Motion,
    contrast: Contrast,
) -> Result<(), Failure> {
    let (width, height) = viewport.size();
    let is_phone = viewport.is_phone();
    let devtools = session.cdp();
    devtools
        .emulation()
        .set_device_metrics_override(width, height, 1.0, is_phone)
        .await?;
    for (command, parameters) in [
        (
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": is_phone }),
        ),
        (
            "Emulation.setScrollbarsHidden",
            json!({ "hidden": is_phone }),
        ),
    ] {
        devtools.send_raw(command, parameters).await?;
    }
    devtools
        .send(SetEmulatedMedia {
            media: None,
            features: Some(vec![
                feature("prefers-color-scheme", theme.name()),
                feature("prefers-reduced-motion", motion.name()),
                feature("prefers-contrast", contrast.name()),
                feature(
                    "forced-colors",
                    if contrast == Contrast::Forced {
                        "active"
                    } else {
                        "none"
                    },
                ),
            ]),
        })
        .await?;
    Ok(())
}

fn feature(name: &str, value: &str) -> MediaFeature {
    MediaFeature {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

/// Runs a script in every page before the page's own.
pub(super) async fn begin_pages_with(session: &WebDriver, script: &str) -> Result<(), Failure> {
    let parameters = json!({ "source": script });
    let command = "Page.addScriptToEvaluateOnNewDocument";
    session.cdp().send_raw(command, parameters).await?;
    Ok(())
}

/// Sets whether the page reaches the network, and which addresses it never reaches.
pub(super) async fn reach(
    session: &WebDriver,
    offline: bool,
    blocked: &[&str],
) -> Result<(), Failure> {
    for (command, parameters) in [
        ("Network.enable", json!({})),
        (
            "Network.emulateNetworkConditions",
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 }),
        ),
        ("Network.setBlockedURLs", json!({ "urls": blocked })),
    ] {
        session.cdp().send_raw(command, parameters).await?;
    }
    Ok(())
}
