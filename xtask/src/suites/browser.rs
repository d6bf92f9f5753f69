//! `tests/` of the widget in a headless browser.

use super::tally::Tally;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::{Browser, Toolbox};
use crate::workspace::Workspace;

/// Where they run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Headless Chromium.
    Chromium,
    /// Headless Firefox.
    Firefox,
}

/// A test program may take this long, in seconds, on a machine that is busy building.
const TIME_LIMIT: &str = "180";

pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    kind: Kind,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let (name, arguments, driver) = match kind {
        Kind::Chromium => (
            "Chromium",
            ["--chrome", "--chromedriver"],
            Browser::ChromeDriver.find(),
        ),
        Kind::Firefox => (
            "Firefox",
            ["--firefox", "--geckodriver"],
            tools.program("geckodriver"),
        ),
    };
    step(
        &format!("Widget tests in headless {name}"),
        "The runner's message above names the test; `webdriver.json` has the options of the browsers.",
        || {
            Task::new("wasm-pack")
                .args(["test", "--headless"])
                .args(arguments)
                .arg(driver.ok_or_else(|| no_driver(name))?)
                // Only tests/: the tests inside src/ are native ones.
                .args(["--", "--test", "*"])
                .env("WASM_BINDGEN_TEST_TIMEOUT", TIME_LIMIT)
                .with(tools)
                .within(workspace.root())
                .observed(|line| tally.read(line))
        },
    )
}

fn no_driver(browser: &str) -> Failure {
    Failure::NoSuchProgram {
        program: format!("driver of {browser}"),
    }
}
