//! `dist/`: the files that a site embeds, and their budgets.

mod budget;
mod build;
mod compress;
mod sizes;

pub(crate) use budget::check_budgets;
pub(crate) use build::{build, compile_widget};

use crate::tools::Need;

/// What a build of `dist/` needs.
pub(crate) const NEEDS: [Need; 3] = [Need::WasmTarget, Need::WasmBindgen, Need::NodeTools];

/// The loader, an ES module.
const LOADER: &str = "bavard.js";
/// What notices that the widget has broken down; fetched with it.
const GUARD: &str = "bavard-guard.js";
/// The default style.
const STYLE: &str = "bavard.css";
/// The glue between page and widget.
const GLUE: &str = "bavard-app.js";
/// The widget.
const WIDGET: &str = "bavard-app_bg.wasm";
/// Name of the program and of what wasm-bindgen makes of it.
const PROGRAM: &str = "bavard-app";
/// Modules that wasm-bindgen puts beside the glue when a dependency brings JavaScript of its own.
const SNIPPETS: &str = "snippets";
