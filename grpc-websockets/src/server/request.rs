//! The request that the service gets: a plain gRPC one.

use http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, ORIGIN, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE, USER_AGENT,
};
use http::uri::PathAndQuery;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, Version};
use tonic::body::Body;

/// Headers of one connection or of the framing of a message, which say nothing here (RFC 9110, 7.6.1).
const CONNECTION_HEADERS: [HeaderName; 8] = [
    CONNECTION,
    CONTENT_LENGTH,
    HOST,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// What of the upgrade request goes on to the service.
///
/// The query does not: the reference client's transport can put a token there.
#[derive(Debug)]
pub(super) struct UpgradeHead {
    path: PathAndQuery,
    origin: Option<HeaderValue>,
    user_agent: Option<HeaderValue>,
    extensions: Extensions,
}

/// Why metadata is not a gRPC request's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum MetadataError {
    #[error("a header of the connection is no metadata")]
    ConnectionHeader,
    #[error("the content type is not one of gRPC or of gRPC-Web with binary frames")]
    ContentType,
}

impl UpgradeHead {
    pub(super) fn of<B>(request: Request<B>) -> UpgradeHead {
        let (mut parts, _) = request.into_parts();
        UpgradeHead {
            path: PathAndQuery::try_from(parts.uri.path())
                .unwrap_or_else(|_| PathAndQuery::from_static("/")),
            origin: parts.headers.remove(ORIGIN),
            user_agent: parts.headers.remove(USER_AGENT),
            extensions: parts.extensions,
        }
    }

    /// The request with the client's `metadata`, which wins over what the upgrade request said, except for the origin:
    /// that one is the browser's word.
    pub(super) fn into_request(
        self,
        metadata: HeaderMap,
        body: Body,
    ) -> Result<Request<Body>, MetadataError> {
        let mut headers = metadata;
        if CONNECTION_HEADERS
            .iter()
            .any(|name| headers.contains_key(name))
        {
            return Err(MetadataError::ConnectionHeader);
        }
        let content_type = grpc_content_type(headers.get(CONTENT_TYPE))?;
        headers.insert(CONTENT_TYPE, content_type);
        headers.insert(TE, HeaderValue::from_static("trailers"));
        headers.remove(ORIGIN);
        if let Some(origin) = self.origin {
            headers.insert(ORIGIN, origin);
        }
        if let Some(user_agent) = self.user_agent {
            headers.entry(USER_AGENT).or_insert(user_agent);
        }
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from(self.path);
        *request.version_mut() = Version::HTTP_2;
        *request.headers_mut() = headers;
        *request.extensions_mut() = self.extensions;
        Ok(request)
    }
}

/// `application/grpc` with the client's format, which is left out when it is the usual one.
fn grpc_content_type(content_type: Option<&HeaderValue>) -> Result<HeaderValue, MetadataError> {
    let plain = HeaderValue::from_static("application/grpc");
    let Some(content_type) = content_type else {
        return Ok(plain);
    };
    let content_type = content_type
        .to_str()
        .map_err(|_| MetadataError::ContentType)?
        .to_ascii_lowercase();
    let format = content_type
        .strip_prefix("application/grpc-web")
        .or_else(|| content_type.strip_prefix("application/grpc"))
        .and_then(|rest| rest.split(';').next())
        .ok_or(MetadataError::ContentType)?
        .trim();
    match format {
        "" | "+proto" => Ok(plain),
        format if format.starts_with('+') => {
            HeaderValue::try_from(format!("application/grpc{format}"))
                .map_err(|_| MetadataError::ContentType)
        }
        _ => Err(MetadataError::ContentType),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Address(u8);

    fn upgrade_head() -> UpgradeHead {
        UpgradeHead::of(
            Request::get("/test.Probe/Echo?auth-token=secret")
                .header("cookie", "auth-token=secret")
                .header("authorization", "Basic secret")
                .header("origin", "https://a.example")
                .header("user-agent", "browser")
                .header("upgrade", "websocket")
                .extension(Address(7))
                .body(())
                .unwrap(),
        )
    }

    fn metadata(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    fn request(lines: &[(&'static str, &'static str)]) -> Result<Request<Body>, MetadataError> {
        upgrade_head().into_request(metadata(lines), Body::empty())
    }

    #[test]
    fn the_service_gets_a_plain_grpc_request() {
        let request = request(&[
            ("content-type", "application/grpc-web+proto"),
            ("authorization", "Bearer token"),
        ])
        .unwrap();
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "/test.Probe/Echo");
        assert_eq!(request.version(), Version::HTTP_2);
        assert_eq!(request.extensions().get(), Some(&Address(7)));
        let expected = metadata(&[
            ("authorization", "Bearer token"),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
            ("origin", "https://a.example"),
            ("user-agent", "browser"),
        ]);
        assert_eq!(request.headers(), &expected);
    }

    #[test]
    fn metadata_wins_over_the_upgrade_but_not_over_the_origin_that_the_browser_tells() {
        let request = request(&[("user-agent", "client"), ("origin", "https://b.example")]);
        let headers = request.unwrap().into_parts().0.headers;
        assert_eq!(headers["user-agent"], "client");
        assert_eq!(headers["origin"], "https://a.example");
    }

    #[test]
    fn formats_are_kept_and_text_mode_is_refused() {
        let cases = [
            ("application/grpc-web", Ok("application/grpc")),
            ("application/grpc", Ok("application/grpc")),
            ("Application/gRPC-Web+Proto; q=1", Ok("application/grpc")),
            ("application/grpc-web+json", Ok("application/grpc+json")),
            ("application/grpc-web-text", Err(MetadataError::ContentType)),
            (
                "application/grpc-web-text+proto",
                Err(MetadataError::ContentType),
            ),
            ("text/plain", Err(MetadataError::ContentType)),
        ];
        for (content_type, expected) in cases {
            let request = request(&[("content-type", content_type)]);
            let actual = request.map(|request| request.headers()[CONTENT_TYPE].clone());
            assert_eq!(
                actual,
                expected.map(HeaderValue::from_static),
                "{content_type}"
            );
        }
    }

    #[test]
    fn headers_of_the_connection_are_refused() {
        for name in CONNECTION_HEADERS {
            let metadata = HeaderMap::from_iter([(name.clone(), HeaderValue::from_static("1"))]);
            let error = upgrade_head()
                .into_request(metadata, Body::empty())
                .unwrap_err();
            assert_eq!(error, MetadataError::ConnectionHeader, "{name}");
        }
    }
}
