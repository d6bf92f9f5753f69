//! What each command needs, and its installation.

use std::fs;

use super::cargo_tool::CargoTool;
use super::{
    Toolbox, browsers, cache, client_libraries, deep_chat, node_tools, page_libraries, redis,
    wasm_target,
};
use crate::failure::Failure;
use crate::workspace::Workspace;

/// Something that has to be on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Rust's standard library for wasm.
    WasmTarget,
    /// `wasm-bindgen` and its test runner, at the version that the widget links.
    WasmBindgen,
    /// `wasm-opt` and `esbuild`.
    NodeTools,
    /// `trunk`, which serves the demo page.
    Trunk,
    /// `wasm-pack`, which runs the widget's tests in browsers.
    WasmPack,
    /// The driver of Firefox.
    GeckoDriver,
    /// Chromium, Firefox, WebKitGTK, and the drivers of the first and the last.
    Browsers,
    /// What the end-to-end tests put into pages.
    PageLibraries,
    /// gRPC clients of other makers, for Python and Node.
    ClientLibraries,
    /// The chat of another maker, which benchmarks measure beside the widget.
    DeepChat,
    /// `redis-server`, which tests of several nodes start.
    Redis,
}

impl Need {
    /// Everything.
    pub(crate) const ALL: [Self; 11] = [
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::NodeTools,
        Self::Trunk,
        Self::WasmPack,
        Self::GeckoDriver,
        Self::Browsers,
        Self::PageLibraries,
        Self::ClientLibraries,
        Self::DeepChat,
        Self::Redis,
    ];
}

/// Installs what is missing of `needs`; what is there takes no time and prints nothing.
///
/// # Errors
///
/// When something cannot be installed; its step says what to do.
pub(crate) fn install(workspace: &Workspace, needs: &[Need]) -> Result<Toolbox, Failure> {
    let cache = cache::directory()?;
    fs::create_dir_all(&cache).map_err(Failure::at(&cache))?;
    let mut tools = Toolbox::default();
    for need in Need::ALL.iter().filter(|need| needs.contains(need)) {
        match need {
            Need::WasmTarget => wasm_target::install(workspace)?,
            Need::WasmBindgen => tools.add(wasm_bindgen(workspace)?.install(&cache)?),
            Need::NodeTools => tools.add(node_tools::install(&cache)?),
            Need::Trunk => tools.add(trunk().install(&cache)?),
            Need::WasmPack => tools.add(wasm_pack().install(&cache)?),
            Need::GeckoDriver => tools.add(geckodriver().install(&cache)?),
            Need::Browsers => browsers::install()?,
            Need::PageLibraries => page_libraries::install(&cache)?,
            Need::ClientLibraries => client_libraries::install(workspace, &cache)?,
            Need::DeepChat => deep_chat::install(&cache)?,
            Need::Redis => redis::install()?,
        }
    }
    Ok(tools)
}

/// The tool refuses a program that links another version of the library.
fn wasm_bindgen(workspace: &Workspace) -> Result<CargoTool, Failure> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: workspace.locked_version("wasm-bindgen")?,
        duration: "2 minutes",
    })
}

fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".to_owned(),
        duration: "6 minutes",
    }
}

fn wasm_pack() -> CargoTool {
    CargoTool {
        package: "wasm-pack",
        program: "wasm-pack",
        version: "0.13.1".to_owned(),
        duration: "1.5 minutes",
    }
}

fn geckodriver() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.36.0".to_owned(),
        duration: "1.5 minutes",
    }
}
