//! The example pages and the types of the npm package: built as their READMEs say, then opened in a browser.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::programs::Programs;
use super::tally::Tally;
use crate::dist::build;
use crate::failure::Failure;
use crate::process::Task;
use crate::stamp::when_changed;
use crate::step::step;
use crate::tools::{Browser, Toolbox};
use crate::workspace::Workspace;

/// Each thing that is built is a check, beside the tests that open the pages.
pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    build(workspace, tools)?;
    let pages = workspace.target().join("examples");
    fs::create_dir_all(&pages).map_err(Failure::at(&pages))?;
    plain_page(workspace, &pages)?;
    theme_editor(workspace, &pages)?;
    let packages = react_app(workspace, &pages)?;
    tally.passed(1);
    types(workspace, &packages)?;
    tally.passed(2);
    leptos_app(workspace, tools)?;
    tally.passed(1);
    let programs = Programs::build(workspace)?;
    step(
        "A turn on each example page in headless Chromium",
        "`cargo xtask test --suite examples` runs them again; the pages are in examples/.",
        || {
            Task::cargo()
                .args(["test", "--package", "bavard-e2e", "--test", "examples"])
                .env("BAVARD_BIN", &programs.bavard)
                .env("BAVARD_EXAMPLES", &pages)
                .env("CHROMIUM_BIN", Browser::Chromium.required()?)
                .env("CHROMEDRIVER_BIN", Browser::ChromeDriver.required()?)
                .within(workspace.root())
                .observed(|line| tally.read(line))
        },
    )
}

fn plain_page(workspace: &Workspace, pages: &Path) -> Result<(), Failure> {
    let page = pages.join("plain");
    copy_files(&workspace.root().join("examples/plain"), &page)?;
    copy_files(&workspace.dist(), &page.join("bavard"))
}

/// It takes the built files from the folder above its own.
fn theme_editor(workspace: &Workspace, pages: &Path) -> Result<(), Failure> {
    let built = pages.join("built");
    let themes = "themes";
    copy_files(&workspace.dist(), &built)?;
    copy_files(&workspace.dist().join(themes), &built.join(themes))?;
    let editor = "theme-editor";
    copy_files(
        &workspace.root().join("examples").join(editor),
        &built.join(editor),
    )
}

/// Returns the folder of its npm packages, `bavard` and TypeScript among them.
fn react_app(workspace: &Workspace, pages: &Path) -> Result<PathBuf, Failure> {
    let app = workspace.root().join("examples/react");
    let packages = app.join("node_modules");
    step(
        "Build the React app",
        "`npm ci && npm run build` in examples/react does the same; it needs Node 20 or newer and the npm registry.",
        || {
            let stamps = workspace.target().join("examples-stamps");
            let lock = app.join("package-lock.json");
            let installed = packages.join(".package-lock.json");
            when_changed(&stamps, "npm ci", &lock, &installed, || {
                npm(&app)
                    .args(["ci", "--no-audit", "--no-fund"])
                    .args(["--ignore-scripts", "--loglevel=error"])
                    .run()
            })?;
            npm(&app).args(["run", "--silent", "build"]).run()?;
            copy_files(&app.join("build"), &pages.join("react"))?;
            copy_files(&app.join("build/bavard"), &pages.join("react/bavard"))
        },
    )?;
    Ok(packages)
}

fn npm(folder: &Path) -> Task {
    Task::new("npm").within(folder)
}

/// The types are used once in full, beside React and where React is not installed.
fn types(workspace: &Workspace, packages: &Path) -> Result<(), Failure> {
    let tests = workspace.root().join("npm/tests");
    let with_react = workspace.target().join("npm-types/with-react");
    let alone = workspace.target().join("npm-types/alone");
    copy_files(&tests, &with_react)?;
    link(packages, &with_react.join("node_modules"))?;
    for name in ["plain.ts", "tsconfig.json"] {
        copy(&tests.join(name), &alone.join(name))?;
    }
    link(&workspace.dist(), &alone.join("node_modules/bavard"))?;
    step(
        "Check the types of the npm package",
        "tsc's message above names the place in npm/tests; the types are in npm/bavard.d.ts.",
        || {
            [with_react, alone].iter().try_for_each(|folder| {
                Task::new(packages.join(".bin/tsc"))
                    .arg("--project")
                    .arg(folder)
                    .within(folder)
                    .run()
            })
        },
    )
}

/// trunk puts it where the other pages are.
fn leptos_app(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    step(
        "Build the Leptos app with trunk",
        "`trunk build` in examples/leptos does the same.",
        || {
            Task::new("trunk")
                .args(["build", "--offline", "--dist"])
                .arg(workspace.target().join("examples/leptos"))
                .without_env("NO_COLOR")
                .with(tools)
                .within(&workspace.root().join("examples/leptos"))
                .run()
        },
    )
}

/// The files right in a folder, without those in folders below.
fn copy_files(from: &Path, to: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(from).map_err(Failure::at(from))? {
        let file = entry.map_err(Failure::at(from))?.path();
        if file.is_file() {
            copy(&file, &to.join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(Failure::at(folder))?;
    fs::copy(from, to).map_err(Failure::at(from))?;
    Ok(())
}

fn link(target: &Path, place: &Path) -> Result<(), Failure> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder).map_err(Failure::at(folder))?;
    if place.is_symlink() {
        fs::remove_file(place).map_err(Failure::at(place))?;
    }
    symlink(target, place).map_err(Failure::at(place))
}
