//! Tokens from where `token-url` says: JSON with `access_token` and, where the lifetime is known, `expires_in` in seconds.
//!
//! The request is a POST of a form that names the model, which is what `POST /token` of Bavard's server wants
//! (`docs/tokens.md`), what OAuth endpoints look like, and what needs no preflight. A place that only gives (404, 405, 501
//! to a POST) is asked by GET. Cookies go along to the page's own origin alone, as ever with `fetch`.

use std::time::Duration;

use js_sys::{JSON, Reflect};

use super::bearer_token::{BearerToken, Grant, NoToken};
use super::fetch::{Answered, Fetch, get, post};

/// The longest answer that is read, in bytes.
const MAX_ANSWER: usize = 64 * 1024;

/// Fetches a token for sessions of `model`. Dropping the future cancels the request.
///
/// # Errors
/// Says why there is none.
pub async fn fetch_token(fetch: &Fetch, url: &str, model: &str) -> Result<Grant, NoToken> {
    let model = String::from(js_sys::encode_uri_component(model));
    let form = ["model=", &model].concat();
    let headers = [
        ("accept", "application/json"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let mut answered = post(fetch, url, &headers, form.as_bytes())
        .await
        .map_err(|_| unreachable())?;
    if matches!(answered.status(), 404 | 405 | 501) {
        answered = get(fetch, url, &headers[..1])
            .await
            .map_err(|_| unreachable())?;
    }
    read(answered).await
}

async fn read(answered: Answered) -> Result<Grant, NoToken> {
    let status = answered.status();
    if !(200..300).contains(&status) {
        let reason = ["the token URL answered HTTP ", &status.to_string()].concat();
        return Err(NoToken {
            reason,
            unreachable: matches!(status, 502..=504),
        });
    }
    let body = answered.body(MAX_ANSWER).await.map_err(|_| unreachable())?;
    grant(&body).ok_or_else(|| NoToken {
        reason: "the token URL answered without an access_token".to_owned(),
        unreachable: false,
    })
}

fn grant(body: &[u8]) -> Option<Grant> {
    let answer = JSON::parse(std::str::from_utf8(body).ok()?).ok()?;
    let field = |name: &str| Reflect::get(&answer, &name.into()).ok();
    let token = BearerToken::parse(&field("access_token")?.as_string()?)?;
    let lifetime = field("expires_in").and_then(|seconds| {
        seconds
            .as_f64()
            .or_else(|| seconds.as_string()?.parse::<u32>().ok().map(f64::from))
    });
    Some(Grant {
        token,
        lifetime: lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
    })
}

fn unreachable() -> NoToken {
    NoToken {
        reason: "the token URL cannot be reached".to_owned(),
        unreachable: true,
    }
}
