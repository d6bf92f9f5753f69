//! Files of a folder, in their compressed form where there is one beside them.
//!
//! `ServeDir` finds, types and sends them. Around it stands what it lacks: entity tags, and that neither hidden files
//! nor what a symbolic link has outside of the folder is sent.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LAST_MODIFIED, RANGE, VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeDir;

/// The one hidden folder that is there to be read, by RFC 8615.
const WELL_KNOWN: &str = ".well-known";

/// The files below a folder. `x.wasm.br` or `x.wasm.gz` is sent for `x.wasm` to a client that takes it, under the type
/// of `x.wasm`. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct StaticFiles {
    folder: Arc<Path>,
    files: ServeDir,
}

/// What the client has already, to be compared with the file.
struct Conditions {
    /// A list may come in several headers.
    none_match: Vec<HeaderValue>,
    modified_since: Option<HeaderValue>,
}

impl StaticFiles {
    /// The files below `folder`.
    pub(super) fn new(folder: &Path) -> StaticFiles {
        StaticFiles {
            folder: folder.into(),
            files: ServeDir::new(folder)
                .precompressed_br()
                .precompressed_gzip(),
        }
    }

    /// The file that a request asks for, or what there is to say instead.
    pub(super) async fn serve(mut self, mut request: Request) -> Response {
        let Some(path) = visible_path(request.uri().path()) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let conditional = matches!(*request.method(), Method::GET | Method::HEAD);
        let conditions = Conditions::take(request.headers_mut());
        let mut response = match self.files.try_call(request).await {
            Ok(response) => response.map(Body::new),
            Err(error) => return unreadable(&error).into_response(),
        };
        if !response.status().is_success() {
            return response;
        }
        let content_type = known_type(&path);
        let encoding = response.headers().get(CONTENT_ENCODING).cloned();
        let folder = self.folder;
        let tag = tokio::task::spawn_blocking(move || {
            entity_tag(&folder, path, encoding.as_ref().map(HeaderValue::as_bytes))
        });
        let Ok(Some(tag)) = tag.await else {
            return StatusCode::NOT_FOUND.into_response();
        };
        complete(response.headers_mut(), tag, content_type);
        if conditional && conditions.hold_for(response.headers()) {
            return not_modified(response.headers());
        }
        response
    }
}

/// The path below the folder, if nothing in it is hidden or leads elsewhere. A path that ends in a slash is that of a
/// folder, which shows as its `index.html`.
fn visible_path(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let mut segments: Vec<&str> = decoded.split('/').collect();
    if let Some(last) = segments.last_mut()
        && last.is_empty()
    {
        *last = "index.html";
    }
    let visible = segments
        .iter()
        .all(|segment| !segment.starts_with('.') || *segment == WELL_KNOWN);
    let path = PathBuf::from_iter(&segments);
    let plain = path
        .components()
        .all(|component| matches!(component, Component::Normal(_)));
    let complete = segments.iter().all(|segment| !segment.is_empty());
    (visible && plain && complete).then_some(path)
}

/// A strong tag for the variant that was sent: when the file was written, to the nanosecond, its length and its
/// encoding. Nothing when the file is not really below the folder.
fn entity_tag(folder: &Path, path: PathBuf, encoding: Option<&[u8]>) -> Option<EntityTag> {
    let suffix = match encoding {
        Some(b"br") => ".br",
        Some(b"gzip") => ".gz",
        _ => "",
    };
    let mut file = folder.join(path).into_os_string();
    file.push(suffix);
    let file = fs::canonicalize(file).ok()?;
    if !file.starts_with(fs::canonicalize(folder).ok()?) {
        return None;
    }
    let metadata = file.metadata().ok()?;
    let written = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let length = metadata.len();
    let text = format!("\"{:x}-{length:x}{suffix}\"", written.as_nanos());
    Some(EntityTag {
        value: HeaderValue::try_from(text).ok()?,
        length,
    })
}

struct EntityTag {
    value: HeaderValue,
    length: u64,
}

/// A name longer than the file system has is just one that is not there.
fn unreadable(error: &io::Error) -> StatusCode {
    if error.kind() == io::ErrorKind::InvalidFilename {
        return StatusCode::NOT_FOUND;
    }
    tracing::error!(%error, "a static file cannot be read");
    StatusCode::INTERNAL_SERVER_ERROR
}

