//! The deadline that a client sets, in the header `grpc-timeout`.
//!
//! The form is that of "gRPC over HTTP/2" (doc/PROTOCOL-HTTP2.md of the gRPC project): a positive integer of at most
//! eight digits, and a unit. The document does not say what becomes of another form. It is refused here: to take the
//! call without a deadline would keep a client waiting that has said it would not.

use std::time::Duration;

use http::HeaderMap;

const GRPC_TIMEOUT: &str = "grpc-timeout";
const MOST_DIGITS: usize = 8;

/// A `grpc-timeout` that is not of the form that gRPC gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the header grpc-timeout is not 1 to 8 digits and one of the units H, M, S, m, u, n")]
pub struct MalformedTimeout;

/// How long the client gives the call; without the header, as long as it takes.
///
/// # Errors
///
/// [`MalformedTimeout`] when the header is there and cannot be read.
pub fn grpc_timeout(headers: &HeaderMap) -> Result<Option<Duration>, MalformedTimeout> {
    headers
        .get(GRPC_TIMEOUT)
        .map(|value| parse(value.as_bytes()).ok_or(MalformedTimeout))
        .transpose()
}

fn parse(text: &[u8]) -> Option<Duration> {
    let (unit, digits) = text.split_last()?;
    let is_number =
        (1..=MOST_DIGITS).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let amount: u64 = std::str::from_utf8(digits)
        .ok()
        .filter(|_| is_number)?
        .parse()
        .ok()?;
    Some(match unit {
        b'H' => Duration::from_secs(amount * 60 * 60),
        b'M' => Duration::from_secs(amount * 60),
        b'S' => Duration::from_secs(amount),
        b'm' => Duration::from_millis(amount),
        b'u' => Duration::from_micros(amount),
        b'n' => Duration::from_nanos(amount),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeout(value: &'static str) -> Result<Option<Duration>, MalformedTimeout> {
        let mut headers = HeaderMap::new();
        headers.insert(GRPC_TIMEOUT, value.parse().unwrap());
        grpc_timeout(&headers)
    }

    #[test]
    fn each_unit_has_its_length() {
        for (value, expected) in [
            ("2H", Duration::from_secs(7200)),
            ("3M", Duration::from_secs(180)),
            ("42S", Duration::from_secs(42)),
            ("99999999m", Duration::from_millis(99_999_999)),
            ("1u", Duration::from_micros(1)),
            ("5n", Duration::from_nanos(5)),
        ] {
            assert_eq!(timeout(value), Ok(Some(expected)), "{value}");
        }
    }

    #[test]
    fn another_form_is_refused() {
        for value in [
            "",
            "5",
            "S",
            "5s",
            "123456789S",
            "-5S",
            "+5S",
            "5.0S",
            " 5S",
        ] {
            assert_eq!(timeout(value), Err(MalformedTimeout), "{value}");
        }
    }

    #[test]
    fn a_call_without_the_header_has_no_deadline() {
        assert_eq!(grpc_timeout(&HeaderMap::new()), Ok(None));
    }
}
