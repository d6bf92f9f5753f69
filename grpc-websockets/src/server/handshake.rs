//! What to do with a request: call over a WebSocket, refusal, or none of ours.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CONNECTION, HOST, ORIGIN, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION,
    UPGRADE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Version};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::settings::Settings;

const SUB_PROTOCOL: &str = "grpc-websockets";

/// Length of what the client makes up for `Sec-WebSocket-Key` (RFC 6455, 4.1).
const KEY_LEN: usize = 16;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Handshake {
    /// No WebSocket of this protocol: the service's own.
    Other,
    /// Answered with this status and an empty body.
    Refused(StatusCode),
    /// Answered with 101 and these headers' values.
    Accepted {
        key: HeaderValue,
        sub_protocol: HeaderValue,
    },
}

/// Whether a request asks for a WebSocket with the sub-protocol `grpc-websockets`, in any letter case.
///
/// For routers: such a request for a path that has no service is best answered with 403 and an empty body.
pub fn offers_grpc_websockets(headers: &HeaderMap) -> bool {
    has_token(headers, &UPGRADE, "websocket") && offered_sub_protocol(headers).is_some()
}

pub(super) fn handshake<B>(request: &Request<B>, settings: &Settings) -> Handshake {
    let headers = request.headers();
    if !has_token(headers, &UPGRADE, "websocket") {
        return Handshake::Other;
    }
    let Some(sub_protocol) = offered_sub_protocol(headers) else {
        return Handshake::Other;
    };
    let allowed = match headers.get(ORIGIN) {
        Some(origin) => settings.origins.allow(origin, headers.get(HOST)),
        None => !settings.require_origin,
    };
    if !allowed || !settings.paths.contain(request.uri().path()) {
        return Handshake::Refused(StatusCode::FORBIDDEN);
    }
    if request.version() != Version::HTTP_11 || request.method() != Method::GET {
        return Handshake::Refused(StatusCode::BAD_REQUEST);
    }
    if !has_token(headers, &CONNECTION, "upgrade") {
        return Handshake::Refused(StatusCode::BAD_REQUEST);
    }
    if headers
        .get(SEC_WEBSOCKET_VERSION)
        .is_none_or(|version| version != "13")
    {
        return Handshake::Refused(StatusCode::UPGRADE_REQUIRED);
    }
    match accept_key(headers) {
        Some(key) => Handshake::Accepted { key, sub_protocol },
        None => Handshake::Refused(StatusCode::BAD_REQUEST),
    }
}

fn accept_key(headers: &HeaderMap) -> Option<HeaderValue> {
    let key = headers.get(SEC_WEBSOCKET_KEY)?.as_bytes();
    let made_up = STANDARD.decode(key).ok()?;
    if made_up.len() != KEY_LEN {
        return None;
    }
    HeaderValue::try_from(derive_accept_key(key)).ok()
}

/// In the client's own spelling, as it compares letter by letter.
fn offered_sub_protocol(headers: &HeaderMap) -> Option<HeaderValue> {
    let offered = tokens(headers, &SEC_WEBSOCKET_PROTOCOL)
        .find(|token| token.eq_ignore_ascii_case(SUB_PROTOCOL))?;
    HeaderValue::from_str(offered).ok()
}

fn has_token(headers: &HeaderMap, name: &HeaderName, expected: &str) -> bool {
    tokens(headers, name).any(|token| token.eq_ignore_ascii_case(expected))
}

