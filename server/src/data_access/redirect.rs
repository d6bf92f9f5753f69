//! Where an answer sends the request on to.
//!
//! Followed is what repeats the request as it was: any redirect of a GET, 307 and 308 of every method. A 301, 302 or
//! 303 of another method would turn it into a GET, which the project did not ask for: it stays the answer, and a
//! failure. No redirect leads from HTTPS to plain HTTP, not even to a trusted host.

use bavard_dialog::Method;
use http::StatusCode;
use reqwest::Url;

/// Redirects that one fetch follows.
pub(super) const MAX_REDIRECTS: usize = 3;

/// Why a redirect is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum RedirectRefusal {
    #[error("the backend redirects to what is no URL")]
    NotUrl,
    #[error("the backend redirects from HTTPS to plain HTTP")]
    PlainHttp,
    #[error("the backend redirects more than {MAX_REDIRECTS} times")]
    TooMany,
}

/// Where to repeat the request that was made to `from`, for an answer with this status and `Location`; none if it is
/// an answer as any other. `followed` counts the redirects before this one.
pub(super) fn next_url(
    method: Method,
    from: &Url,
    status: StatusCode,
    location: Option<&[u8]>,
    followed: usize,
) -> Result<Option<Url>, RedirectRefusal> {
    let repeats = match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            method == Method::Get
        }
        _ => false,
    };
    let Some(location) = location.filter(|_| repeats) else {
        return Ok(None);
    };
    let next = str::from_utf8(location)
        .ok()
        .and_then(|location| from.join(location).ok())
        .ok_or(RedirectRefusal::NotUrl)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(RedirectRefusal::PlainHttp);
    }
    if followed == MAX_REDIRECTS {
        return Err(RedirectRefusal::TooMany);
    }
    Ok(Some(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(
        method: Method,
        status: u16,
        location: &str,
    ) -> Result<Option<String>, RedirectRefusal> {
        let from = Url::parse("https://shop.example/api/price?of=tea").unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        next_url(method, &from, status, Some(location.as_bytes()), 0)
            .map(|next| next.map(|url| url.to_string()))
    }

    #[test]
    fn every_redirect_of_a_get_is_followed() {
        for status in [301, 302, 303, 307, 308] {
            assert_eq!(
                next(Method::Get, status, "/v2/price"),
                Ok(Some("https://shop.example/v2/price".to_owned())),
                "{status}"
            );
        }
    }

    #[test]
    fn other_methods_follow_only_what_keeps_them() {
        for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
            for (status, follows) in [
                (301, false),
                (302, false),
                (303, false),
                (307, true),
                (308, true),
            ] {
                let next = next(method, status, "https://other.example/").unwrap();
                assert_eq!(next.is_some(), follows, "{method:?} {status}");
            }
        }
    }

    #[test]
    fn other_statuses_are_answers() {
        for status in [200, 201, 300, 304, 404, 500] {
            assert_eq!(next(Method::Get, status, "/"), Ok(None), "{status}");
        }
    }

    #[test]
    fn a_redirect_never_leaves_https() {
        assert_eq!(
            next(Method::Get, 302, "http://shop.example/"),
            Err(RedirectRefusal::PlainHttp)
        );
    }

    #[test]
    fn a_redirect_without_a_url_is_refused() {
        assert_eq!(
            next(Method::Get, 302, "https://[::"),
            Err(RedirectRefusal::NotUrl)
        );
        let from = Url::parse("https://shop.example/").unwrap();
        assert_eq!(
            next_url(Method::Get, &from, StatusCode::FOUND, None, 0),
            Ok(None)
        );
    }

    #[test]
    fn the_redirect_after_the_last_one_is_refused() {
        let from = Url::parse("https://shop.example/").unwrap();
        let next = |followed| next_url(Method::Get, &from, StatusCode::FOUND, Some(b"/"), followed);
        assert!(next(MAX_REDIRECTS - 1).is_ok());
        assert_eq!(next(MAX_REDIRECTS), Err(RedirectRefusal::TooMany));
    }
}
