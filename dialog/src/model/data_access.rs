//! Data access nodes (model.md section 8).

use std::time::Duration;

use super::{Group, Key, Node, Operand, SendValue, Setting, TakenValue};
use crate::reply::View;
use crate::turn::Method;

#[derive(Debug)]
pub(crate) struct DataAccessNode {
    /// Who fetches: none: the client.
    pub backend: Option<Backend>,
    pub send: Vec<SendValue>,
    /// What to take over from the reply.
    pub take: Vec<TakenValue>,
    pub latency_message: Group,
    pub view: Option<View>,
    pub settings: Vec<Setting>,
    pub on_success: Option<Key<Node>>,
    pub on_failure: Option<Key<Node>>,
}

/// Where a server-side fetch goes.
#[derive(Debug)]
pub(crate) struct Backend {
    pub host_alias: String,
    pub default_base: String,
    pub url_extension: String,
    pub method: Method,
    pub headers: Vec<Header>,
    pub connect_timeout: Option<Duration>,
    pub fetch_timeout: Option<Duration>,
}

#[derive(Debug)]
pub(crate) struct Header {
    pub name: String,
    pub value: Operand,
}
