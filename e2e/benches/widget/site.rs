//! One web server for both chats: files with brotli, pages, and the services that they talk to.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::page::Page;
use crate::{deep_chat_service, dialog_service};

/// Files may be kept, so that a second visit is a warm one.
const KEPT: &str = "public, max-age=3600";

/// A server on a port of its own, as long as its value lives.
#[derive(Debug)]
pub(crate) struct Site {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Site {
    /// Serves the widget's files from `dist` and Deep Chat's from `deep_chat`.
    pub(crate) async fn open(dist: &Path, deep_chat: &Path) -> std::io::Result<Self> {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/widget/pages");
        let app = Page::ALL
            .into_iter()
            .fold(Router::new(), |app, page| {
                app.route(page.path(), get(move || async move { Html(page.html()) }))
            })
            .merge(folder("/pages/{*file}", &scripts))
            .merge(folder("/bavard/{*file}", dist))
            .merge(folder("/deep-chat/{*file}", deep_chat))
            .merge(dialog_service::routes())
            .merge(deep_chat_service::routes());
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async move {
            // It ends with the task, never by itself.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { address, serving })
    }

    /// The address of a page.
    pub(crate) fn url(&self, page: Page) -> String {
        format!("http://{}{}", self.address, page.path())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn folder(path: &str, folder: &Path) -> Router {
    Router::new()
        .route(path, get(file))
        .with_state(Arc::new(folder.to_owned()))
}

async fn file(
    State(folder): State<Arc<PathBuf>>,
    UrlPath(name): UrlPath<String>,
    asked: HeaderMap,
) -> Response {
    let path = folder.join(&name);
    let takes_brotli = asked
        .get("accept-encoding")
        .and_then(|encodings| encodings.to_str().ok())
        .is_some_and(|encodings| encodings.contains("br"));
    let head = [(CONTENT_TYPE, media_type(&path)), (CACHE_CONTROL, KEPT)];
    if takes_brotli && let Ok(small) = tokio::fs::read(folder.join(format!("{name}.br"))).await {
        return (head, [(CONTENT_ENCODING, "br")], small).into_response();
    }
    match tokio::fs::read(&path).await {
        Ok(content) => (head, content).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
