//! The widget, the server and the coffee example in a real browser.

use super::page;
use super::programs::Programs;
use super::tally::Tally;
use crate::dist::build;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::{Browser, Toolbox};
use crate::workspace::Workspace;

pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    build(workspace, tools)?;
    let demo_page = page::build(workspace, tools)?;
    let programs = Programs::build(workspace)?;
    step(
        "End-to-end tests in headless Chromium",
        "`cargo xtask test --suite e2e` runs them again; screenshots are in e2e/screenshots/.",
        || {
            Task::cargo()
                .args(["test", "--package", "bavard-e2e", "--no-fail-fast"])
                .env("BAVARD_BIN", &programs.bavard)
                .env("COFFEE_BACKEND_BIN", &programs.coffee_backend)
                .env("BAVARD_DIST", workspace.dist())
                .env("BAVARD_DEMO_PAGE", &demo_page)
                .env("CHROMIUM_BIN", found(Browser::Chromium, "chromium")?)
                .env(
                    "CHROMEDRIVER_BIN",
                    found(Browser::ChromeDriver, "chromedriver")?,
                )
                .within(workspace.root())
                .observed(|line| tally.read(line))
        },
    )
}

fn found(browser: Browser, program: &str) -> Result<std::path::PathBuf, Failure> {
    browser.find().ok_or_else(|| Failure::NoSuchProgram {
        program: program.to_owned(),
    })
}
