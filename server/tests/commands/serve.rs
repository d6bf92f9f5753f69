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
    let text = stderr(&output);
    assert!(text.contains("listn"), "{text}");
    assert!(text.contains(&file.display().to_string()), "{text}");
}

#[test]
fn serve_names_files_and_folders_that_are_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    for (key, section) in [("`server.static`", "server"), ("`auth.keys`", "auth")] {
        let file = folder.path().join("bavard.toml");
        let name = key.trim_matches('`').rsplit('.').next().unwrap();
        let more = if section == "auth" {
            "required = true\n"
        } else {
            ""
        };
        let text = format!(
            "[{section}]\n{more}{name} = {:?}\n",
            missing.to_str().unwrap()
        );
        fs::write(&file, text).unwrap();
        let output = bavard()
            .args(["serve", "--listen", "127.0.0.1:0", "--project"])
            .args([kiosk(), "--config".into(), file])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let text = stderr(&output);
        assert!(text.contains(key), "{text}");
        assert!(text.contains(missing.to_str().unwrap()), "{text}");
    }
}

#[test]
fn an_address_without_a_port_is_told_from_one_with_it() {
    let output = bavard()
        .args(["serve", "--listen", "localhost"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = stderr(&output);
    assert!(text.contains("such as 127.0.0.1:8080"), "{text}");
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
