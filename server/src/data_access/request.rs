//! The HTTP request that a data access node asks for: URL and headers.

use std::str::FromStr;

use bavard_dialog::{BackendFailure, BackendRequest};
use http::header::{self, DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use crate::project::HostedProject;

/// Tells backends which project asks (Backend integration document).
const APPLICATION_ID: HeaderName = HeaderName::from_static("x-nuance-application-id");

/// Headers that are not a project's to set, and left out: where the request goes, where its body ends, what is between
/// this server and the next (RFC 9110 section 7.6.1), and which compression of the reply we would understand.
const OURS: [HeaderName; 12] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::EXPECT,
    header::ACCEPT_ENCODING,
];

/// The base of the host's alias, from `hosted` where it overrides it, and the node's extension.
pub(super) fn backend_url(
    hosted: &HostedProject,
    request: &BackendRequest,
) -> Result<Url, BackendFailure> {
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
    Url::parse(&text)
        .map_err(|error| BackendFailure::Refused(format!("the backend's URL is no URL: {error}")))
}

/// The project's headers and ours over them; without the project's for a host that it did not name.
pub(super) fn backend_headers(
    hosted: &HostedProject,
    request: &BackendRequest,
    is_named_host: bool,
) -> Result<HeaderMap, BackendFailure> {
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers.iter().filter(|_| is_named_host) {
        let parsed = HeaderName::from_str(name)
            .ok()
            .zip(HeaderValue::from_str(value).ok());
        let Some((name, value)) = parsed else {
            let problem = format!("the header `{name}` of the project cannot be sent");
            return Err(BackendFailure::Refused(problem));
        };
        if !OURS.contains(&name) {
            headers.insert(name, value);
        }
    }
    headers.insert(DATE, http_date()?);
    if let Ok(application_id) = HeaderValue::from_str(hosted.tag.as_str()) {
        headers.insert(APPLICATION_ID, application_id);
    }
    Ok(headers)
}

fn http_date() -> Result<HeaderValue, BackendFailure> {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
        .ok()
        .and_then(|date| HeaderValue::from_str(&date).ok())
        .ok_or_else(|| BackendFailure::Refused("the clock shows no date of our era".to_owned()))
}
