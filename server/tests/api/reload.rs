//! Projects that change while the server runs.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use bavard_server::config::{Config, ProjectConfig};
use bavard_server::project::ProjectTag;
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use tonic::Code;
use tonic::transport::Channel;

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

    let mut asked = started(&server).await;
    asked.kick().await.unwrap();

    write_kiosk(folder.path(), "Bonjour");
    let changed = dialog().replace("Welcome", "Bonjour");
    write_dialog(
        folder.path(),
        &changed.replace("One moment.", "Un instant."),
    );
    greeted_with(&server, "Bonjour").await;

    assert!(shown(&running.kick().await.unwrap()).contains("Welcome"));
    for old in [&mut running, &mut asked] {
        assert_eq!(shown(&old.say("tea").await.unwrap()), "One moment.");
    }
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
    server.reload.as_ref().unwrap().reload();
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

/// A server in a process of its own, killed when the test is done with it.
struct Process {
    child: std::process::Child,
    url: String,
    channel: Channel,
}

impl Process {
    /// Runs the project `kiosk` of the folder, with more configuration than that.
    async fn start(folder: &Path, more: &str) -> Process {
        let config = folder.join("bavard.toml");
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n{more}\n[projects.kiosk]\npath = \"kiosk\""
        );
        fs::write(&config, text).unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_bavard"));
        server.args(["serve", "--config"]).arg(&config);
        server.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = server.spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap();
        let channel = Channel::from_shared(url.to_owned()).unwrap();
        Process {
            child,
            channel: channel.connect().await.unwrap(),
            url: url.to_owned(),
        }
    }

    fn client(&self) -> TestClient {
        TestClient {
            grpc: DialogServiceClient::new(self.channel.clone()),
            session_id: String::new(),
        }
    }

    async fn greeting(&self) -> String {
        let mut client = self.client();
        client.start().await.unwrap();
        shown(&client.kick().await.unwrap())
    }

    /// Waits until changes of the project have come to this outcome.
    async fn reloaded(&self, outcome: &str) {
        let row =
            format!("bavard_project_reloads_total{{project=\"kiosk\",outcome=\"{outcome}\"}} ");
        let counted = async {
            loop {
                let page = reqwest::get(format!("{}/metrics", self.url)).await.unwrap();
                let page = page.text().await.unwrap();
                let count = page.lines().find_map(|line| line.strip_prefix(&row));
                assert!(count.is_some(), "{page}");
                if count != Some("0") {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, counted).await;
        assert!(in_time.is_ok(), "no change is {outcome}");
    }

    /// What it wrote to standard error until it was killed.
    fn log(mut self) -> String {
        self.child.kill().unwrap();
        let mut log = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        log
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}

#[tokio::test]
async fn on_sighup_a_process_loads_changed_projects_and_opens_its_event_log_anew() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("kiosk");
    write_kiosk(&project, "Welcome");
    let more = "watch_projects = false\n[logs]\nevents = \"events.jsonl\"";
    let server = Process::start(folder.path(), more).await;
    let mut running = server.client();
    running.start().await.unwrap();

    write_kiosk(&project, "Bonjour");
    let events = folder.path().join("events.jsonl");
    fs::rename(&events, folder.path().join("events.jsonl.1")).unwrap();
    let hangup = Command::new("kill")
        .args(["-HUP", &server.child.id().to_string()])
        .status();
    assert!(hangup.unwrap().success());

    let reloaded = async {
        while !server.greeting().await.contains("Bonjour") || !events.exists() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, reloaded).await.unwrap();
    assert!(shown(&running.kick().await.unwrap()).contains("Welcome"));
}

#[tokio::test]
async fn a_broken_edit_leaves_the_version_before_and_the_log_says_why_until_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("kiosk");
    write_kiosk(&project, "Welcome");
    let server = Process::start(folder.path(), "").await;
    let mut running = server.client();
    running.start().await.unwrap();

    write_dialog(&project, "{ this is half a fi");
    server.reloaded("refused").await;
    assert!(server.greeting().await.contains("Welcome"));
    assert!(shown(&running.kick().await.unwrap()).contains("Welcome"));

    write_kiosk(&project, "Bonjour");
    server.reloaded("changed").await;
    assert!(server.greeting().await.contains("Bonjour"));

    let log = server.log();
    let refusal = log
        .lines()
        .find(|line| line.contains("the changed project cannot be run"));
    let refusal = refusal.unwrap_or_else(|| panic!("{log}"));
    for part in [
        "ERROR",
        project.to_str().unwrap(),
        "bavard check",
        "dialog.json",
    ] {
        assert!(refusal.contains(part), "{part} is not in {refusal}");
    }
}
