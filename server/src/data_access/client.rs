//! Makes the fetches of data access nodes over HTTP.

use std::collections::BTreeMap;
use std::error::Error;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bavard_dialog::{BackendFailure, BackendRequest, Method};
use http::header::{DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect;
use reqwest::{Client, RequestBuilder, Response, Url};
use serde_json::Value;

use super::Policy;
use crate::project::HostedProject;

/// Time for a connection where the project does not say.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Time for a whole fetch where the project does not say: less than the 30 s after which clients give up.
const DEFAULT_FETCH_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest time that a project can ask for.
const MAX_TIMEOUT: Duration = Duration::from_secs(60);
/// Longest reply that is read.
const MAX_REPLY_BYTES: usize = 1024 * 1024;
/// Tells backends which project asks (Backend integration document).
const APPLICATION_ID: HeaderName = HeaderName::from_static("x-nuance-application-id");

/// Makes the fetches of data access nodes. Redirects are not followed: where they lead is not the operator's choice.
#[derive(Debug)]
pub struct DataAccess {
    policy: Policy,
    /// One client for each connect time-out that projects use, because that is a setting of the whole client.
    clients: Mutex<BTreeMap<Duration, Client>>,
}

impl DataAccess {
    /// Fetches under this policy.
    pub fn new(policy: Policy) -> DataAccess {
        DataAccess {
            policy,
            clients: Mutex::default(),
        }
    }

    /// Makes one fetch. The base of the host's alias comes from `hosted`, if it overrides it.
    ///
    /// # Errors
    ///
    /// Whatever the engine has to take the node's failure way for.
    pub async fn fetch(
        &self,
        hosted: &HostedProject,
        request: &BackendRequest,
    ) -> Result<Value, BackendFailure> {
        let url = backend_url(hosted, request)?;
        self.policy
            .check(&url)
            .map_err(|refusal| BackendFailure::Connection(refusal.to_string()))?;
        let response = self
            .prepare(hosted, request, url)?
            .send()
            .await
            .map_err(failure)?;
        let status = response.status();
        if !status.is_success() {
            return Err(BackendFailure::Status(status.as_u16()));
        }
        match serde_json::from_slice(&read_limited(response).await?) {
            Ok(reply @ Value::Object(_)) => Ok(reply),
            _ => Err(BackendFailure::NotJson),
        }
    }

    fn prepare(
        &self,
        hosted: &HostedProject,
        request: &BackendRequest,
        url: Url,
    ) -> Result<RequestBuilder, BackendFailure> {
        let connect_timeout = clamp(request.connect_timeout, DEFAULT_CONNECT_TIMEOUT);
        let client = self.client(connect_timeout)?;
        let builder = match request.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url).json(&request.body),
            Method::Put => client.put(url).json(&request.body),
            Method::Patch => client.patch(url).json(&request.body),
            Method::Delete => client.delete(url),
        };
        Ok(builder
            .headers(backend_headers(hosted, request)?)
            .timeout(clamp(request.fetch_timeout, DEFAULT_FETCH_TIMEOUT)))
    }

    fn client(&self, connect_timeout: Duration) -> Result<Client, BackendFailure> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&connect_timeout) {
            return Ok(client.clone());
        }
        let client = Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::none())
            // A proxy of the environment would be what we connect to, unchecked.
            .no_proxy()
            .build()
            .map_err(|error| BackendFailure::Connection(innermost(&error)))?;
        clients.insert(connect_timeout, client.clone());
        Ok(client)
    }
}

fn backend_url(hosted: &HostedProject, request: &BackendRequest) -> Result<Url, BackendFailure> {
    let base = match hosted.hosts.get(&request.host_alias) {
        Some(base) => base.as_str(),
        None => &request.default_base,
    };
    let base = base.trim_end_matches('/');
    let extension = request.url_extension.trim_start_matches('/');
    let text = if extension.is_empty() || extension.starts_with('?') {
        format!("{base}{extension}")
    } else {
        format!("{base}/{extension}")
    };
    Url::parse(&text).map_err(|error| {
        BackendFailure::Connection(format!("the backend's URL is no URL: {error}"))
    })
}

/// The project's headers, and ours over them.
fn backend_headers(
    hosted: &HostedProject,
    request: &BackendRequest,
) -> Result<HeaderMap, BackendFailure> {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let parsed = HeaderName::from_str(name)
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        let Some((name, value)) = parsed else {
            let problem = format!("the header `{name}` of the project cannot be sent");
            return Err(BackendFailure::Connection(problem));
        };
        headers.insert(name, value);
    }
    headers.insert(DATE, http_date()?);
    if let Ok(application_id) = HeaderValue::from_str(hosted.tag.as_str()) {
        headers.insert(APPLICATION_ID, application_id);
    }
    Ok(headers)
}

fn clamp(asked: Option<Duration>, default: Duration) -> Duration {
    asked.unwrap_or(default).min(MAX_TIMEOUT)
}

fn http_date() -> Result<HeaderValue, BackendFailure> {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
        .ok()
        .and_then(|date| HeaderValue::from_str(&date).ok())
        .ok_or_else(|| BackendFailure::Connection("the clock shows no date of our era".to_owned()))
}

async fn read_limited(mut response: Response) -> Result<Vec<u8>, BackendFailure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > MAX_REPLY_BYTES {
            return Err(BackendFailure::TooLarge(MAX_REPLY_BYTES));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn failure(error: reqwest::Error) -> BackendFailure {
    if error.is_timeout() {
        BackendFailure::Timeout
    } else {
        // Without the URL: its query can hold what the visitor said.
        BackendFailure::Connection(innermost(&error.without_url()))
    }
}

/// The cause that means something to a reader; the layers above it only say "error sending request".
fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