fn tokens<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::server::{Origins, Paths};

    /// Key and answer of RFC 6455, 1.3.
    const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
    const ACCEPTED_KEY: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    fn upgrade() -> Request<()> {
        Request::get("/test.Probe/Echo")
            .header(HOST, "a.example")
            .header(ORIGIN, "https://a.example")
            .header(UPGRADE, "websocket")
            .header(CONNECTION, "keep-alive, Upgrade")
            .header(SEC_WEBSOCKET_VERSION, "13")
            .header(SEC_WEBSOCKET_KEY, KEY)
            .header(SEC_WEBSOCKET_PROTOCOL, "grpc-websockets")
            .body(())
            .unwrap()
    }

    fn with(name: HeaderName, value: &'static str) -> Request<()> {
        let mut request = upgrade();
        request
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
        request
    }

    fn without(name: HeaderName) -> Request<()> {
        let mut request = upgrade();
        request.headers_mut().remove(name);
        request
    }

    fn decide(request: &Request<()>) -> Handshake {
        handshake(request, &Settings::default())
    }

    fn accepted(sub_protocol: &'static str) -> Handshake {
        Handshake::Accepted {
            key: HeaderValue::from_static(ACCEPTED_KEY),
            sub_protocol: HeaderValue::from_static(sub_protocol),
        }
    }

    #[test]
    fn an_offer_is_answered_in_its_own_spelling() {
        assert_eq!(decide(&upgrade()), accepted("grpc-websockets"));
        for offer in [
            "GRPC-WebSockets",
            "chat, GRPC-WebSockets",
            "GRPC-WebSockets ,chat",
        ] {
            let request = with(SEC_WEBSOCKET_PROTOCOL, offer);
            assert_eq!(decide(&request), accepted("GRPC-WebSockets"), "{offer}");
        }
        let mut request = with(SEC_WEBSOCKET_PROTOCOL, "chat");
        request.headers_mut().append(
            SEC_WEBSOCKET_PROTOCOL,
            HeaderValue::from_static("grpc-websockets"),
        );
        assert_eq!(decide(&request), accepted("grpc-websockets"));
        assert_eq!(
            decide(&with(UPGRADE, "WebSocket")),
            accepted("grpc-websockets")
        );
    }

    #[test]
    fn what_is_not_of_this_protocol_is_left_to_the_service() {
        for request in [
            without(UPGRADE),
            without(SEC_WEBSOCKET_PROTOCOL),
            with(SEC_WEBSOCKET_PROTOCOL, "grpc-websockets-2"),
            with(UPGRADE, "h2c"),
        ] {
            assert_eq!(decide(&request), Handshake::Other, "{request:?}");
            assert!(!offers_grpc_websockets(request.headers()));
        }
        assert!(offers_grpc_websockets(upgrade().headers()));
    }

    #[test]
    fn a_page_of_another_origin_is_refused() {
        let forbidden = Handshake::Refused(StatusCode::FORBIDDEN);
        assert_eq!(decide(&with(ORIGIN, "https://b.example")), forbidden);
        assert_eq!(decide(&with(ORIGIN, "no origin")), forbidden);
        assert_eq!(decide(&without(ORIGIN)), forbidden);
        let lenient = Settings {
            origins: Origins::Any,
            require_origin: false,
            ..Settings::default()
        };
        for request in [with(ORIGIN, "https://b.example"), without(ORIGIN)] {
            assert_eq!(handshake(&request, &lenient), accepted("grpc-websockets"));
        }
        let settings = Settings {
            require_origin: false,
            ..Settings::default()
        };
        let wrong = with(ORIGIN, "https://b.example");
        assert_eq!(handshake(&wrong, &settings), forbidden);
    }

    #[test]
    fn a_path_that_is_not_listed_is_refused() {
        let only = |path: &str| Settings {
            paths: Paths::Only(BTreeSet::from([path.to_owned()])),
            ..Settings::default()
        };
        assert_eq!(
            handshake(&upgrade(), &only("/test.Probe/Echo")),
            accepted("grpc-websockets")
        );
        assert_eq!(
            handshake(&upgrade(), &only("/test.Probe/Other")),
            Handshake::Refused(StatusCode::FORBIDDEN)
        );
    }

    #[test]
    fn a_handshake_that_is_not_one_is_refused() {
        let mut post = upgrade();
        *post.method_mut() = Method::POST;
        let mut http_10 = upgrade();
        *http_10.version_mut() = Version::HTTP_10;
        for request in [
            post,
            http_10,
            without(CONNECTION),
            with(CONNECTION, "close"),
            without(SEC_WEBSOCKET_KEY),
            with(SEC_WEBSOCKET_KEY, "c2hvcnQ="),
            with(SEC_WEBSOCKET_KEY, "not base64 at all"),
        ] {
            assert_eq!(
                decide(&request),
                Handshake::Refused(StatusCode::BAD_REQUEST),
                "{request:?}"
            );
        }
        for request in [
            without(SEC_WEBSOCKET_VERSION),
            with(SEC_WEBSOCKET_VERSION, "8"),
        ] {
            assert_eq!(
                decide(&request),
                Handshake::Refused(StatusCode::UPGRADE_REQUIRED)
            );
        }
    }
}
