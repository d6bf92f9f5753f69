//! Which pages may call over a WebSocket.

use http::{HeaderValue, Uri};

/// Pages that may call, by the `Origin` header that browsers send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Pages of any origin.
    Any,
    /// Pages of the host and port that the request was sent to (its `Host` header).
    SameHost,
    /// Those, and pages of these origins, such as `https://www.example.com`.
    SameHostAnd(Vec<HeaderValue>),
    /// Only pages of these origins; for a server behind a proxy that changes the `Host` header.
    Only(Vec<HeaderValue>),
}

impl Origins {
    pub(super) fn allow(&self, origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
        match self {
            Origins::Any => true,
            Origins::SameHost => is_same_host(origin, host),
            Origins::SameHostAnd(origins) => is_same_host(origin, host) || origins.contains(origin),
            Origins::Only(origins) => origins.contains(origin),
        }
    }
}

fn is_same_host(origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
    let origin = Uri::try_from(origin.as_bytes());
    let (Ok(origin), Some(host)) = (origin, host) else {
        return false;
    };
    // `null`, the origin of a sandboxed page, parses as an authority without a scheme.
    origin.scheme().is_some()
        && origin.authority().is_some_and(|authority| {
            host.as_bytes()
                .eq_ignore_ascii_case(authority.as_str().as_bytes())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allow(origins: &Origins, origin: &'static str, host: &'static str) -> bool {
        origins.allow(
            &HeaderValue::from_static(origin),
            Some(&HeaderValue::from_static(host)),
        )
    }

    #[test]
    fn the_same_host_has_the_same_name_and_port() {
        let cases = [
            ("https://a.example", "a.example", true),
            ("https://A.example", "a.EXAMPLE", true),
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true),
            ("http://[::1]:8080", "[::1]:8080", true),
            ("http://127.0.0.1:8081", "127.0.0.1:8080", false),
            ("https://a.example", "a.example:8443", false),
            ("https://a.example.evil.example", "a.example", false),
            ("https://evil.example/a.example", "a.example", false),
            ("https://a.example@evil.example", "a.example", false),
            ("a.example", "a.example", false),
            ("null", "null", false),
            ("", "", false),
        ];
        for (origin, host, expected) in cases {
            let allowed = allow(&Origins::SameHost, origin, host);
            assert_eq!(allowed, expected, "{origin} for {host}");
        }
    }

    #[test]
    fn without_a_host_header_no_page_is_of_the_same_host() {
        let origin = HeaderValue::from_static("https://a.example");
        assert!(!Origins::SameHost.allow(&origin, None));
    }

    #[test]
    fn listed_origins_are_compared_as_a_whole() {
        let listed = vec![HeaderValue::from_static("https://a.example")];
        let only = Origins::Only(listed.clone());
        assert!(allow(&only, "https://a.example", "b.example"));
        assert!(!allow(&only, "http://a.example", "b.example"));
        assert!(!allow(&only, "https://b.example", "b.example"));
        let also = Origins::SameHostAnd(listed);
        assert!(allow(&also, "https://a.example", "b.example"));
        assert!(allow(&also, "https://b.example", "b.example"));
        assert!(!allow(&also, "https://c.example", "b.example"));
        assert!(allow(&Origins::Any, "null", "b.example"));
    }
}
