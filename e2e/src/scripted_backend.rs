//! A backend that answers what a conversation file says, when the test says so.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::{Json, Router};
use bavard_server::conversation_file::{Answer, Backend, Replies};
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Failure;

/// The running backend. Dropping it ends it.
#[derive(Debug)]
pub struct ScriptedBackend {
    address: SocketAddr,
    desk: Arc<Desk>,
    serving: JoinHandle<()>,
}

#[derive(Debug)]
struct Desk {
    script: Mutex<Script>,
    held: watch::Sender<bool>,
}

/// The replies that are left, by path; the last one of some is given again and again.
#[derive(Debug, Default)]
struct Script(BTreeMap<String, Vec<Reply>>);

#[derive(Debug)]
enum Reply {
    Once(Map<String, Value>),
    Always(Map<String, Value>),
}

impl ScriptedBackend {
    /// Listens, with nothing to say.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub async fn open() -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(Failure::Network)?;
        let address = listener.local_addr().map_err(Failure::Network)?;
        let desk = Arc::new(Desk {
            script: Mutex::default(),
            held: watch::Sender::new(false),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        let serving = tokio::spawn(async move {
            // It ends with its task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            desk,
            serving,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers from these replies, by node name, until others come.
    pub fn play(&self, backends: &BTreeMap<String, Backend>) {
        let mut script = Script::default();
        for backend in backends.values() {
            match backend {
                Backend::Always(answer) => script.add(answer, false),
                Backend::Each(answers) => {
                    for answer in answers {
                        script.add(answer, true);
                    }
                }
            }
        }
        *self.desk.script() = script;
        self.release();
    }

    /// Keeps every answer back.
    pub fn hold(&self) {
        self.desk.held.send_replace(true);
    }

    /// Answers again.
    pub fn release(&self) {
        self.desk.held.send_replace(false);
    }
}

impl Drop for ScriptedBackend {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Desk {
    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Script {
    fn add(&mut self, answer: &Answer, once: bool) {
        let path = answer.path.as_deref().unwrap_or_default();
        let replies = self.0.entry(path.trim_matches('/').to_owned()).or_default();
        match &answer.reply {
            Replies::Always(reply) if once => replies.push(Reply::Once(reply.clone())),
            Replies::Always(reply) => replies.push(Reply::Always(reply.clone())),
            Replies::Each(each) => replies.extend(each.iter().cloned().map(Reply::Once)),
        }
    }

    fn next(&mut self, path: &str) -> Option<Map<String, Value>> {
        let replies = self.0.get_mut(path.trim_matches('/'))?;
        match replies.first()? {
            Reply::Always(reply) => Some(reply.clone()),
            Reply::Once(_) => match replies.remove(0) {
                Reply::Once(reply) | Reply::Always(reply) => Some(reply),
            },
        }
    }
}

async fn answer(State(desk): State<Arc<Desk>>, uri: Uri) -> Response {
    let mut held = desk.held.subscribe();
    // Fails only when the desk is gone, and with it whoever asks.
    let _ = held.wait_for(|held| !held).await;
    match desk.script().next(uri.path()) {
        Some(reply) => Json(reply).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
