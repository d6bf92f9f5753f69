//! A server for a test, with a clock that the test moves, and a client with one method for each thing a visitor does.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bavard_server::clock::Clock;
use bavard_server::config::Config;
use bavard_server::project::ReloadHandle;
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::common::selectable::selectable_item::SelectedValue;
use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::common::{
    DialogEvent, ExecuteRequestPayload, ExecuteResponsePayload, Message, RequestData,
    ResourceReference, Selector, StartRequestPayload, UserInput,
};
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, StartRequest, StatusRequest, StopRequest, UpdateRequest,
};
use bavard_server::server::{Server, ServerError};
use bavard_server::wire::struct_from_json;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::Status;
use tonic::transport::Channel;

/// Model URN of the project in `tests/fixtures/kiosk`.
pub(crate) const KIOSK: &str = "urn:nuance-mix:tag:model/kiosk/mix.dialog";

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub(crate) struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub(crate) fn at(now: Timestamp) -> TestClock {
        TestClock(Mutex::new(now))
    }

    pub(crate) fn advance(&self, time: Duration) {
        let mut now = self.0.lock().unwrap();
        *now += time;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn local(&self) -> DateTime {
        jiff::civil::date(2026, 5, 4).at(10, 0, 0, 0)
    }
}

/// A running server; it stops when it is dropped.
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    pub(crate) clock: Arc<TestClock>,
    /// None of a gateway.
    pub(crate) reload: Option<ReloadHandle>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), ServerError>>,
}

impl TestServer {
    pub(crate) async fn start() -> TestServer {
        TestServer::start_with("").await
    }

    /// With more configuration than the kiosk project and a free port.
    pub(crate) async fn start_with(more: &str) -> TestServer {
        let text = format!("[projects.kiosk]\npath = \"kiosk\"\n{more}");
        TestServer::start_configured(kiosk_config(&text)).await
    }

    pub(crate) async fn start_configured(config: Config) -> TestServer {
        let clock = Arc::new(TestClock::at(Timestamp::UNIX_EPOCH));
        let server = Server::bind_with_clock(&config, clock.clone())
            .await
            .unwrap();
        TestServer::run(server, clock)
    }

    /// A gateway with this configuration and a free port.
    pub(crate) async fn start_gateway(text: &str) -> TestServer {
        let clock = Arc::new(TestClock::at(Timestamp::UNIX_EPOCH));
        let server = Server::bind_gateway_with_clock(&kiosk_config(text), clock.clone())
            .await
            .unwrap();
        TestServer::run(server, clock)
    }

    fn run(server: Server, clock: Arc<TestClock>) -> TestServer {
        let address = server.local_addr();
        let reload = server.reload_handle();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run(async {
            // A dropped sender means stop as well.
            let _dropped = stopped.await;
        }));
        TestServer {
            address,
            clock,
            reload,
            stop,
            running,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn client(&self) -> TestClient {
        let channel = Channel::from_shared(self.url(""))
            .unwrap()
            .connect()
            .await
            .unwrap();
        TestClient {
            grpc: DialogServiceClient::new(channel),
            session_id: String::new(),
        }
    }

    /// A client in a session, unless the server closes the connection.
    pub(crate) async fn client_if_there_is_room(&self) -> Option<TestClient> {
        let channel = Channel::from_shared(self.url("")).unwrap().connect().await;
        let mut client = TestClient {
            grpc: DialogServiceClient::new(channel.ok()?),
            session_id: String::new(),
        };
        client.start().await.ok()?;
        Some(client)
    }

    /// A client in a session that has heard the greeting.
    pub(crate) async fn greeted_client(&self) -> TestClient {
        let mut client = self.client().await;
        client.start().await.unwrap();
        client.kick().await.unwrap();
        client
    }

    /// Tells the server to stop; the handle ends with it.
    pub(crate) fn stop(self) -> JoinHandle<Result<(), ServerError>> {
        self.stop.send(()).unwrap();
        self.running
    }
}

/// The configuration `text` with a free port; paths start at `tests/fixtures`.
pub(crate) fn kiosk_config(text: &str) -> Config {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut config = Config::parse(text, &fixtures).unwrap();
    config.listen = "127.0.0.1:0".parse().unwrap();
    config
}

/// A native gRPC client in one session.
#[derive(Clone)]
pub(crate) struct TestClient {
    pub(crate) grpc: DialogServiceClient<Channel>,
    pub(crate) session_id: String,
}

impl TestClient {
    pub(crate) async fn start(&mut self) -> Result<(), Status> {
        self.start_as(start_request()).await
    }

