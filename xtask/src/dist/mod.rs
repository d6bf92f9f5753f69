//! `dist/`: the files that a site embeds, and their budgets.

mod budget;
mod build;
mod compile;
mod compress;
mod import_names;
mod origins;
mod package;
mod sizes;
mod wasm_module;

pub(crate) use budget::check_budgets;
pub(crate) use build::build;
pub(crate) use compile::compile_widget;
pub(crate) use compress::beside_each;
pub(crate) use origins::tell_origins;

use crate::tools::Need;

/// What a build of `dist/` needs.
pub(crate) const NEEDS: [Need; 3] = [Need::WasmTarget, Need::WasmBindgen, Need::NodeTools];

/// The loader, an ES module and a classic script in one.
const LOADER: &str = "bavard.js";
/// What the loader fetches at the first opening.
const FRAME: &str = "bavard-frame.js";
/// What notices that the widget has broken down; fetched with it.
const GUARD: &str = "bavard-guard.js";
/// What only some pages and visitors need; fetched by the loader or the frame.
const PARTS: [&str; 5] = [
    "bavard-consent.js",
    "bavard-language.js",
    "bavard-phone.js",
    "bavard-teaser.js",
    "bavard-unread.js",
];
/// What `debug` shows: one file made of those that it imports.
const INSPECTOR: &str = "bavard-inspector.js";
/// Folder of the ready themes.
const THEMES: &str = "themes";
/// The folder of the texts in other languages than English.
const STRINGS: &str = "strings";
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
