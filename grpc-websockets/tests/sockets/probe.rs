//! A service for tests, each of whose methods behaves in one way, and a server for it.

use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use bytes::{Buf, BufMut, Bytes};
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use futures::{FutureExt, Stream, StreamExt};
use grpc_websockets::server::{Calls, GrpcWebSocketsLayer, Settings};
use http::{Request, Response, StatusCode, request};
use http_body::Frame;
use http_body_util::{Full, StreamBody};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tonic::body::Body;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::server::{Grpc, StreamingService};
use tonic::{Code, Status, Streaming};
use tower::{Layer, Service};

/// Nothing in these tests takes that long; a test that would hang fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What a service has seen, for tests to wait for.
#[derive(Debug)]
pub(crate) enum Seen {
    /// A request.
    Request(Box<request::Parts>),
    /// The call's own part was dropped, because it was over or cancelled.
    Dropped,
    /// The input ended, with this error if it did not end as it should.
    InputEnd(Option<Code>),
}

/// A server for the probe; it stops when it is dropped.
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    pub(crate) calls: Calls,
    seen: mpsc::UnboundedReceiver<Seen>,
    serving: JoinHandle<()>,
}

impl TestServer {
    pub(crate) async fn start() -> TestServer {
        TestServer::start_with(Settings::default()).await
    }

    pub(crate) async fn start_with(settings: Settings) -> TestServer {
        let (report, seen) = mpsc::unbounded_channel();
        let calls = Calls::new();
        let layer = GrpcWebSocketsLayer::new(settings, calls.clone());
        let router =
            Router::new().route_service("/test.Probe/{method}", layer.layer(Probe { report }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        TestServer {
            address: listener.local_addr().unwrap(),
            calls,
            seen,
            serving: tokio::spawn(async move {
                axum::serve(listener, router).await.unwrap();
            }),
        }
    }

    pub(crate) async fn seen(&mut self) -> Seen {
        timeout(PATIENCE, self.seen.recv()).await.unwrap().unwrap()
    }

    pub(crate) async fn request(&mut self) -> request::Parts {
        match self.seen().await {
            Seen::Request(parts) => *parts,
            other => panic!("{other:?} is no request"),
        }
    }

    /// Waits until the call's own part is dropped.
    pub(crate) async fn dropped(&mut self) {
        while !matches!(self.seen().await, Seen::Dropped) {}
    }

    /// Ends the serving and lets go of the calls, as a process does that has given up waiting.
    pub(crate) async fn vanish(self) -> mpsc::UnboundedReceiver<Seen> {
        self.serving.abort();
        let _aborted = self.serving.await;
        self.seen
    }
}

/// The methods of `test.Probe`.
#[derive(Debug, Clone)]
struct Probe {
    report: mpsc::UnboundedSender<Seen>,
}

impl Service<Request<Body>> for Probe {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let report = self.report.clone();
        async move {
            let (parts, body) = request.into_parts();
            let path = parts.uri.path().to_owned();
            let _closed = report.send(Seen::Request(Box::new(parts.clone())));
            let request = Request::from_parts(parts, body);
            Ok(match path.as_str() {
                "/test.Probe/Plain" => Response::new(Body::new(Full::from("plain"))),
                "/test.Probe/Unavailable" => {
                    let mut response = Response::new(Body::new(Full::from("<html>")));
                    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
                    response
                }
                "/test.Probe/NoStatus" => Response::new(Body::new(Full::from(&[0; 5][..]))),
                "/test.Probe/HalfAFrame" => {
                    let half = Bytes::from_static(&[0, 0, 0, 0, 9, 1, 2]);
                    let frames = stream::iter([Ok::<_, Status>(Frame::data(half))]);
                    Response::new(Body::new(StreamBody::new(frames.chain(stream::pending()))))
                }
                _ => {
                    Grpc::new(Raw)
                        .streaming(Method { path, report }, request)
                        .await
                }
            })
        }
        .boxed()
    }
}

struct Method {
    path: String,
    report: mpsc::UnboundedSender<Seen>,
}

impl StreamingService<Bytes> for Method {
    type Response = Bytes;
    type ResponseStream = Watched;
    type Future = BoxFuture<'static, Result<tonic::Response<Watched>, Status>>;

    fn call(&mut self, request: tonic::Request<Streaming<Bytes>>) -> Self::Future {
        let path = self.path.clone();
        let report = self.report.clone();
        let notice = DropNotice(report.clone());
        let mut input = request.into_inner();
        async move {
            let messages = match path.as_str() {
                "/test.Probe/Echo" => input.boxed(),
                "/test.Probe/Flood" => {
                    stream::repeat_with(|| Ok(Bytes::from_static(&[7; 64 * 1024]))).boxed()
                }
                "/test.Probe/Fail" => return Err(Status::not_found("no such thing")),
                // Takes no input and gives no answer.
                "/test.Probe/Wait" => {
                    let _watched = notice;
                    return pending().await;
                }
                // Takes all input, in a task of its own, and gives no answer.
                "/test.Probe/Listen" => {
                    tokio::spawn(async move {
                        let end = loop {
                            match input.next().await {
                                Some(Ok(_)) => {}
                                Some(Err(status)) => break Some(status.code()),
                                None => break None,
                            }
                        };
                        let _closed = report.send(Seen::InputEnd(end));
                    });
                    let _watched = notice;
                    return pending().await;
                }
                _ => return Err(Status::unimplemented("no such method")),
            };
            Ok(tonic::Response::new(Watched {
                messages,
                _notice: notice,
            }))
        }
        .boxed()
    }
}

struct DropNotice(mpsc::UnboundedSender<Seen>);

impl Drop for DropNotice {
    fn drop(&mut self) {
        let _closed = self.0.send(Seen::Dropped);
    }
}

struct Watched {
    messages: BoxStream<'static, Result<Bytes, Status>>,
    _notice: DropNotice,
}

impl Stream for Watched {
    type Item = Result<Bytes, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.messages.poll_next_unpin(context)
    }
}

/// Messages are bytes.
#[derive(Debug, Clone, Copy)]
struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Raw;
    type Decoder = Raw;

    fn encoder(&mut self) -> Raw {
        Raw
    }

    fn decoder(&mut self) -> Raw {
        Raw
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining())))
    }
}
