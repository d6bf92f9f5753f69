//! The suites by name.

use std::time::Instant;

use super::summary::Report;
use super::tally::Tally;
use super::{browser, clients, conversations, dist, end_to_end, examples, lint, native, page};
use crate::console;
use crate::failure::Failure;
use crate::tools::{Need, Toolbox};
use crate::workspace::Workspace;

/// A group of tests with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// rustfmt and clippy.
    Lint,
    /// Tests of every package that need no browser.
    Native,
    /// `tests/` in headless Chromium.
    Chromium,
    /// `tests/` in headless Firefox.
    Firefox,
    /// The embedded files are built and within budget.
    Dist,
    /// The demo page is built by trunk, under the names that the loader asks for.
    Page,
    /// The conversations of the coffee example.
    Coffee,
    /// The conversations of the showcase example.
    Showcase,
    /// The conversations of the travel project, where it is.
    Travel,
    /// gRPC clients of other makers, and the server.
    Clients,
    /// The example pages are built and opened in a browser, and the types of the npm package hold.
    Examples,
    /// The widget, the server and the examples in browsers.
    EndToEnd,
    /// How the widget looks, compared with pictures in the repository.
    Visual,
}

impl Suite {
    /// In running order.
    pub(crate) const ALL: [Self; 13] = [
        Self::Lint,
        Self::Native,
        Self::Chromium,
        Self::Firefox,
        Self::Dist,
        Self::Page,
        Self::Coffee,
        Self::Showcase,
        Self::Travel,
        Self::Clients,
        Self::Examples,
        Self::EndToEnd,
        Self::Visual,
    ];

    /// As `--suite` and the summary name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Dist => "dist",
            Self::Page => "page",
            Self::Coffee => "coffee",
            Self::Showcase => "showcase",
            Self::Travel => "travel",
            Self::Clients => "clients",
            Self::Examples => "examples",
            Self::EndToEnd => "e2e",
            Self::Visual => "visual",
        }
    }

    /// The suite of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// What it needs on the machine.
    pub(crate) fn needs(self) -> Vec<Need> {
        match self {
            Self::Lint => vec![Need::WasmTarget],
            Self::Native => vec![Need::Redis],
            Self::Coffee | Self::Showcase | Self::Travel => Vec::new(),
            Self::Clients => vec![Need::ClientLibraries],
            Self::Chromium | Self::Firefox => vec![
                Need::WasmTarget,
                Need::WasmBindgen,
                Need::WasmPack,
                Need::GeckoDriver,
                Need::Browsers,
            ],
            Self::Dist => crate::dist::NEEDS.to_vec(),
            Self::Page => crate::demo::NEEDS.to_vec(),
            Self::Examples | Self::EndToEnd | Self::Visual => {
                let mut needs = crate::dist::NEEDS.to_vec();
                needs.extend([
                    Need::Trunk,
                    Need::GeckoDriver,
                    Need::Browsers,
                    Need::PageLibraries,
                ]);
                needs
            }
        }
    }

    /// Runs it. A failure counts as a failed test, so that the summary never shows a broken suite as a good one.
    pub(crate) fn run(self, workspace: &Workspace, tools: &Toolbox) -> Report {
        console::say(format_args!("\n=== suite {} ===", self.name()));
        let begin = Instant::now();
        let mut tally = Tally::default();
        if let Err(failure) = self.count(workspace, tools, &mut tally) {
            failure.report();
            tally.fail();
        }
        Report {
            suite: self,
            tally,
            elapsed: begin.elapsed(),
        }
    }

    fn count(
        self,
        workspace: &Workspace,
        tools: &Toolbox,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        match self {
            Self::Lint => lint::run(workspace, tally),
            Self::Native => native::run(workspace, tally),
            Self::Chromium => browser::run(workspace, tools, browser::Kind::Chromium, tally),
            Self::Firefox => browser::run(workspace, tools, browser::Kind::Firefox, tally),
            Self::Dist => dist::run(workspace, tools, tally),
            Self::Page => page::run(workspace, tools, tally),
            Self::Coffee | Self::Showcase => conversations::example(workspace, self.name(), tally),
            Self::Travel => conversations::travel(workspace, tally),
            Self::Clients => clients::run(workspace, tally),
            Self::Examples => examples::run(workspace, tools, tally),
            Self::EndToEnd => end_to_end::run(workspace, tools, tally),
            Self::Visual => end_to_end::compare_pictures(workspace, tools, tally),
        }
    }
}
