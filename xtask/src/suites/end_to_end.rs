//! The widget, the server and the examples in real browsers.

use std::fs;
use std::path::PathBuf;

use super::page;
use super::programs::Programs;
use super::tally::Tally;
use crate::dist::build;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::{Browser, PageLibraries, Toolbox};
use crate::workspace::Workspace;

/// The test program that compares pictures: a suite of its own, because it is the only one whose expectations are written
/// by a machine.
const APPEARANCE: &str = "appearance";

/// Runs everything but the comparison of pictures.
pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let mut programs = test_programs(workspace)?;
    programs.retain(|program| program != APPEARANCE);
    let task = prepared(workspace, tools)?;
    step(
        "End-to-end tests in Chromium, Firefox and WebKit",
        "`cargo xtask test --suite e2e` runs them again; screenshots are in e2e/screenshots/.",
        || {
            task.arg("--lib")
                .args(programs.iter().flat_map(|program| ["--test", program]))
                .observed(|line| tally.read(line))
        },
    )
}

/// Compares how the widget looks with the pictures in `e2e/appearance/`.
pub(super) fn compare_pictures(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let task = prepared(workspace, tools)?;
    step(
        "Pictures of the widget in every state, theme and direction",
        "e2e/screenshots/ has what was expected, what was seen and where they differ. If it is meant, \
         `BAVARD_ACCEPT=1 cargo xtask test --suite visual` keeps what is seen as right.",
        || {
            task.args(["--test", APPEARANCE])
                .observed(|line| tally.read(line))
        },
    )
}

/// The names of the test programs.
fn test_programs(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let folder = workspace.root().join("e2e/tests");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Failure::at(&folder))? {
        let entry = entry.map_err(Failure::at(&folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// `cargo test` of the package, with everything built that it starts and serves.
fn prepared(workspace: &Workspace, tools: &Toolbox) -> Result<Task, Failure> {
    build(workspace, tools)?;
    let demo_page = page::build(workspace, tools)?;
    let programs = Programs::build(workspace)?;
    Ok(Task::cargo()
        .args(["test", "--package", "bavard-e2e", "--no-fail-fast"])
        .env("BAVARD_BIN", &programs.bavard)
        .env("COFFEE_BACKEND_BIN", &programs.coffee_backend)
        .env("SHOWCASE_BACKEND_BIN", &programs.showcase_backend)
        .env("BAVARD_DIST", workspace.dist())
        .env("BAVARD_DEMO_PAGE", &demo_page)
        .env(
            "BAVARD_PAGE_LIBRARIES",
            PageLibraries::locate()?.node_modules(),
        )
        .env("CHROMIUM_BIN", found(Browser::Chromium)?)
        .env("CHROMEDRIVER_BIN", found(Browser::ChromeDriver)?)
        .env("FIREFOX_BIN", found(Browser::Firefox)?)
        .env("GECKODRIVER_BIN", tool(tools, "geckodriver")?)
        .env("WEBKIT_DRIVER_BIN", found(Browser::WebKitDriver)?)
        .env("XVFB_BIN", found(Browser::Xvfb)?)
        .within(workspace.root()))
}

fn found(browser: Browser) -> Result<PathBuf, Failure> {
    browser.find().ok_or_else(|| missing(browser.name()))
}

fn tool(tools: &Toolbox, name: &str) -> Result<PathBuf, Failure> {
    tools.program(name).ok_or_else(|| missing(name))
}

fn missing(program: &str) -> Failure {
    Failure::NoSuchProgram {
        program: program.to_owned(),
    }
}
