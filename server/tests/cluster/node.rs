//! A `bavard` process, and visitors who talk to one or several of them.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::common::{
    ExecuteRequestPayload, ExecuteResponsePayload, RequestData,
};
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::protocol::dlg::v1::{ExecuteRequest, StatusRequest};
use bavard_server::wire::struct_from_json;
use serde_json::json;
use tempfile::TempDir;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

use crate::harness::{object, start_request, user_input};

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server with the kiosk project; killed when it is dropped.
pub(crate) struct Node {
    pub(crate) url: String,
    process: Child,
    _folder: TempDir,
}

impl Node {
    /// With more configuration than the kiosk project and a free port.
    pub(crate) fn start(more: &str) -> Node {
        Node::start_trusting(more, None)
    }

    /// One that trusts a certificate instead of those that the machine trusts.
    pub(crate) fn start_trusting(more: &str, certificate: Option<&Path>) -> Node {
        let folder = tempfile::tempdir().unwrap();
        let mut command = serve(&folder, more);
        if let Some(certificate) = certificate {
            command.env("SSL_CERT_FILE", certificate);
        }
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap();
        Node {
            url: url.to_owned(),
            process,
            _folder: folder,
        }
    }

    /// What a server says that does not start.
    pub(crate) fn refusal(more: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let output = serve(&folder, more).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    /// SIGKILL.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// SIGTERM, and the exit code once it has ended.
    pub(crate) async fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill")
            .arg(self.process.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
        let ended = tokio::task::spawn_blocking(move || self.process.wait());
        ended.await.unwrap().unwrap().code()
    }

    pub(crate) async fn client(&self) -> DialogServiceClient<Channel> {
        let channel = Channel::from_shared(self.url.clone()).unwrap();
        DialogServiceClient::new(channel.connect().await.unwrap())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have been killed by the test.
        let _dead = self.process.kill();
        let _waited = self.process.wait();
    }
}

fn serve(folder: &TempDir, more: &str) -> Command {
    let kiosk = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
    let config = folder.path().join("bavard.toml");
    let text = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[logs]\nlevel = \"error\"\n[projects.kiosk]\npath = '{}'\n{more}",
        kiosk.display()
    );
    std::fs::write(&config, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bavard"));
    command.args(["serve", "--config"]).arg(config);
    command
}

/// Someone who talks to any of several nodes, as behind a load balancer.
pub(crate) struct Visitor {
    nodes: Vec<DialogServiceClient<Channel>>,
    pub(crate) session_id: String,
    turns: usize,
    /// Answers that told to try again, in order.
    pub(crate) refusals: Vec<Code>,
}

impl Visitor {
    /// With a session that has heard the greeting.
    pub(crate) async fn greeted(nodes: &[&Node]) -> Visitor {
        let mut clients = Vec::new();
        for node in nodes {
            clients.push(node.client().await);
        }
        let started = clients[0].start(start_request()).await.unwrap();
        let mut visitor = Visitor {
            nodes: clients,
            session_id: started.into_inner().payload.unwrap().session_id,
            turns: 0,
            refusals: Vec::new(),
        };
        visitor.take(ExecuteRequestPayload::default()).await;
        visitor
    }

    pub(crate) async fn say(&mut self, text: &str) -> ExecuteResponsePayload {
        self.take(words(text)).await
    }

    pub(crate) async fn give_price(&mut self, price: &str) -> ExecuteResponsePayload {
        self.take(price_data(price)).await
    }

    /// Takes a turn with a key: asks one node after the other until it is answered.
    async fn take(&mut self, payload: ExecuteRequestPayload) -> ExecuteResponsePayload {
        self.turns += 1;
        let key = format!("turn-{}", self.turns);
        let attempts = async {
            for node in (0..self.nodes.len()).cycle().skip(self.turns) {
                match self.attempt(node, Some(&key), payload.clone()).await {
                    Ok(reply) => return reply,
                    Err(status) => {
                        let code = status.code();
                        assert!(
                            matches!(code, Code::Unavailable | Code::Aborted),
                            "{status:?}"
                        );
                        self.refusals.push(code);
                    }
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            unreachable!("the nodes are asked for ever")
        };
        tokio::time::timeout(PATIENCE, attempts)
            .await
            .expect("the turn was not answered in time")
    }

    /// Asks one node for a turn, once.
    pub(crate) async fn attempt(
        &mut self,
        node: usize,
        key: Option<&str>,
        payload: ExecuteRequestPayload,
    ) -> Result<ExecuteResponsePayload, Status> {
        let mut request = Request::new(ExecuteRequest {
            session_id: self.session_id.clone(),
            payload: Some(payload),
            ..ExecuteRequest::default()
        });
        if let Some(key) = key {
            let key = key.parse().unwrap();
            request.metadata_mut().insert("x-bavard-turn", key);
        }
        let response = self.nodes[node].execute(request).await?;
        Ok(response.into_inner().payload.unwrap())
    }

    /// A client of one of the nodes.
    pub(crate) fn node(&self, node: usize) -> DialogServiceClient<Channel> {
        self.nodes[node].clone()
    }

    /// Goes on at these nodes.
    pub(crate) async fn move_to(&mut self, nodes: &[&Node]) {
        self.nodes.clear();
        for node in nodes {
            self.nodes.push(node.client().await);
        }
    }

    pub(crate) async fn remaining_seconds(&mut self) -> Result<u32, Status> {
        let session_id = self.session_id.clone();
        let response = self.nodes[0].status(StatusRequest { session_id }).await?;
        Ok(response.into_inner().session_remaining_sec)
    }
}

pub(crate) fn words(text: &str) -> ExecuteRequestPayload {
    user_input(Input::UserText(text.to_owned()))
}

/// What the data access node of the kiosk waits for after `tea`.
pub(crate) fn price_data(price: &str) -> ExecuteRequestPayload {
    let data = json!({"returnCode": "0", "price": price});
    ExecuteRequestPayload {
        requested_data: Some(RequestData {
            id: "get_price".to_owned(),
            data: Some(struct_from_json(object(data))),
        }),
        ..ExecuteRequestPayload::default()
    }
}
