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

/// Every section, and a value for every key that may be left out.
const EVERYTHING: &str = r#"
[server]
listen = "0.0.0.0:443"
origins = ["https://www.example.com", "https://shop.example.com"]
static = "www"
trusted_proxy_hops = 1
[server.tls]
certificate = "tls/us.pem"
key = "tls/us.key"
[server.limits]
requests_per_second = 0
max_call_time = 60
[projects."coffee.v2"]
path = "projects/co\"ffee"
client_certificate = "us.pem"
client_key = "us.key"
ca_certificates = ["ca.pem", 'C:\ca.pem']
[projects."coffee.v2".hosts]
"shop #1 \"new\"" = "https://shop.example.com/api#x"
[projects."coffee.v2".understanding]
url = "https://understanding.example.com"
models = { "en-US" = "urn:x" }
[projects.kiosk]
path = """two
lines"""
[data_access]
trusted_hosts = ["127.0.0.1:9000"]
ca_certificates = ["ca.pem"]
[sessions]
store = "rediss://bavard:hunter2-hunter2@cache.example.com:6379/1"
encryption_keys = "keys"
[auth]
required = true
keys = "signing-keys"
[auth.browser]
models = ["urn:nuance-mix:tag:model/kiosk/mix.dialog"]
[auth.clients]
"appID:ACME" = "hunter2-hunter2"
[upstream]
url = "https://dlg.example.com"
models = ["urn:nuance-mix:tag:model/kiosk/mix.dialog"]
ca_certificates = ["ca.pem"]
[upstream.oauth]
token_url = "https://auth.example.com/token"
client_id = "appID:ACME"
client_secret = "hunter2-hunter2"
[logs]
level = "debug"
events = "-"
texts = true
user_id_key = "hunter2-hunter2-hunter2"
"#;

#[test]
fn what_config_prints_is_a_configuration_with_the_same_values() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bavard.toml");
    let printed = |text: &str| {
        fs::write(&file, text).unwrap();
        let output = bavard()
            .args(["config", "--print", "--config"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    };
    let first = printed(EVERYTHING);
    assert!(!first.contains("hunter2"), "{first}");
    // Long enough for every secret.
    let second = printed(&first.replace("(hidden)", "hunter2-hunter2-hunter2"));
    let values = |text: &str| toml::from_str::<toml::Table>(text).unwrap();
    assert_eq!(values(&first), values(&second));
    for section in [
        "server",
        "projects",
        "data_access",
        "sessions",
        "auth",
        "upstream",
        "logs",
    ] {
        assert!(values(&first).contains_key(section), "{section}\n{first}");
    }
}