    pub(crate) async fn start_as(&mut self, request: StartRequest) -> Result<(), Status> {
        let response = self.grpc.start(request).await?.into_inner();
        self.session_id = response.payload.unwrap().session_id;
        Ok(())
    }

    pub(crate) async fn kick(&mut self) -> Result<ExecuteResponsePayload, Status> {
        self.execute(None).await
    }

    pub(crate) async fn say(&mut self, text: &str) -> Result<ExecuteResponsePayload, Status> {
        self.execute(Some(user_input(Input::UserText(text.to_owned()))))
            .await
    }

    /// Says something in a turn that has a key.
    pub(crate) async fn say_once(
        &mut self,
        key: &str,
        text: &str,
    ) -> Result<ExecuteResponsePayload, Status> {
        let mut request = tonic::Request::new(ExecuteRequest {
            session_id: self.session_id.clone(),
            payload: Some(user_input(Input::UserText(text.to_owned()))),
            ..ExecuteRequest::default()
        });
        request
            .metadata_mut()
            .insert("x-bavard-turn", key.parse().unwrap());
        let response = self.grpc.execute(request).await?.into_inner();
        Ok(response.payload.unwrap())
    }

    pub(crate) async fn pick(
        &mut self,
        id: &str,
        value: &str,
    ) -> Result<ExecuteResponsePayload, Status> {
        self.execute(Some(user_input(Input::SelectedItem(SelectedValue {
            id: id.to_owned(),
            value: value.to_owned(),
        }))))
        .await
    }

    pub(crate) async fn return_data(
        &mut self,
        id: &str,
        data: Value,
    ) -> Result<ExecuteResponsePayload, Status> {
        self.execute(Some(ExecuteRequestPayload {
            requested_data: Some(RequestData {
                id: id.to_owned(),
                data: Some(struct_from_json(object(data))),
            }),
            ..ExecuteRequestPayload::default()
        }))
        .await
    }

    pub(crate) async fn report(
        &mut self,
        event: DialogEvent,
    ) -> Result<ExecuteResponsePayload, Status> {
        self.execute(Some(ExecuteRequestPayload {
            dialog_event: Some(event),
            ..ExecuteRequestPayload::default()
        }))
        .await
    }

    pub(crate) async fn execute(
        &mut self,
        payload: Option<ExecuteRequestPayload>,
    ) -> Result<ExecuteResponsePayload, Status> {
        let request = ExecuteRequest {
            session_id: self.session_id.clone(),
            payload,
            ..ExecuteRequest::default()
        };
        let response = self.grpc.execute(request).await?.into_inner();
        Ok(response.payload.unwrap())
    }

    pub(crate) async fn remaining_seconds(&mut self) -> Result<u32, Status> {
        let session_id = self.session_id.clone();
        let response = self.grpc.status(StatusRequest { session_id }).await?;
        Ok(response.into_inner().session_remaining_sec)
    }

    pub(crate) async fn update(&mut self) -> Result<(), Status> {
        let request = UpdateRequest {
            session_id: self.session_id.clone(),
            ..UpdateRequest::default()
        };
        self.grpc.update(request).await.map(drop)
    }

    pub(crate) async fn stop(&mut self) -> Result<(), Status> {
        let request = StopRequest {
            session_id: self.session_id.clone(),
            ..StopRequest::default()
        };
        self.grpc.stop(request).await.map(drop)
    }
}

pub(crate) fn start_request() -> StartRequest {
    StartRequest {
        selector: Some(Selector {
            channel: "Web_VA".to_owned(),
            language: "en-US".to_owned(),
            library: "default".to_owned(),
        }),
        payload: Some(StartRequestPayload {
            model_ref: Some(ResourceReference {
                uri: KIOSK.to_owned(),
                r#type: 0,
            }),
            ..StartRequestPayload::default()
        }),
        ..StartRequest::default()
    }
}

pub(crate) fn user_input(input: Input) -> ExecuteRequestPayload {
    ExecuteRequestPayload {
        user_input: Some(UserInput {
            input: Some(input),
            input_mode: String::new(),
        }),
        ..ExecuteRequestPayload::default()
    }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// Everything that the visitor sees of a reply: messages, then the action's own.
pub(crate) fn shown(payload: &ExecuteResponsePayload) -> String {
    let action_message: Option<&Message> = match payload.action.as_ref().unwrap() {
        Action::QaAction(action) => action.message.as_ref(),
        Action::DaAction(action) => action.message.as_ref(),
        Action::EscalationAction(action) => action.message.as_ref(),
        Action::ContinueAction(action) => action.message.as_ref(),
        Action::EndAction(_) => None,
    };
    payload
        .messages
        .iter()
        .chain(action_message)
        .flat_map(|message| &message.visual)
        .map(|visual| visual.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}
