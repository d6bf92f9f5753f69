//! A backend for data access, which a test tells how to behave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the backend answers.
#[derive(Debug, Clone)]
pub(crate) enum Behaviour {
    /// 200 with this body.
    Reply(String),
    /// This status, with a body that would do.
    Status(StatusCode),
    /// This status, with this address to go to.
    Redirect(StatusCode, String),
    /// 302 to what the query says, whole; 200 with an empty object without one.
    RedirectToQuery,
    /// Never.
    Silence,
    /// 200 with this body, when [`Backend::release`] is called.
    Hold(String),
}

/// A request as the backend got it.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

#[derive(Debug)]
struct Shared {
    behaviour: Behaviour,
    received: Mutex<Vec<Received>>,
    called: Notify,
    released: Notify,
}

/// A running backend.
#[derive(Debug, Clone)]
pub(crate) struct Backend {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

impl Backend {
    pub(crate) async fn start(behaviour: Behaviour) -> Backend {
        let shared = Arc::new(Shared {
            behaviour,
            received: Mutex::default(),
            called: Notify::new(),
            released: Notify::new(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        Backend { address, shared }
    }

    /// Configuration that sends the kiosk's till to this backend.
    pub(crate) fn configuration(&self) -> String {
        let address = self.address;
        format!(
            "[projects.kiosk.hosts]\n\"till.example.com\" = \"http://{address}/till/\"\n\
             [data_access]\ntrusted_hosts = [\"{address}\"]\n"
        )
    }

    /// Waits until the backend has been called.
    pub(crate) async fn called(&self) {
        tokio::time::timeout(PATIENCE, self.shared.called.notified())
            .await
            .expect("nobody called the backend");
    }

    pub(crate) fn release(&self) {
        self.shared.released.notify_one();
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let query = uri.query().map(str::to_owned);
    shared.received.lock().unwrap().push(Received {
        method,
        uri,
        headers,
        body,
    });
    shared.called.notify_one();
    match &shared.behaviour {
        Behaviour::Reply(body) => body.clone().into_response(),
        Behaviour::Status(status) => (*status, r#"{"returnCode": "0"}"#).into_response(),
        Behaviour::Redirect(status, address) => Response::builder()
            .status(*status)
            .header("location", address)
            .body(Body::empty())
            .unwrap(),
        Behaviour::RedirectToQuery => match query {
            Some(address) => (StatusCode::FOUND, [("location", address)]).into_response(),
            None => "{}".into_response(),
        },
        Behaviour::Silence => std::future::pending().await,
        Behaviour::Hold(body) => {
            shared.released.notified().await;
            body.clone().into_response()
        }
    }
}
