//! The event log of conversations.

use std::fs;
use std::path::Path;
use std::time::Duration;

use bavard_server::protocol::dlg::v1::StartRequest;
use serde_json::{Value, json};

use crate::backend::{Backend, Behaviour};
use crate::harness::{TestClient, TestServer, start_request};

/// What a conversation with the kiosk left in the log. Its visitor says "secret-words" where a drink is asked for.
struct Logged {
    text: String,
    session_id: String,
}

impl Logged {
    fn entries(&self) -> Vec<Value> {
        let lines = self.text.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn of(&self, event: &str) -> Vec<Value> {
        let mut entries = self.entries();
        entries.retain(|entry| entry["event"] == event);
        entries
    }
}

async fn conversation(logs: &str, start: StartRequest) -> Logged {
    let backend = Backend::start(Behaviour::Reply("not JSON, secret-reply".to_owned())).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.jsonl");
    let section = format!("[logs]\nevents = '{}'\n{logs}\n", path.display());
    let server = TestServer::start_with(&format!("{}{section}", backend.configuration())).await;
    let mut client = server.client().await;
    client.start_as(start).await.unwrap();
    talk(&mut client).await;
    let session_id = client.session_id.clone();
    client.stop().await.unwrap();
    drop(client);
    server.stop().await.unwrap().unwrap();
    Logged {
        text: fs::read_to_string(path).unwrap(),
        session_id,
    }
}

async fn talk(client: &mut TestClient) {
    client.kick().await.unwrap();
    client.say("secret-words").await.unwrap();
    client.say("coffee").await.unwrap();
    client.say("tea").await.unwrap();
    let data = json!({"price": "secret-price"});
    client.return_data("secret-node", data).await.unwrap_err();
}

fn known_user() -> StartRequest {
    StartRequest {
        user_id: "secret-user".to_owned(),
        ..start_request()
    }
}

#[tokio::test]
async fn a_conversation_is_logged_without_what_was_said_in_it() {
    let logged = conversation("", known_user()).await;
    assert!(!logged.text.contains("secret"), "{}", logged.text);
    assert!(!logged.text.contains(&logged.session_id), "{}", logged.text);

    let start = &logged.of("start")[0];
    assert_eq!(start["project"], "kiosk");
    assert_eq!(start["version"].as_str().unwrap().len(), 16);
    assert_eq!(start["channel"], "Web VA");
    assert_eq!(start["language"], "en-US");
    assert_eq!(start["user"].as_str().unwrap().len(), 32);
    assert_eq!(start["time"], "1970-01-01T00:00:00Z");

    let turns = logged.of("turn");
    assert_eq!(turns[0]["input"], "empty");
    assert_eq!(turns[0]["action"], "qa");
    assert_eq!(turns[0]["code"], "OK");
    let nodes = turns[0]["nodes"].as_array().unwrap();
    assert!(nodes.contains(&json!("greeting")), "{nodes:?}");
    assert!(turns[0]["ms"].is_u64());
    assert_eq!(turns[1]["input"], "text");
    let refused = turns.last().unwrap();
    assert_eq!(refused["input"], "data");
    assert_eq!(refused["code"], "INVALID_ARGUMENT");

    let end = &logged.of("end")[0];
    assert_eq!(end["how"], "stop");
    assert!(
        logged
            .entries()
            .iter()
            .all(|entry| entry["session"] == end["session"])
    );
}

#[tokio::test]
async fn a_fetch_is_logged_by_its_node_host_and_outcome() {
    let logged = conversation("", start_request()).await;
    let fetches = logged.of("data_access");
    assert!(!fetches.is_empty(), "{}", logged.text);
    assert_eq!(fetches[0]["outcome"], "not_json");
    assert!(fetches[0]["node"].is_string() && fetches[0]["host"].is_string());
}

#[tokio::test]
async fn texts_are_logged_when_the_operator_asks_for_them() {
    let logged = conversation("texts = true", start_request()).await;
    assert_eq!(logged.of("turn")[1]["text"], "secret-words");
}

#[tokio::test]
async fn a_client_that_suppresses_its_data_is_logged_without_it_all_the_same() {
    let mut start = known_user();
    start.payload.as_mut().unwrap().suppress_log_user_data = true;
    let logged = conversation("texts = true", start).await;
    assert!(!logged.text.contains("secret"), "{}", logged.text);
    for entry in logged.entries() {
        assert!(
            entry["user"].is_null() && entry["intent"].is_null(),
            "{entry}"
        );
        assert!(
            entry["text"].is_null() && entry["values"].is_null(),
            "{entry}"
        );
    }
}

#[tokio::test]
async fn an_answer_to_a_masked_question_is_never_logged() {
    let folder = tempfile::tempdir().unwrap();
    let kiosk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
    fs::copy(kiosk.join("dialog.json"), folder.path().join("dialog.json")).unwrap();
    let training = "en-US/en-US.trsx";
    let setting = r#"<settings><setting name="isSensitive" value="true"/></settings>"#;
    let sensitive = fs::read_to_string(kiosk.join(training)).unwrap().replace(
        r#"dataType="alphanum"/>"#,
        &format!(r#"dataType="alphanum">{setting}</concept>"#),
    );
    fs::create_dir(folder.path().join("en-US")).unwrap();
    fs::write(folder.path().join(training), sensitive).unwrap();
    let path = folder.path().join("events.jsonl");
    let text = format!(
        "[projects.kiosk]\npath = '{}'\n[logs]\ntexts = true\nevents = '{}'",
        folder.path().display(),
        path.display()
    );
    let server = TestServer::start_configured(crate::harness::kiosk_config(&text)).await;
    let mut client = server.greeted_client().await;
    client.say("secret-words").await.unwrap();
    client.say("tea").await.unwrap();
    drop(client);
    let stopped = tokio::time::timeout(Duration::from_secs(30), server.stop());
    stopped.await.unwrap().unwrap().unwrap();
    let log = fs::read_to_string(path).unwrap();
    assert!(log.lines().count() >= 4, "{log}");
    assert!(!log.contains("secret") && !log.contains("tea"), "{log}");
}
