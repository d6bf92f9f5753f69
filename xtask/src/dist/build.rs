//! Builds the embedded files.
//!
//! cargo and wasm-bindgen write into the target folder; what comes from there and from the sources is then shrunk into
//! `dist/`. `dist/` is made anew only file by file, so that a server that serves it never sees it empty.

use std::fs;
use std::path::{Path, PathBuf};

use super::compile::compile_small;
use super::import_names::shorten;
use super::package::write_package;
use super::{
    FRAME, GLUE, GUARD, INSPECTOR, LOADER, PARTS, PROGRAM, SNIPPETS, STRINGS, STYLE, THEMES,
    WIDGET, compress,
};
use crate::failure::Failure;
use crate::process::Task;
use crate::stamp::when_changed;
use crate::step::step;
use crate::tools::Toolbox;
use crate::workspace::Workspace;

/// `-Oz` makes a smaller file, but `-Os` one that compresses better, and what travels is compressed. The lowest 1,024 bytes
/// of memory are the end of the stack, which nothing points to: knowing that makes addresses shorter (0.7 KiB).
const WASM_PASSES: [&str; 4] = [
    "-Os",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// What rustc may emit for wasm32-unknown-unknown and every supported browser understands.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds every file of `dist/`, with a `.br` and a `.gz` beside each.
///
/// # Errors
///
/// When a tool fails.
pub(crate) fn build(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    Build {
        workspace,
        tools,
        dist: workspace.dist(),
        bindings: workspace.target().join("dist-bindings"),
        stamps: workspace.target().join("dist-stamps"),
    }
    .all()
}

/// The widget with the names of its functions, before and after wasm-opt, once [`build`] has run.
///
/// # Errors
///
/// When wasm-opt fails.
pub(super) fn names_kept(
    workspace: &Workspace,
    tools: &Toolbox,
) -> Result<(PathBuf, PathBuf), Failure> {
    let bound = workspace.target().join("dist-bindings").join(WIDGET);
    let small = workspace.target().join("dist-names.wasm");
    Task::new("wasm-opt")
        .args(WASM_PASSES)
        .args(WASM_FEATURES)
        .arg("--debuginfo")
        .arg("-o")
        .arg(&small)
        .arg(&bound)
        .with(tools)
        .run()?;
    Ok((bound, small))
}

struct Build<'a> {
    workspace: &'a Workspace,
    tools: &'a Toolbox,
    dist: PathBuf,
    /// What wasm-bindgen makes.
    bindings: PathBuf,
    stamps: PathBuf,
}

