//! `cargo xtask bench`.

use crate::arguments::Subject;
use crate::dist;
use crate::failure::Failure;
use crate::process::Task;
use crate::step::step;
use crate::tools::{Browser, Need, deep_chat, install};
use crate::workspace::Workspace;

/// Measures one subject. `quick` takes much less time, for figures that are good enough to see a mistake.
///
/// # Errors
///
/// When the benchmark does not build or run.
pub(crate) fn bench(workspace: &Workspace, subject: Subject, quick: bool) -> Result<(), Failure> {
    match subject {
        Subject::Engine => step(
            "Benchmarks of the dialog engine",
            "`cargo bench --package bavard-dialog` runs them alone.",
            || bench_target(workspace, "bavard-dialog", "engine", quick).run(),
        ),
        Subject::Server => step(
            "Benchmarks of the server",
            "`cargo bench --package bavard-server --bench service -- --help` shows how to run a part of them.",
            || bench_target(workspace, "bavard-server", "service", quick).run(),
        ),
        Subject::Widget => widget(workspace, quick),
        Subject::WidgetSizes => {
            let tools = install(workspace, &dist::NEEDS)?;
            dist::build(workspace, &tools)?;
            dist::tell_origins(workspace, &tools)
        }
    }
}

fn widget(workspace: &Workspace, quick: bool) -> Result<(), Failure> {
    let mut needs = dist::NEEDS.to_vec();
    needs.extend([Need::Browsers, Need::DeepChat]);
    let tools = install(workspace, &needs)?;
    dist::build(workspace, &tools)?;
    let deep_chat = deep_chat()?;
    step(
        "Benchmarks of the widget, beside Deep Chat",
        "The benchmark's message above names the cause; `--quick` takes two minutes instead of ten.",
        || {
            bench_target(workspace, "bavard-e2e", "widget", quick)
                .env("BAVARD_DIST", workspace.dist())
                .env("DEEP_CHAT", &deep_chat)
                .env("CHROMIUM_BIN", Browser::Chromium.required()?)
                .env("CHROMEDRIVER_BIN", Browser::ChromeDriver.required()?)
                .run()
        },
    )
}

/// The widget's browser does the work there, so that its benchmark needs no optimised build.
fn bench_target(workspace: &Workspace, package: &str, target: &str, quick: bool) -> Task {
    let profile = if target == "widget" { "dev" } else { "bench" };
    Task::cargo()
        .args(["bench", "--package", package, "--bench", target])
        .args(["--profile", profile])
        .args(if quick {
            &["--", "--quick"][..]
        } else {
            &[][..]
        })
        .within(workspace.root())
}
