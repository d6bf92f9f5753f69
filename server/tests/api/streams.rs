//! Limits of ExecuteStream, with a service that answers each input and says nothing by itself.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bavard_server::admission::Admission;
use bavard_server::auth::Authority;
use bavard_server::connection::Acceptor;
use bavard_server::http::{Readiness, Routes, grpc_stack};
use bavard_server::metrics::Metrics;
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::protocol::dlg::v1::dialog_service_server::DialogService;
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use futures::{Stream, StreamExt};
use grpc_websockets::server::Calls;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status, Streaming};
use tower::layer::util::Identity;

use crate::harness::kiosk_config;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers each input with an output.
#[derive(Debug, Clone, Default)]
struct Echo {
    /// Told when the service's part of a stream is dropped.
    dropped: Arc<Notify>,
}

struct TellsWhenDropped(Arc<Notify>);

impl Drop for TellsWhenDropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tonic::async_trait]
impl DialogService for Echo {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn execute_stream(
        &self,
        request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        let tells = TellsWhenDropped(self.dropped.clone());
        let outputs = request.into_inner().map(move |input| {
            let _held = &tells;
            input.map(|_| StreamOutput::default())
        });
        Ok(Response::new(Box::pin(outputs)))
    }

    async fn start(&self, _: Request<StartRequest>) -> Result<Response<StartResponse>, Status> {
        Ok(Response::new(Default::default()))
    }

    async fn status(&self, _: Request<StatusRequest>) -> Result<Response<StatusResponse>, Status> {
        Ok(Response::new(Default::default()))
    }

    async fn update(&self, _: Request<UpdateRequest>) -> Result<Response<UpdateResponse>, Status> {
        Ok(Response::new(Default::default()))
    }

    async fn execute(
        &self,
        _: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        Ok(Response::new(Default::default()))
    }

    async fn stop(&self, _: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        Ok(Response::new(Default::default()))
    }
}

struct EchoServer {
    address: SocketAddr,
    dropped: Arc<Notify>,
    stop: DropGuard,
}

async fn echo_server(limits: &str) -> EchoServer {
    let config = kiosk_config(&format!(
        "[server]\ntrusted_proxy_hops = 1\n[server.limits]\n{limits}"
    ));
    let metrics = Metrics::new();
    let echo = Echo::default();
    let dropped = echo.dropped.clone();
    let admission = Arc::new(Admission::new(&config.limits, metrics.clone()));
    let stopping = CancellationToken::new();
    let stack = grpc_stack(
        echo,
        &Identity::new(),
        &config.limits,
        admission.clone(),
        metrics.clone(),
        stopping.clone(),
    );
    let acceptor = Acceptor::bind(&config, metrics.clone()).await.unwrap();
    let address = acceptor.local_addr();
    let routes = Routes {
        dialog: stack,
        authority: &Authority::open(),
        admission,
        metrics,
        readiness: Readiness::new(stopping.clone(), Vec::new()),
        websocket_calls: Calls::new(),
    };
    tokio::spawn(acceptor.serve(routes.front(&config), stopping.clone()));
    EchoServer {
        address,
        dropped,
        stop: stopping.drop_guard(),
    }
}

/// An open stream of a client.
struct Talk {
    input: mpsc::Sender<StreamInput>,
    output: Streaming<StreamOutput>,
}

impl Talk {
    async fn open(
        server: &EchoServer,
        metadata: &[(&'static str, &'static str)],
    ) -> Result<Talk, Status> {
        let channel = Channel::from_shared(format!("http://{}", server.address))
            .unwrap()
            .connect()
            .await
            .unwrap();
        let (input, mut inputs) = mpsc::channel(1);
        let inputs = futures::stream::poll_fn(move |context| inputs.poll_recv(context));
        let mut request = Request::new(inputs);
        for (name, value) in metadata {
            request.metadata_mut().insert(*name, value.parse().unwrap());
        }
        let output = DialogServiceClient::new(channel)
            .execute_stream(request)
            .await?
            .into_inner();
        Ok(Talk { input, output })
    }

    async fn echo(&mut self) -> Result<(), Status> {
        // A send fails when the stream has ended; the next output says why.
        let _sent = self.input.send(StreamInput::default()).await;
        self.next().await
    }

    async fn next(&mut self) -> Result<(), Status> {
        tokio::time::timeout(PATIENCE, self.output.message())
            .await
            .expect("the stream gave nothing")?
            .ok_or_else(|| Status::ok("the stream has ended"))
            .map(drop)
    }
}

#[tokio::test]
async fn a_silent_stream_ends_and_with_it_the_services_part() {
    let server = echo_server("stream_idle = 1").await;
    let mut talk = Talk::open(&server, &[]).await.unwrap();
    talk.echo().await.unwrap();

    let status = talk.next().await.unwrap_err();

    assert_eq!(status.code(), Code::Cancelled);
    assert!(status.message().contains("silent"), "{status}");
    tokio::time::timeout(PATIENCE, server.dropped.notified())
        .await
        .expect("the service's part lives on");
}

#[tokio::test]
async fn a_silent_stream_is_told_that_the_server_stops() {
    let server = echo_server("").await;
    let silent = Talk::open(&server, &[]).await.unwrap();
    let mut speaking = Talk::open(&server, &[]).await.unwrap();
    speaking.echo().await.unwrap();

    drop(server.stop);

    for _ in 0..3 {
        speaking.echo().await.unwrap();
    }
    for mut talk in [silent, speaking] {
        let status = talk.next().await.unwrap_err();
        assert_eq!(status.code(), Code::Unavailable, "{status:?}");
        assert_eq!(status.message(), "the server is stopping");
    }
}

#[tokio::test]
async fn a_stream_that_is_never_silent_ends_with_its_lifetime() {
    let server = echo_server("stream_lifetime = 1").await;
    let mut talk = Talk::open(&server, &[]).await.unwrap();
    let status = loop {
        if let Err(status) = talk.echo().await {
            break status;
        }
    };
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_deadline_of_the_client_ends_its_stream() {
    let server = echo_server("").await;
    let mut talk = Talk::open(&server, &[("grpc-timeout", "300m")])
        .await
        .unwrap();
    let status = talk.next().await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_stream_outlives_the_longest_call() {
    let server = echo_server("max_call_time = 1").await;
    let mut talk = Talk::open(&server, &[]).await.unwrap();
    let mut other = Talk::open(&server, &[("grpc-timeout", "1200m")])
        .await
        .unwrap();
    talk.echo().await.unwrap();
    other.next().await.unwrap_err();
    talk.echo().await.unwrap();
}

#[tokio::test]
async fn an_address_has_so_many_streams_and_gets_them_back() {
    let server = echo_server("streams_per_address = 1").await;
    let here = [("x-forwarded-for", "192.0.2.1")];
    let there = [("x-forwarded-for", "192.0.2.2")];
    let first = Talk::open(&server, &here).await.unwrap();

    let status = Talk::open(&server, &here).await.err().unwrap();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.metadata().contains_key("retry-after"));
    Talk::open(&server, &there).await.unwrap();

    drop(first);
    let again = async { while Talk::open(&server, &here).await.is_err() {} };
    tokio::time::timeout(PATIENCE, again)
        .await
        .expect("the address did not get its stream back");
}

#[tokio::test]
async fn all_together_have_so_many_streams() {
    let server = echo_server("max_streams = 1").await;
    let _first = Talk::open(&server, &[]).await.unwrap();
    let status = Talk::open(&server, &[]).await.err().unwrap();
    assert_eq!(status.code(), Code::ResourceExhausted);
}
