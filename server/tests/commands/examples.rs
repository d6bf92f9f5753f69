//! Every `bavard.toml` that we give as an example is valid.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{bavard, stderr};

/// Where the examples are.
const FOLDERS: &[&str] = &["deploy", "examples"];

fn configurations(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            configurations(&path, found);
        } else if path.file_name().is_some_and(|name| name == "bavard.toml") {
            found.push(path);
        }
    }
}

#[test]
fn every_example_of_a_configuration_is_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in FOLDERS {
        configurations(&root.join(folder), &mut found);
    }
    assert!(found.len() > FOLDERS.len(), "{found:?}");
    for file in found {
        let mut check = bavard();
        check.args(["config", "--config"]).arg(&file);
        if fs::read_to_string(&file)
            .unwrap()
            .contains("[upstream.oauth]")
        {
            // Secrets are no part of an example.
            check.env("BAVARD__UPSTREAM__OAUTH__CLIENT_SECRET", "open-sesame");
        }
        let output = check.output().unwrap();
        let path = file.display();
        assert!(output.status.success(), "{path}: {}", stderr(&output));
    }
}
