//! Projects that change while the server runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bavard_server::config::{Config, ProjectConfig};
use bavard_server::project::ProjectTag;
use tonic::Code;

use crate::harness::{TestClient, TestServer, kiosk_config, shown};

/// Far longer than a reload takes; nothing waits that long unless it fails.
const PATIENCE: Duration = Duration::from_secs(30);

fn kiosk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk")
}

fn dialog() -> String {
    fs::read_to_string(kiosk().join("dialog.json")).unwrap()
}

/// A copy of the kiosk that says something else in place of "Welcome".
fn write_kiosk(folder: &Path, welcome: &str) {
    fs::create_dir_all(folder.join("en-US")).unwrap();
    let training = "en-US/en-US.trsx";
    fs::copy(kiosk().join(training), folder.join(training)).unwrap();
    write_dialog(folder, &dialog().replace("Welcome", welcome));
}

/// As careful tools write: beside it, then renamed over it.
fn write_dialog(folder: &Path, dialog: &str) {
    let new = folder.join("dialog.json.new");
    fs::write(&new, dialog).unwrap();
    fs::rename(new, folder.join("dialog.json")).unwrap();
}

fn config(folder: &Path, watches: bool) -> Config {
    let mut config = kiosk_config("");
    let project = ProjectConfig {
        folder: folder.to_owned(),
        ..ProjectConfig::default()
    };
    let tag = ProjectTag::parse("kiosk").unwrap();
    config.projects.insert(tag, project);
    config.watch_projects = watches;
    config
}

async fn greeting(server: &TestServer) -> String {
    let mut client = server.client().await;
    client.start().await.unwrap();
    shown(&client.kick().await.unwrap())
}

/// Begins sessions until one is greeted with this word.
async fn greeted_with(server: &TestServer, word: &str) {
    let greeted = async {
        while !greeting(server).await.contains(word) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let in_time = tokio::time::timeout(PATIENCE, greeted).await;
    assert!(in_time.is_ok(), "nobody is greeted with {word}");
}

async fn started(server: &TestServer) -> TestClient {
    let mut client = server.client().await;
    client.start().await.unwrap();
    client
}

#[tokio::test]
async fn a_changed_folder_is_for_new_sessions_and_running_ones_stay_on_their_version() {
    let folder = tempfile::tempdir().unwrap();
    write_kiosk(folder.path(), "Welcome");
    let server = TestServer::start_configured(config(folder.path(), true)).await;
    let mut running = started(&server).await;

    write_kiosk(folder.path(), "Bonjour");
    greeted_with(&server, "Bonjour").await;

    assert!(shown(&running.kick().await.unwrap()).contains("Welcome"));
}

#[tokio::test]
async fn a_symbolic_link_that_is_turned_to_another_folder_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let releases = [folder.path().join("1"), folder.path().join("2")];
    write_kiosk(&releases[0].join("kiosk"), "Welcome");
    write_kiosk(&releases[1].join("kiosk"), "Bonjour");
    let link = folder.path().join("current");
    std::os::unix::fs::symlink(&releases[0], &link).unwrap();
    let server = TestServer::start_configured(config(&link.join("kiosk"), true)).await;

    let new = folder.path().join("current.new");
    std::os::unix::fs::symlink(&releases[1], &new).unwrap();
    fs::rename(&new, &link).unwrap();
    greeted_with(&server, "Bonjour").await;

    // The folder that the link now leads to is watched as well.
    write_kiosk(&releases[1].join("kiosk"), "Salut");
    greeted_with(&server, "Salut").await;
}

#[tokio::test]
async fn without_watching_a_change_waits_until_somebody_asks() {
    let folder = tempfile::tempdir().unwrap();
    write_kiosk(folder.path(), "Welcome");
    let server = TestServer::start_configured(config(folder.path(), false)).await;
    write_kiosk(folder.path(), "Bonjour");
    assert!(greeting(&server).await.contains("Welcome"));
    server.reload.reload();
    greeted_with(&server, "Bonjour").await;
}

#[tokio::test]
async fn a_session_that_a_restarted_server_cannot_go_on_with_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("kiosk");
    write_kiosk(&project, "Welcome");
    let mut config = config(&project, false);
    let file = folder.path().join("sessions");
    let stored = format!("[sessions]\nstore = 'file:{}'", file.display());
    config.session_store = Config::parse(&stored, Path::new("")).unwrap().session_store;
    let server = TestServer::start_configured(config.clone()).await;
    let mut fits = started(&server).await;
    let mut asked = started(&server).await;
    asked.kick().await.unwrap();
    server.stop().await.unwrap().unwrap();

    // The first question is another one: a session that waits at the old one is nowhere.
    let changed = dialog().replace("\"ask_drink\"", "\"ask_another\"");
    write_dialog(&project, &changed.replace("Welcome", "Bonjour"));
    let server = TestServer::start_configured(config).await;
    let channel = server.client().await.grpc;
    fits.grpc = channel.clone();
    asked.grpc = channel;

    assert!(shown(&fits.kick().await.unwrap()).contains("Bonjour"));
    let status = asked.say("tea").await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound, "{status}");
}