impl Build<'_> {
    fn all(&self) -> Result<(), Failure> {
        fs::create_dir_all(&self.dist).map_err(Failure::at(&self.dist))?;
        let program = compile_small(self.workspace)?;
        step(
            "Bind the widget to JavaScript",
            "`cargo xtask setup` installs wasm-bindgen again if its folder in the cache is removed.",
            || self.bind(&program),
        )?;
        step(
            "Shrink the widget with wasm-opt",
            "An unknown feature needs its flag in xtask/src/dist/build.rs.",
            || self.shrink_widget(),
        )?;
        step(
            "Shrink scripts and style with esbuild",
            "esbuild's message above names the place.",
            || self.shrink_texts(),
        )?;
        step(
            "Copy the texts in other languages",
            "They are in strings/.",
            || self.copy_strings(),
        )?;
        step(
            "Write types and manifest of the npm package",
            "They are in npm/.",
            || write_package(self.workspace, &self.dist),
        )?;
        step(
            "Compress (brotli 11, gzip 9)",
            "Check that the disk has room.",
            || compress::beside_each(&self.dist, &self.stamps),
        )
    }

    fn bind(&self, program: &Path) -> Result<(), Failure> {
        let glue = self.bindings.join(GLUE);
        when_changed(
            &self.stamps,
            "wasm-bindgen web, short names",
            program,
            &glue,
            || {
                if self.bindings.exists() {
                    fs::remove_dir_all(&self.bindings).map_err(Failure::at(&self.bindings))?;
                }
                Task::new("wasm-bindgen")
                    .args(["--target", "web", "--no-typescript", "--out-name", PROGRAM])
                    .arg("--out-dir")
                    .arg(&self.bindings)
                    .arg(program)
                    .with(self.tools)
                    .run()?;
                self.shorten_names(&glue)
            },
        )
    }

    fn shorten_names(&self, glue: &Path) -> Result<(), Failure> {
        let widget = self.bindings.join(WIDGET);
        let module = fs::read(&widget).map_err(Failure::at(&widget))?;
        let text = fs::read_to_string(glue).map_err(Failure::at(glue))?;
        let (module, text) = shorten(&module, &text).ok_or_else(|| Failure::NotMade {
            path: widget.clone(),
        })?;
        fs::write(&widget, module).map_err(Failure::at(&widget))?;
        fs::write(glue, text).map_err(Failure::at(glue))
    }

    fn shrink_widget(&self) -> Result<(), Failure> {
        let bound = self.bindings.join(WIDGET);
        let small = self.dist.join(WIDGET);
        let recipe = format!(
            "wasm-opt {} {}",
            WASM_PASSES.join(" "),
            WASM_FEATURES.join(" ")
        );
        when_changed(&self.stamps, &recipe, &bound, &small, || {
            Task::new("wasm-opt")
                .args(WASM_PASSES)
                .args(WASM_FEATURES)
                .arg("-o")
                .arg(&small)
                .arg(&bound)
                .with(self.tools)
                .run()
        })
    }

    fn shrink_texts(&self) -> Result<(), Failure> {
        let root = self.workspace.root();
        for script in [LOADER, FRAME, GUARD].iter().chain(&PARTS) {
            self.shrink_text(&root.join("loader").join(script), &self.dist.join(script))?;
        }
        self.bundle(
            &root.join("loader").join(INSPECTOR),
            &self.dist.join(INSPECTOR),
        )?;
        let style = root.join("style");
        self.shrink_text(&style.join(STYLE), &self.dist.join(STYLE))?;
        for theme in super::sizes::files_under(&style.join(THEMES))? {
            let place = theme.strip_prefix(&style).unwrap_or(&theme);
            self.shrink_text(&theme, &self.dist.join(place))?;
        }
        self.shrink_text(&self.bindings.join(GLUE), &self.dist.join(GLUE))?;
        let snippets = self.bindings.join(SNIPPETS);
        let small = self.dist.join(SNIPPETS);
        if small.exists() {
            fs::remove_dir_all(&small).map_err(Failure::at(&small))?;
        }
        for script in super::sizes::files_under(&snippets)? {
            let place = script.strip_prefix(&snippets).unwrap_or(&script);
            self.shrink_text(&script, &small.join(place))?;
        }
        Ok(())
    }

    fn copy_strings(&self) -> Result<(), Failure> {
        let (sources, copies) = (self.workspace.root().join(STRINGS), self.dist.join(STRINGS));
        fs::create_dir_all(&copies).map_err(Failure::at(&copies))?;
        for source in super::sizes::files_under(&sources)? {
            let copy = copies.join(source.strip_prefix(&sources).unwrap_or(&source));
            let text = fs::read_to_string(&source).map_err(Failure::at(&source))?;
            fs::write(&copy, without_indents(&text)).map_err(Failure::at(&copy))?;
        }
        Ok(())
    }

    fn shrink_text(&self, source: &Path, small: &Path) -> Result<(), Failure> {
        self.esbuild(source, small, &[])
    }

    /// As [`Self::shrink_text`], with what the module imports.
    fn bundle(&self, source: &Path, small: &Path) -> Result<(), Failure> {
        self.esbuild(source, small, &["--bundle"])
    }

    fn esbuild(&self, source: &Path, small: &Path, more: &[&str]) -> Result<(), Failure> {
        let format = match source.extension() {
            Some(extension) if extension == "js" => &["--format=esm", "--target=es2022"][..],
            _ => &[][..],
        };
        Task::new("esbuild")
            .arg(source)
            .args(["--minify", "--legal-comments=none", "--log-level=warning"])
            .args(format)
            .args(more)
            .arg(format!("--outfile={}", small.display()))
            .with(self.tools)
            .run()
    }
}

/// JSON in one line: a text in it never has a line's end.
fn without_indents(json: &str) -> String {
    json.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_what_it_says() {
        let json = "{\n  \"a  b\": \"c\\n\",\n  \"d\": {\n    \"e\": \"f \"\n  }\n}\n";
        assert_eq!(
            without_indents(json),
            "{\"a  b\": \"c\\n\",\"d\": {\"e\": \"f \"}}"
        );
    }
}
