//! Which metadata passes.
//!
//! Everything does, such as `x-bavard-turn`, `x-nuance-client-id` and trace context, but for what belongs to one hop:
//! the connection, its transport (gRPC-Web and HTTP headers become metadata too), who the caller is (`authorization`,
//! cookies, addresses, browser and page), and what tells a browser how to treat an answer. The upstream sees the
//! gateway's own `user-agent`.

use http::HeaderName;
use tonic::metadata::MetadataMap;

/// Names that stay at the hop.
const OF_ONE_HOP: [&str; 40] = [
    // the connection
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "max-forwards",
    "priority",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    // who calls
    "authorization",
    "cookie",
    "dnt",
    "fastly-client-ip",
    "forwarded",
    "from",
    "origin",
    "referer",
    "true-client-ip",
    "user-agent",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-grpc-web",
    "x-real-ip",
    "x-user-agent",
    // how browsers treat the answer
    "alt-svc",
    "cache-control",
    "pragma",
    "set-cookie",
    "strict-transport-security",
    "vary",
    "www-authenticate",
    "x-content-type-options",
];

/// Families of names that stay at the hop.
const FAMILIES_OF_ONE_HOP: [&str; 11] = [
    "accept",
    "access-control-",
    "cf-",
    "grpc-",
    "if-",
    "proxy-",
    "sec-",
    "x-azure-",
    "x-envoy-",
    "x-forwarded-",
    "x-original-",
];

/// What of the metadata passes to the other side.
pub(super) fn passing(metadata: MetadataMap) -> MetadataMap {
    let mut headers = metadata.into_headers();
    let staying: Vec<HeaderName> = headers
        .keys()
        .filter(|name| stays(name.as_str()))
        .cloned()
        .collect();
    for name in staying {
        headers.remove(name);
    }
    MetadataMap::from_headers(headers)
}

fn stays(name: &str) -> bool {
    OF_ONE_HOP.contains(&name)
        || FAMILIES_OF_ONE_HOP
            .iter()
            .any(|family| name.starts_with(family))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::*;

    fn passes(name: &'static str) -> bool {
        let name = HeaderName::from_static(name);
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_static("x"))]);
        !passing(MetadataMap::from_headers(headers)).is_empty()
    }

    #[test]
    fn what_callers_and_the_endpoint_tell_each_other_passes() {
        for name in [
            "x-bavard-turn",
            "x-nuance-client-id",
            "x-request-id",
            "traceparent",
            "something-bin",
        ] {
            assert!(passes(name), "{name}");
        }
    }

    #[test]
    fn who_the_caller_is_and_what_belongs_to_the_connection_stays() {
        for name in [
            "authorization",
            "cookie",
            "set-cookie",
            "origin",
            "x-forwarded-for",
            "forwarded",
            "fastly-client-ip",
            "x-azure-clientip",
            "x-cluster-client-ip",
            "x-envoy-external-address",
            "x-original-forwarded-for",
            "user-agent",
            "sec-ch-ua",
            "accept-language",
            "grpc-timeout",
            "grpc-encoding",
            "host",
            "access-control-allow-origin",
        ] {
            assert!(!passes(name), "{name}");
        }
    }

    #[test]
    fn each_value_of_a_name_passes() {
        let mut metadata = MetadataMap::new();
        metadata.append("x-a", "1".parse().unwrap());
        metadata.append("x-a", "2".parse().unwrap());
        assert_eq!(passing(metadata).get_all("x-a").iter().count(), 2);
    }
}
