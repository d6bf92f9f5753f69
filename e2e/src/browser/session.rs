//! A browser with one page.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};

use futures::FutureExt as _;
use tempfile::TempDir;
use thirtyfour::WebDriver;

use super::driver::Driver;
use super::{Contrast, Engine, Motion, Theme, Viewport, chromium, firefox, webkit};
use crate::Failure;
use crate::surroundings::repository;

/// A browser with one page and a fresh profile.
#[derive(Debug)]
pub struct Browser {
    session: WebDriver,
    engine: Engine,
    _driver: Driver,
    _profile: TempDir,
}

/// Opens Chromium, plays `scenario` and closes the browser, whatever became of the scenario.
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
    visit_in(Engine::Chromium, viewport, theme, scenario).await
}

/// As [`visit`], in any browser.
///
/// # Errors
///
/// When the browser does not start, and whatever the scenario returns.
///
/// # Panics
///
/// When the scenario does, after the browser is closed.
pub async fn visit_in(
    engine: Engine,
    viewport: Viewport,
    theme: Theme,
    scenario: impl AsyncFnOnce(&Browser) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let browser = Browser::open(engine, viewport, theme).await?;
    let played: Result<_, Box<dyn Any + Send>> =
        AssertUnwindSafe(scenario(&browser)).catch_unwind().await;
    let closed = browser.session.quit().await;
    let outcome = played.unwrap_or_else(|panic| resume_unwind(panic));
    outcome.and(closed.map_err(Failure::from))
}

impl Browser {
    async fn open(engine: Engine, viewport: Viewport, theme: Theme) -> Result<Self, Failure> {
        let profile = TempDir::new().map_err(Failure::at(&std::env::temp_dir()))?;
        let (driver, capabilities) = match engine {
            Engine::Chromium => (
                chromium::driver().await?,
                chromium::capabilities(profile.path())?,
            ),
            Engine::Firefox => (
                firefox::driver().await?,
                firefox::capabilities(profile.path(), theme)?,
            ),
            Engine::WebKit => (
                webkit::driver(profile.path(), theme).await?,
                webkit::capabilities()?,
            ),
        };
        let browser = Self {
            session: WebDriver::new(driver.url(), capabilities).await?,
            engine,
            _driver: driver,
            _profile: profile,
        };
        match engine {
            Engine::Chromium => {
                chromium::emulate(
                    &browser.session,
                    viewport,
                    theme,
                    Motion::Any,
                    Contrast::Any,
                )
                .await?;
            }
            Engine::Firefox | Engine::WebKit => browser.resize(viewport).await?,
        }
        Ok(browser)
    }

    /// Gives the window the size at which the page has the wanted one.
    async fn resize(&self, viewport: Viewport) -> Result<(), Failure> {
        let (width, height) = viewport.size();
        let inner = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
        let frame = self.session.execute(inner, Vec::new()).await?;
        let (across, down): (u32, u32) = serde_json::from_value(frame.json().clone())?;
        self.session
            .set_window_rect(0, 0, width + across, height + down)
            .await?;
        Ok(())
    }

    /// Which browser it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Changes the size of the page and what the visitor prefers while the page is open.
    ///
    /// # Errors
    ///
    /// When it is not Chromium, which alone can do that.
    pub async fn change(
        &self,
        viewport: Viewport,
        theme: Theme,
        motion: Motion,
        contrast: Contrast,
    ) -> Result<(), Failure> {
        chromium::emulate(&self.session, viewport, theme, motion, contrast).await
    }

    /// Runs a script in every page before the page's own scripts.
    ///
    /// # Errors
    ///
    /// When it is not Chromium, which alone can do that.
    pub(crate) async fn begin_pages_with(&self, script: &str) -> Result<(), Failure> {
        chromium::begin_pages_with(&self.session, script).await
    }

    /// Sets whether the page reaches the network, and which addresses it never reaches; `*` stands for anything.
    ///
    /// # Errors
    ///
    /// When it is not Chromium, which alone can do that.
    pub(crate) async fn reach(&self, offline: bool, blocked: &[&str]) -> Result<(), Failure> {
        chromium::reach(&self.session, offline, blocked).await
    }

    /// Loads a page.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn go(&self, url: &str) -> Result<(), Failure> {
        Ok(self.session.goto(url).await?)
    }

    /// Goes back from a frame to its page.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn leave_frame(&self) -> Result<(), Failure> {
        Ok(self.session.enter_default_frame().await?)
    }

    /// A picture of the page, as PNG.
    ///
    /// # Errors
    ///
    /// When it cannot be taken.
    pub async fn picture(&self) -> Result<Vec<u8>, Failure> {
        Ok(self.session.screenshot_as_png().await?)
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
