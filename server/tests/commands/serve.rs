//! `bavard serve`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::{bavard, changed_kiosk, kiosk, stderr};

#[test]
fn serve_prints_its_address_and_ends_cleanly_on_sigterm() {
    let mut server = bavard()
        .args(["serve", "--listen", "127.0.0.1:0", "--project"])
        .arg(kiosk())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
    assert!(!line.trim_end().ends_with(":0"), "{line}");

    let killed = Command::new("kill")
        .arg(server.id().to_string())
        .status()
        .unwrap();

    assert!(killed.success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

#[test]
fn serve_without_a_project_says_how_to_give_one() {
    let output = bavard().arg("serve").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("--project DIR"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn serve_names_an_unknown_key_of_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bavard.toml");
    fs::write(&file, "[server]\nlistn = \"127.0.0.1:0\"\n").unwrap();
    let output = bavard()
        .args(["serve", "--config"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("listn"), "{}", stderr(&output));
}

#[test]
fn serve_refuses_a_project_with_errors_and_says_how_to_see_them() {
    let folder = changed_kiosk(|dialog| {
        dialog.replace(
            r#""successNodeId": "say_price""#,
            r#""successNodeId": "gone""#,
        )
    });
    let project = format!("broken={}", folder.path().display());
    let output = bavard()
        .args(["serve", "--project", &project])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("bavard check"),
        "{}",
        stderr(&output)
    );
}
