//! What the server writes about its visitors: nothing.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use serde_json::json;
use tonic::transport::Channel;

use crate::backend::{Backend, Behaviour};
use crate::harness::TestClient;

#[tokio::test]
async fn logs_hold_neither_texts_nor_session_ids_nor_data_at_the_most_talkative_level() {
    let backend = Backend::start(Behaviour::Reply("not JSON, private-reply".to_owned())).await;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("bavard.toml");
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[logs]\nlevel = \"debug\"\nevents = \"events.jsonl\"\n[projects.kiosk]\npath = '{}'\n{}",
        fixtures.join("kiosk").display(),
        backend.configuration()
    );
    std::fs::write(&config, text).unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_bavard"))
        .args(["serve", "--config"])
        .arg(&config)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line
        .trim()
        .strip_prefix("listening on ")
        .unwrap()
        .to_owned();
    let channel = Channel::from_shared(url).unwrap().connect().await.unwrap();
    let mut client = TestClient {
        grpc: DialogServiceClient::new(channel),
        session_id: String::new(),
    };

    client.start().await.unwrap();
    client.kick().await.unwrap();
    client.say("private-words").await.unwrap();
    client.say("coffee").await.unwrap();
    client.say("tea").await.unwrap();
    let data = json!({"price": "private-price"});
    client.return_data("private-node", data).await.unwrap_err();

    let killed = Command::new("kill").arg(server.id().to_string()).status();
    assert!(killed.unwrap().success());
    // Off this thread, which has to see the server close the connection.
    let logs = tokio::task::spawn_blocking(move || {
        let mut logs = String::new();
        server
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut logs)
            .unwrap();
        server.wait().unwrap();
        logs
    });
    let logs = logs.await.unwrap();
    assert!(logs.contains("call answered"), "{logs}");
    assert!(logs.contains("data access failed"), "{logs}");
    assert!(!logs.contains("private"), "{logs}");
    let events = std::fs::read_to_string(folder.path().join("events.jsonl")).unwrap();
    assert!(events.contains("\"event\":\"turn\""), "{events}");
    assert!(!events.contains("private"), "{events}");
    assert!(!events.contains(&client.session_id), "{events}");
    assert!(!logs.contains(&client.session_id), "{logs}");
}
