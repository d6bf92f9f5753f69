//! A DialogService that is no Bavard: it tells what reached it, and streams.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use bavard_server::protocol::dlg::v1::dialog_service_server::{DialogService, DialogServiceServer};
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use bavard_server::protocol::tts::v1::SynthesisResponse;
use bavard_server::protocol::tts::v1::synthesis_response::Response as Speech;
use futures::{Stream, StreamExt, stream};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tonic::metadata::MetadataMap;
use tonic::{Code, Request, Response, Status, Streaming};

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Bytes of speech in one message of a stream.
pub(crate) const MESSAGE_BYTES: usize = 16 * 1024;

/// What reached the service.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    metadata: Mutex<Vec<MetadataMap>>,
    produced: AtomicU64,
    heard_to_end: AtomicBool,
    began: Notify,
    cancelled: Notify,
}

/// A running service. What it does with a stream, the metadata `x-stream` says: `produce` without end, `echo`,
/// `listen` to the end, `slow-listen` to the end before there is any answer, or `ignore` what comes in.
pub(crate) struct Remote {
    pub(crate) address: SocketAddr,
    pub(crate) seen: Arc<Seen>,
}

#[derive(Debug, Clone)]
struct Service(Arc<Seen>);

impl Remote {
    pub(crate) async fn start() -> Remote {
        let seen = Arc::new(Seen::default());
        let service = DialogServiceServer::new(Service(Arc::clone(&seen)));
        let router = Router::new().route_service("/nuance.dlg.v1.DialogService/{method}", service);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Remote { address, seen }
    }

    pub(crate) fn configuration(&self) -> String {
        format!("[upstream]\nurl = \"http://{}\"\n", self.address)
    }
}

impl Seen {
    /// The metadata of the last call.
    pub(crate) fn metadata(&self) -> MetadataMap {
        self.metadata.lock().unwrap().last().unwrap().clone()
    }

    /// Messages that the service could send.
    pub(crate) fn produced(&self) -> u64 {
        self.produced.load(Ordering::SeqCst)
    }

    /// Whether a stream that it listened to ended as callers end it.
    pub(crate) fn heard_to_end(&self) -> bool {
        self.heard_to_end.load(Ordering::SeqCst)
    }

    /// Waits until a call that is held has begun.
    pub(crate) async fn began(&self) {
        tokio::time::timeout(PATIENCE, self.began.notified())
            .await
            .expect("no call began");
    }

    /// Waits until a call was cancelled.
    pub(crate) async fn cancelled(&self) {
        tokio::time::timeout(PATIENCE, self.cancelled.notified())
            .await
            .expect("no call was cancelled");
    }
}

/// Tells when the call that holds it is gone.
struct Held(Arc<Seen>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.cancelled.notify_one();
    }
}

pub(crate) fn spoken(number: u64) -> StreamOutput {
    let mut audio = number.to_be_bytes().to_vec();
    audio.resize(MESSAGE_BYTES, 0);
    StreamOutput {
        audio: Some(SynthesisResponse {
            response: Some(Speech::Audio(audio)),
        }),
        ..StreamOutput::default()
    }
}

async fn listen(mut input: Streaming<StreamInput>, held: Held) -> Result<StreamOutput, Status> {
    loop {
        match input.message().await {
            Ok(Some(_)) => {}
            Ok(None) => {
                held.0.heard_to_end.store(true, Ordering::SeqCst);
                return Ok(StreamOutput::default());
            }
            Err(status) => return Err(status),
        }
    }
}

#[tonic::async_trait]
impl DialogService for Service {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    /// Refuses with everything that a status can have.
    async fn start(
        &self,
        request: Request<StartRequest>,
    ) -> Result<Response<StartResponse>, Status> {
        self.0
            .metadata
            .lock()
            .unwrap()
            .push(request.metadata().clone());
        let mut metadata = MetadataMap::new();
        metadata.insert("x-why", "rain".parse().unwrap());
        metadata.insert("set-cookie", "a=b".parse().unwrap());
        Err(Status::with_details_and_metadata(
            Code::FailedPrecondition,
            "not today, 100 %",
            vec![8, 9].into(),
            metadata,
        ))
    }

    /// Holds the call.
    async fn status(
        &self,
        _request: Request<StatusRequest>,
    ) -> Result<Response<StatusResponse>, Status> {
        let _held = Held(Arc::clone(&self.0));
        self.0.began.notify_one();
        std::future::pending().await
    }

    /// Answers, with metadata.
    async fn update(
        &self,
        request: Request<UpdateRequest>,
    ) -> Result<Response<UpdateResponse>, Status> {
        self.0
            .metadata
            .lock()
            .unwrap()
            .push(request.metadata().clone());
        let mut response = Response::new(UpdateResponse {});
        let metadata = response.metadata_mut();
        metadata.insert("x-took", "5".parse().unwrap());
        metadata.insert("server", "secret-host".parse().unwrap());
        Ok(response)
    }

    async fn execute(
        &self,
        _request: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        Err(Status::unauthenticated("who are you?"))
    }

    async fn execute_stream(
        &self,
        request: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        let task = request.metadata().get("x-stream").cloned();
        let input = request.into_inner();
        let seen = Arc::clone(&self.0);
        let held = Held(Arc::clone(&self.0));
        self.0.began.notify_one();
        if task.as_ref().is_some_and(|task| task == "slow-listen") {
            let last = listen(input, held).await?;
            return Ok(Response::new(Box::pin(stream::iter([Ok(last)]))));
        }
        let output: Self::ExecuteStreamStream = match task.as_ref().map(|task| task.as_bytes()) {
            Some(b"produce") => Box::pin(stream::iter(0..).map(move |number| {
                let _alive = (&input, &held);
                seen.produced.fetch_add(1, Ordering::SeqCst);
                Ok(spoken(number))
            })),
            Some(b"echo") => Box::pin(input.map(|input| {
                let audio = Some(SynthesisResponse {
                    response: Some(Speech::Audio(input?.audio)),
                });
                Ok(StreamOutput {
                    audio,
                    ..StreamOutput::default()
                })
            })),
            Some(b"listen") => Box::pin(stream::once(listen(input, held))),
            _ => Box::pin(stream::pending::<()>().map(move |()| {
                let _alive = (&input, &held);
                Ok(StreamOutput::default())
            })),
        };
        Ok(Response::new(output))
    }

    async fn stop(&self, _request: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        Ok(Response::new(StopResponse {}))
    }
}
