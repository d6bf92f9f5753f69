//! What a server and a gateway write about tokens and secrets: nothing.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use serde_json::Value;
use tonic::transport::Channel;
use tonic::{Code, Request};

use crate::harness::start_request;

const PAGE: &str = "https://www.example.com";

/// A `bavard` of its own.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(command: &str, configuration: &str, folder: &Path) -> Process {
        let config = folder.join(format!("{command}.toml"));
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\norigins = [\"{PAGE}\"]\n[logs]\nlevel = \"debug\"\n{configuration}"
        );
        std::fs::write(&config, text).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_bavard"))
            .args([command, "--auth", "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap();
        Process {
            url: url.to_owned(),
            child,
        }
    }

    /// Ends it and gives what it wrote.
    async fn logs(mut self) -> String {
        let killed = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(killed.unwrap().success());
        // Off this thread, which has to see the server close the connection.
        let logs = tokio::task::spawn_blocking(move || {
            let mut logs = String::new();
            let mut stderr = self.child.stderr.take().unwrap();
            stderr.read_to_string(&mut logs).unwrap();
            self.child.wait().unwrap();
            logs
        });
        logs.await.unwrap()
    }
}

#[tokio::test]
async fn logs_hold_neither_tokens_nor_secrets_at_the_most_talkative_level() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    std::fs::write(&keys, format!("may: {secret}=")).unwrap();
    let kiosk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
    let upstream = Process::start(
        "serve",
        &format!(
            "[projects.kiosk]\npath = '{}'\n[auth.clients]\n\"appID:ACME\" = \"open-sesame\"\n",
            kiosk.display()
        ),
        folder.path(),
    );
    let gateway = Process::start(
        "gateway",
        &format!(
            "[auth]\nkeys = '{}'\n[auth.browser]\n[upstream]\nurl = \"{url}\"\n\
             [upstream.oauth]\ntoken_url = \"{url}/oauth2/token\"\n\
             client_id = \"appID:ACME\"\nclient_secret = \"open-sesame\"\n",
            keys.display(),
            url = upstream.url
        ),
        folder.path(),
    );
    let answer = reqwest::Client::new()
        .post(format!("{}/token", gateway.url))
        .header("origin", PAGE)
        .send()
        .await
        .unwrap();
    let body: Value = answer.json().await.unwrap();
    let token = body["access_token"].as_str().unwrap();
    let channel = Channel::from_shared(gateway.url.clone())
        .unwrap()
        .connect()
        .await
        .unwrap();
    let mut client = DialogServiceClient::new(channel);
    let start = |token: &str, origin: &str| {
        let mut request = Request::new(start_request());
        let metadata = request.metadata_mut();
        metadata.insert("authorization", format!("Bearer {token}").parse().unwrap());
        metadata.insert("origin", origin.parse().unwrap());
        request
    };

    client.start(start(token, PAGE)).await.unwrap();
    for refused in [
        start(token, "https://evil.example"),
        start(&format!("{token}x"), PAGE),
    ] {
        let status = client.start(refused).await.unwrap_err();
        assert_eq!(status.code(), Code::Unauthenticated);
    }

    drop(client);
    let logs = gateway.logs().await + &upstream.logs().await;
    assert!(logs.contains("session started"), "{logs}");
    // Every token of ours begins so.
    for secret in ["eyJ", "open-sesame", secret] {
        assert!(!logs.contains(secret), "{logs}");
    }
}
