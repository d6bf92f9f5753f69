//! `bavard check`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{changed_kiosk, kiosk, run, stderr, stdout};

fn coffee() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee")
}

#[test]
fn a_sound_project_checks() {
    let output = run(&["check".as_ref(), &coffee()]);
    assert!(output.status.success(), "{}", stdout(&output));
    assert_eq!(stdout(&output), "0 errors, 0 warnings\n");
}

#[test]
fn what_breaks_at_run_time_is_told_by_node_with_its_place_and_advice() {
    let output = run(&["check".as_ref(), &kiosk()]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    let told: Vec<&str> = text.lines().take(4).collect();
    assert_eq!(
        told,
        [
            "Main / circle",
            "  error endless-loop at $.data.components[0].nodes[12].decisionNode",
            "    from here on nothing is asked, fetched or ended: `circle`",
            "    Put a question, a data access or an end into the circle.",
        ]
    );
    assert!(text.ends_with("\n1 errors, 2 warnings\n"), "{text}");
    assert!(!text.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        coffee().join("dialog.json"),
        folder.path().join("dialog.json"),
    )
    .unwrap();
    let output = run(&["check".as_ref(), folder.path()]);
    assert!(output.status.success(), "{}", stdout(&output));
    assert!(
        stdout(&output).contains("warning missing-training-data"),
        "{}",
        stdout(&output)
    );
    let output = run(&["check".as_ref(), folder.path(), "--deny-warnings".as_ref()]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_missing_node_is_told_with_its_path() {
    let folder = changed_kiosk(|dialog| {
        dialog.replace(
            r#""successNodeId": "say_price""#,
            r#""successNodeId": "gone""#,
        )
    });
    let output = run(&["check".as_ref(), folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(
        text.contains("error missing-node at $.data.components[0].nodes["),
        "{text}"
    );
    assert!(text.contains("get_price"), "{text}");
}

#[test]
fn findings_can_be_had_as_json() {
    let folder = changed_kiosk(|dialog| {
        dialog.replace(
            r#""successNodeId": "say_price""#,
            r#""successNodeId": "gone""#,
        )
    });
    let output = run(&[
        "check".as_ref(),
        folder.path(),
        "--format".as_ref(),
        "json".as_ref(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &findings[0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["code"], "missing-node");
    assert_eq!(finding["component"], "Main");
    assert_eq!(finding["node"], "get_price");
    assert!(finding["path"].as_str().unwrap().starts_with("$.data."));
    assert_ne!(finding["message"], json!(""));
    assert_eq!(finding["mend"], "Choose an existing node to go on with.");
}

#[test]
fn truncated_json_is_told_in_words() {
    let folder = changed_kiosk(|dialog| dialog.chars().take(5000).collect());
    let output = run(&["check".as_ref(), folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("invalid-json"),
        "{}",
        stdout(&output)
    );
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let output = run(&["check".as_ref(), "/no/such/folder".as_ref()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("/no/such/folder is not a folder"),
        "{}",
        stderr(&output)
    );
}
