//! The origin of the page that asks.

use http::header::ORIGIN;
use http::{HeaderMap, HeaderValue};
use reqwest::Url;

use crate::config::Origins;

/// Longest origin: scheme, the longest host name, port.
const MAX_ORIGIN_BYTES: usize = 300;

/// The request's origin, if it is one of those that may have a token. `null`, which all sandboxed pages have in
/// common, is the origin of nobody.
pub(super) fn allowed_origin(headers: &HeaderMap, origins: &Origins) -> Option<String> {
    let mut values = headers.get_all(ORIGIN).iter();
    let (Some(origin), None) = (values.next(), values.next()) else {
        return None;
    };
    let is_allowed = match origins {
        Origins::Any => is_origin(origin),
        Origins::Only(origins) => origins.contains(origin),
    };
    let origin = origin.to_str().ok()?;
    is_allowed.then(|| origin.to_owned())
}

fn is_origin(origin: &HeaderValue) -> bool {
    origin.len() <= MAX_ORIGIN_BYTES
        && origin.to_str().is_ok_and(|text| {
            Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origins: &[&str]) -> HeaderMap {
        origins
            .iter()
            .map(|origin| (ORIGIN, HeaderValue::from_str(origin).unwrap()))
            .collect()
    }

    fn only(origin: &'static str) -> Origins {
        Origins::Only(vec![HeaderValue::from_static(origin)])
    }

    #[test]
    fn only_a_listed_origin_may_have_a_token() {
        let listed = only("https://a.example");
        let allowed = |origins: &[&str]| allowed_origin(&headers(origins), &listed);
        assert_eq!(
            allowed(&["https://a.example"]).as_deref(),
            Some("https://a.example")
        );
        for origins in [
            &[][..],
            &["https://b.example"],
            &["http://a.example"],
            &["https://a.example:8443"],
            &["https://a.example/"],
            &["https://a.example", "https://a.example"],
        ] {
            assert_eq!(allowed(origins), None, "{origins:?}");
        }
    }

    #[test]
    fn any_origin_still_has_to_be_one() {
        let allowed = |origin: &str| allowed_origin(&headers(&[origin]), &Origins::Any);
        assert!(allowed("https://b.example").is_some());
        for origin in ["null", "", "b.example", "file://", "https://b.example/path"] {
            assert_eq!(allowed(origin), None, "{origin}");
        }
        assert_eq!(
            allowed(&format!("https://{}.example", "b".repeat(300))),
            None
        );
    }
}
