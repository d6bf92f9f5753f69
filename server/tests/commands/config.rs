//! `bavard config`.

use std::fs;

use crate::support::{bavard, stderr, stdout};

const FILE: &str = "
[server]
origins = [\"https://www.example.com\"]
[projects.coffee]
path = \"coffee\"
[projects.coffee.hosts]
\"shop.example.com\" = \"https://shop.example.com/api\"
[projects.coffee.understanding]
url = \"https://user:hunter2@understanding.example.com\"
models = { \"en-US\" = \"urn:x\" }
[logs]
user_id_key = \"hunter2-hunter2-hunter2\"
";

#[test]
fn config_prints_what_is_in_force_and_where_it_comes_from_with_secrets_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bavard.toml");
    fs::write(&file, FILE).unwrap();
    let output = bavard()
        .args(["config", "--print"])
        .env("BAVARD_CONFIG", &file)
        .env("BAVARD__SERVER__LISTEN", "127.0.0.1:9090")
        .output()
        .unwrap();
    let text = stdout(&output);
    for line in [
        "listen = \"127.0.0.1:9090\" # BAVARD__SERVER__LISTEN",
        "origins = [\"https://www.example.com\"] # file",
        "max_sessions = 100000 # default",
        "url = \"https://(hidden)@understanding.example.com\" # file",
        "user_id_key = \"(hidden)\" # file",
        "# events is not set # default",
        "[projects.coffee.hosts]",
    ] {
        assert!(
            text.lines().any(|printed| printed == line),
            "{line}\n{text}"
        );
    }
    assert!(!text.contains("hunter2"), "{text}");
    assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{text}");
}

#[test]
fn config_without_print_only_checks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bavard.toml");
    fs::write(&file, FILE).unwrap();
    let check = |variable: &str, value: &str| {
        bavard()
            .args(["config", "--config"])
            .arg(&file)
            .env(variable, value)
            .output()
            .unwrap()
    };
    let valid = check("BAVARD__LOGS__LEVEL", "debug");
    assert_eq!(valid.status.code(), Some(0));
    assert!(stdout(&valid).contains("is valid"), "{}", stdout(&valid));
    for (variable, value) in [
        ("BAVARD__LOGS__LEVEL", "loud"),
        ("BAVARD__LOGS__LEVLE", "debug"),
        ("BAVARD__SERVER__LISTEN", "localhost"),
        ("BAVARD__SESSIONS__MAX_SESSIONS", "0"),
    ] {
        let refused = check(variable, value);
        assert_eq!(refused.status.code(), Some(1));
        let text = stderr(&refused);
        assert!(text.starts_with(&format!("bavard: {variable}: ")), "{text}");
    }
}
