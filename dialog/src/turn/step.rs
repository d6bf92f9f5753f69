//! Result of a turn: a reply for the client, or a fetch that the caller has to make first.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::{Reply, SessionState, Trace};

/// Result of [`Project::execute`](crate::Project::execute).
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The turn is done.
    Answer {
        /// What the client gets.
        reply: Box<Reply>,
        /// The session afterwards.
        state: SessionState,
        /// What it ran through.
        trace: Trace,
    },
    /// The turn needs data from a backend: the caller fetches it and calls again with this state and
    /// [`Input::BackendReply`](crate::Input::BackendReply), within the same turn of the client.
    Fetch {
        /// What to fetch.
        request: Box<BackendRequest>,
        /// The session as it waits for the reply.
        state: SessionState,
        /// What it ran through so far.
        trace: Trace,
    },
}

/// A server-side data access (model.md section 8). The URL is the base of `host_alias` (the caller may override it)
/// followed by `url_extension`.
#[derive(Debug, Clone, PartialEq)]
pub struct BackendRequest {
    /// Name of the data access node.
    pub node: String,
    /// Alias of the data host, such as `demo.mix.nuance.com`.
    pub host_alias: String,
    /// Base URL that the project gives the alias.
    pub default_base: String,
    /// Path and query, placeholders filled and URL-encoded.
    pub url_extension: String,
    /// HTTP method.
    pub method: Method,
    /// Headers that the project adds.
    pub headers: Vec<(String, String)>,
    /// JSON body of a POST, PUT or PATCH; for the other methods the values that the URL was made of.
    pub body: Map<String, Value>,
    /// Time for the connection; none: the caller's default.
    pub connect_timeout: Option<Duration>,
    /// Time for the whole fetch; none: the caller's default.
    pub fetch_timeout: Option<Duration>,
}

/// HTTP methods that a project can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Send data in the URL.
    Get,
    /// Send data as a JSON body.
    Post,
    /// Send data as a JSON body.
    Put,
    /// Send data as a JSON body.
    Patch,
    /// Send data in the URL.
    Delete,
}
