//! Headless Chromium, driven through its WebDriver.

use std::any::Any;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::process::Stdio;

use futures::FutureExt as _;
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::cdp::domains::emulation::{MediaFeature, SetEmulatedMedia};
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::surroundings::{CHROMEDRIVER, CHROMIUM, prepared, repository};
use crate::{Failure, until};

/// What keeps Chromium to itself: no sandbox because CI is root, no calls home, no first-run pages.
const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Size of the page, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// 390 x 844, as a phone.
    Phone,
    /// 1280 x 800.
    Desktop,
}

impl Viewport {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desktop => (1280, 800),
        }
    }

    /// For names of files.
    #[must_use]
    pub fn name(self) -> String {
        let (width, height) = self.size();
        format!("{width}x{height}")
    }
}

/// What the visitor's system prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As in `prefers-color-scheme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A browser with one page and a fresh profile.
#[derive(Debug)]
pub struct Browser {
    session: WebDriver,
    _driver: Child,
    _profile: TempDir,
}

/// Opens a browser, plays `scenario` and closes the browser, whatever became of the scenario.
///
/// # Errors
///
/// When the browser does not start, and whatever the scenario returns.
///
/// # Panics
///
/// When the scenario does, after the browser is closed.
pub async fn visit(
    viewport: Viewport,
    theme: Theme,
    scenario: impl AsyncFnOnce(&Browser) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let browser = Browser::open(viewport, theme).await?;
    let played: Result<_, Box<dyn Any + Send>> =
        AssertUnwindSafe(scenario(&browser)).catch_unwind().await;
    let closed = browser.session.quit().await;
    let outcome = played.unwrap_or_else(|panic| resume_unwind(panic));
    outcome.and(closed.map_err(Failure::from))
}

impl Browser {
    async fn open(viewport: Viewport, theme: Theme) -> Result<Self, Failure> {
        let profile = TempDir::new().map_err(Failure::at(&std::env::temp_dir()))?;
        let (driver, address) = start_driver(&prepared(CHROMEDRIVER)?).await?;
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&prepared(CHROMIUM)?.to_string_lossy())?;
        for argument in ARGUMENTS {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        let browser = Self {
            session: WebDriver::new(format!("http://{address}"), capabilities).await?,
            _driver: driver,
            _profile: profile,
        };
        browser.emulate(viewport, theme).await?;
        Ok(browser)
    }

    async fn emulate(&self, viewport: Viewport, theme: Theme) -> Result<(), Failure> {
        let (width, height) = viewport.size();
        let devtools = self.session.cdp();
        devtools
            .emulation()
            .set_device_metrics_override(width, height, 1.0, viewport == Viewport::Phone)
            .await?;
        if viewport == Viewport::Phone {
            for (command, parameters) in [
                (
                    "Emulation.setTouchEmulationEnabled",
                    json!({ "enabled": true }),
                ),
                ("Emulation.setScrollbarsHidden", json!({ "hidden": true })),
            ] {
                devtools.send_raw(command, parameters).await?;
            }
        }
        devtools
            .send(SetEmulatedMedia {
                media: None,
                features: Some(vec![MediaFeature {
                    name: "prefers-color-scheme".to_owned(),
                    value: theme.name().to_owned(),
                }]),
            })
            .await?;
        Ok(())
    }

    /// Loads a page.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn go(&self, url: &str) -> Result<(), Failure> {
        Ok(self.session.goto(url).await?)
    }

    /// Takes a picture of the page into `e2e/screenshots/`.
    ///
    /// # Errors
    ///
    /// When it cannot be taken or written.
    pub(crate) async fn screenshot(&self, name: &str) -> Result<(), Failure> {
        let folder = repository().join("e2e/screenshots");
        std::fs::create_dir_all(&folder).map_err(Failure::at(&folder))?;
        let file = folder.join(format!("{name}.png"));
        Ok(self.session.screenshot(&file).await?)
    }

    /// The session, for what this type has no method for.
    pub(crate) fn session(&self) -> &WebDriver {
        &self.session
    }
}

async fn start_driver(program: &Path) -> Result<(Child, SocketAddr), Failure> {
    let address = free_address()?;
    let driver = Command::new(program)
        .arg(format!("--port={}", address.port()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(Failure::of(program))?;
    until("the browser's driver", async || {
        Ok(TcpStream::connect(address).await.ok())
    })
    .await?;
    Ok((driver, address))
}

/// The driver takes a port but cannot choose one by itself.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::Network)
}