/// The type of files that `ServeDir` has an older one for, or takes for text.
fn known_type(path: &Path) -> Option<HeaderValue> {
    let content_type = match path.extension()?.to_str()? {
        "mjs" => "text/javascript; charset=utf-8",
        "map" => "application/json",
        _ => return None,
    };
    Some(HeaderValue::from_static(content_type))
}

fn complete(headers: &mut HeaderMap, tag: EntityTag, content_type: Option<HeaderValue>) {
    // A file that was replaced while it was opened gets its tag the next time.
    if sent_length(headers).is_none_or(|length| length == tag.length) {
        headers.insert(ETAG, tag.value);
    }
    headers.insert(VARY, HeaderValue::from(ACCEPT_ENCODING));
    // Browsers ask each time whether the file is still the same; a deploy shows at once.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let with_charset = || {
        let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let is_bare = content_type.starts_with("text/") && !content_type.contains(';');
        let with_charset = || HeaderValue::try_from(format!("{content_type}; charset=utf-8"));
        is_bare.then(with_charset)?.ok()
    };
    if let Some(content_type) = content_type.or_else(with_charset) {
        headers.insert(CONTENT_TYPE, content_type);
    }
}

/// The length of the whole file, as the answer tells it.
fn sent_length(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(CONTENT_RANGE).and_then(|value| {
        let (_, length) = value.to_str().ok()?.rsplit_once('/')?;
        length.parse().ok()
    });
    range.or_else(|| headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok())
}

impl Conditions {
    /// Takes them out of the request, as `ServeDir` would judge by dates alone. A range that only holds for a certain
    /// state of the file is dropped: the whole file is always right.
    fn take(headers: &mut HeaderMap) -> Conditions {
        if headers.remove(IF_RANGE).is_some() {
            headers.remove(RANGE);
        }
        let none_match = headers.get_all(IF_NONE_MATCH).iter().cloned().collect();
        headers.remove(IF_NONE_MATCH);
        Conditions {
            none_match,
            modified_since: headers.remove(IF_MODIFIED_SINCE),
        }
    }

    /// Whether the client has what these headers describe. The tag counts before the date; a date is taken as a name of
    /// the state, so that going back to an older file shows as well.
    fn hold_for(&self, headers: &HeaderMap) -> bool {
        if self.none_match.is_empty() {
            let modified = headers.get(LAST_MODIFIED);
            return modified.is_some() && self.modified_since.as_ref() == modified;
        }
        headers
            .get(ETAG)
            .is_some_and(|tag| self.none_match.iter().any(|known| names(known, tag)))
    }
}

fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
        return false;
    };
    known
        .split(',')
        .map(|known| known.trim())
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// With the headers that a 200 would have had and that a cache updates.
fn not_modified(headers: &HeaderMap) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    for name in [ETAG, LAST_MODIFIED, VARY, CACHE_CONTROL] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_visible_when_nothing_in_it_is_hidden_or_leads_elsewhere() {
        for (path, expected) in [
            ("/", Some("index.html")),
            ("/a/b.js", Some("a/b.js")),
            ("/a/", Some("a/index.html")),
            ("/a%20b.js", Some("a b.js")),
            (
                "/.well-known/security.txt",
                Some(".well-known/security.txt"),
            ),
            ("/.git/config", None),
            ("/a/.env", None),
            ("/%2eenv", None),
            ("/../a", None),
            ("/a/%2e%2e/b", None),
            ("/a%2f..%2f..%2fb", None),
            ("//host/a", None),
            ("/%ff", None),
        ] {
            assert_eq!(
                visible_path(path).as_deref(),
                expected.map(Path::new),
                "{path}"
            );
        }
    }

    #[test]
    fn a_tag_is_known_in_a_list_as_weak_and_by_a_star() {
        let tag = HeaderValue::from_static("\"a\"");
        for (known, expected) in [
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            let known = HeaderValue::from_static(known);
            assert_eq!(names(&known, &tag), expected, "{known:?}");
        }
    }
}
