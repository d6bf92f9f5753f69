//! The demo page as trunk builds it.

use std::path::{Path, PathBuf};

use super::tally::Tally;
use crate::demo::trunk;
use crate::dist::compile_widget;
use crate::failure::Failure;
use crate::step::step;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// What the page asks for by name; the names are fixed, because the loader asks for them too.
const FILES: [&str; 22] = [
    "index.html",
    "demo/demo.css",
    "demo/demo.js",
    "showcase.html",
    "demo/showcase.css",
    "demo/showcase.js",
    "bavard.js",
    "bavard-frame.js",
    "bavard-guard.js",
    "bavard-consent.js",
    "bavard-inspector.js",
    "inspector/inspector.js",
    "bavard-language.js",
    "bavard-phone.js",
    "bavard-teaser.js",
    "bavard-unread.js",
    "bavard.css",
    "themes/sand.css",
    "theme-editor/index.html",
    "strings/fr.json",
    "bavard-app.js",
    "bavard-app_bg.wasm",
];

/// Each file is a check.
pub(super) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let folder = build(workspace, tools)?;
    for file in FILES {
        tally.check(is_there(&folder.join(file)));
    }
    Ok(())
}

/// Builds the page as `cargo xtask demo` serves it and says where it is.
pub(super) fn build(workspace: &Workspace, tools: &Toolbox) -> Result<PathBuf, Failure> {
    // trunk calls cargo offline, so the crates have to be there.
    compile_widget(workspace)?;
    let folder = workspace.target().join("demo-page");
    step(
        "Build the demo page with trunk",
        "trunk's message above names the cause; `index.html` and `Trunk.toml` say what it builds.",
        || {
            trunk(workspace, tools, "build")
                .arg("--dist")
                .arg(&folder)
                .run()
        },
    )?;
    Ok(folder)
}

fn is_there(file: &Path) -> Result<(), Failure> {
    if file.is_file() {
        Ok(())
    } else {
        Err(Failure::NotMade {
            path: file.to_owned(),
        })
    }
}
