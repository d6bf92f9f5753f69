//! Where the widget's bytes come from: crates, and the largest functions.
//!
//! wasm-bindgen keeps the names of functions and `dist` strips them, so the widget is optimised once more here with its
//! names. Code that a crate's generic functions make in another crate counts for the one whose function it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::build::names_kept;
use super::wasm_module::WasmModule;
use crate::console;
use crate::failure::Failure;
use crate::step::step;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// How many functions are told.
const FUNCTIONS: usize = 40;

/// What a name may begin with in place of a crate.
const PRIMITIVES: [&str; 8] = ["char", "str", "u8", "u32", "i32", "u64", "usize", "isize"];

/// Prints bytes of code by crate, before and after wasm-opt, and the largest functions.
///
/// # Errors
///
/// When wasm-opt fails or makes no module.
pub(crate) fn tell_origins(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    let (bound, small) = step(
        "Optimise the widget with its names",
        "`cargo xtask dist` shows whether the widget builds at all.",
        || names_kept(workspace, tools),
    )?;
    let (bound, small) = (read(&bound)?, read(&small)?);
    let (before, after) = (by_crate(&bound), by_crate(&small));
    console::say(format_args!(
        "    {:<28} {:>14} {:>14}",
        "bytes of code", "before wasm-opt", "after"
    ));
    let mut crates: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    crates.sort_unstable();
    crates.dedup();
    let bytes = |of: &BTreeMap<&str, usize>, name: &str| of.get(name).copied().unwrap_or_default();
    crates.sort_by_key(|name| std::cmp::Reverse(bytes(&after, name)));
    for name in crates {
        row(name, bytes(&before, name), bytes(&after, name));
    }
    row("all code", before.values().sum(), after.values().sum());
    row("constants", bound.data, small.data);
    console::say("\n    largest functions after wasm-opt");
    let mut functions = small.functions;
    functions.sort_by_key(|function| std::cmp::Reverse(function.bytes));
    for function in functions.iter().take(FUNCTIONS) {
        console::say(format_args!("    {:>8}  {}", function.bytes, function.name));
    }
    Ok(())
}

fn row(name: &str, before: usize, after: usize) {
    console::say(format_args!("    {name:<28} {before:>14} {after:>14}"));
}

fn read(path: &Path) -> Result<WasmModule, Failure> {
    let content = fs::read(path).map_err(Failure::at(path))?;
    WasmModule::read(&content).ok_or_else(|| Failure::NotMade {
        path: path.to_owned(),
    })
}

fn by_crate(module: &WasmModule) -> BTreeMap<&str, usize> {
    let mut crates = BTreeMap::new();
    for function in &module.functions {
        *crates.entry(crate_of(&function.name)).or_default() += function.bytes;
    }
    crates
}

/// The crate in whose source a function stands: the first path of its name, such as `bavard` of
/// `<&mut bavard::view::Chat as core::fmt::Debug>::fmt`. Names without a path are those of the linker and of JavaScript.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(['<', '&', '*', '[', '(']);
    let path = ["mut ", "const ", "dyn "]
        .iter()
        .fold(path, |path, word| path.strip_prefix(word).unwrap_or(path));
    let Some((first, _)) = path.split_once("::") else {
        return "(no crate)";
    };
    let first = first.split(['[', '<', ' ']).next().unwrap_or(first);
    let is_primitive_or_generic = first.ends_with('>')
        || first.chars().any(char::is_uppercase)
        || PRIMITIVES.contains(&first);
    if is_primitive_or_generic {
        "(methods of primitives)"
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_its_name_begins_with() {
        for (name, expected) in [
            ("bavard::view::chat::Chat", "bavard"),
            ("bavard[1a2b]::view::chat::Chat", "bavard"),
            ("<&mut bavard::Chat as core::fmt::Debug>::fmt", "bavard"),
            ("<alloc::vec::Vec<bavard::Entry>>::push", "alloc"),
            ("<dyn core::any::Any>::is", "core"),
            ("<char>::escape_debug_ext", "(methods of primitives)"),
            ("__wbindgen_malloc", "(no crate)"),
        ] {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }
}
