//! Stands before the token endpoint of a server and counts the requests.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use http::HeaderMap;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
struct Shared {
    upstream: SocketAddr,
    requests: AtomicUsize,
    is_holding: AtomicBool,
    called: Notify,
    released: Notify,
}

/// The desk of one server.
pub(crate) struct TokenDesk {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl TokenDesk {
    /// Passes requests on to the `/oauth2/token` of `upstream`.
    pub(crate) async fn before(upstream: SocketAddr) -> TokenDesk {
        let shared = Arc::new(Shared {
            upstream,
            requests: AtomicUsize::new(0),
            is_holding: AtomicBool::new(false),
            called: Notify::new(),
            released: Notify::new(),
        });
        let router = Router::new()
            .route("/oauth2/token", post(pass_on))
            .with_state(Arc::clone(&shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        TokenDesk { address, shared }
    }

    /// The section of a gateway's configuration that leads here, with the client of [`crate::gateway`]'s servers.
    pub(crate) fn configuration(&self) -> String {
        format!(
            "[upstream.oauth]\ntoken_url = \"http://{}/oauth2/token\"\n\
             client_id = \"appID:ACME\"\nclient_secret = \"open-sesame\"\n",
            self.address
        )
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// Answers nobody until [`TokenDesk::release`].
    pub(crate) fn hold(&self) {
        self.shared.is_holding.store(true, Ordering::SeqCst);
    }

    pub(crate) fn release(&self) {
        self.shared.is_holding.store(false, Ordering::SeqCst);
        self.shared.released.notify_one();
    }

    /// Waits until somebody has asked.
    pub(crate) async fn called(&self) {
        tokio::time::timeout(PATIENCE, self.shared.called.notified())
            .await
            .expect("nobody asked for a token");
    }
}

async fn pass_on(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    shared.requests.fetch_add(1, Ordering::SeqCst);
    shared.called.notify_one();
    if shared.is_holding.load(Ordering::SeqCst) {
        shared.released.notified().await;
    }
    let answer = reqwest::Client::new()
        .post(format!("http://{}/oauth2/token", shared.upstream))
        .header("authorization", &headers["authorization"])
        .header("content-type", &headers["content-type"])
        .body(body)
        .send()
        .await
        .unwrap();
    Response::builder()
        .status(answer.status())
        .body(Body::from(answer.bytes().await.unwrap()))
        .unwrap()
}
