//! The two parts of a request for a program's token (RFC 6749, section 4.4): HTTP Basic and the form.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

/// Longest header that is looked at.
const MAX_BASIC_BYTES: usize = 2 * 1024;

/// Client id and secret.
pub struct BasicCredentials {
    /// Name of the client.
    pub client_id: String,
    /// What it proves with that it is the client.
    pub client_secret: SecretString,
}

/// What a request for a token asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenForm {
    /// How the client proves who it is; `client_credentials` is the one that we have.
    pub grant_type: String,
    /// Names separated by spaces; none: the client leaves it to us.
    pub scope: Option<String>,
}

impl BasicCredentials {
    /// Reads the value of an `authorization` header; none if it is no HTTP Basic. Id and secret are form-encoded
    /// (RFC 6749, section 2.3.1), so that an id with a `:` arrives with `%3A`.
    pub fn parse(header: &str) -> Option<BasicCredentials> {
        if header.len() > MAX_BASIC_BYTES {
            return None;
        }
        let (scheme, encoded) = header.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let decoded = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
        let (client_id, client_secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
        Some(BasicCredentials {
            client_id: form_decoded(client_id)?,
            client_secret: form_decoded(client_secret)?.into(),
        })
    }
}

impl TokenForm {
    /// Reads the form; none if it has a name twice, which RFC 6749 forbids because servers would differ in which one
    /// counts.
    pub fn parse(body: &[u8]) -> Option<TokenForm> {
        let mut grant_type = None;
        let mut scope = None;
        for (name, value) in form_urlencoded::parse(body) {
            let place = match name.as_ref() {
                "grant_type" => &mut grant_type,
                "scope" => &mut scope,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        Some(TokenForm {
            grant_type: grant_type.unwrap_or_default(),
            scope: scope.filter(|scope| !scope.trim().is_empty()),
        })
    }
}

fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8()
        .ok()
        .map(Cow::into_owned)
}

impl fmt::Debug for BasicCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BasicCredentials(..)")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn basic(text: &str) -> Option<(String, String)> {
        let credentials = BasicCredentials::parse(&format!("Basic {}", STANDARD.encode(text)))?;
        let secret = credentials.client_secret.expose_secret().to_owned();
        Some((credentials.client_id, secret))
    }

    #[test]
    fn a_colon_in_the_client_id_arrives_encoded() {
        let read = basic("appID%3AACME%3Ageo:s%2Be+cret").unwrap();
        assert_eq!(read, ("appID:ACME:geo".to_owned(), "s+e cret".to_owned()));
    }

    #[test]
    fn the_first_colon_ends_the_id() {
        assert_eq!(basic("a:b:c").unwrap(), ("a".to_owned(), "b:c".to_owned()));
    }

    #[test]
    fn what_is_no_http_basic_is_nothing() {
        assert!(basic("no colon").is_none());
        assert!(basic("%ff:a").is_none());
        for header in ["", "Basic", "Basic ???", "Bearer YTpi"] {
            assert!(BasicCredentials::parse(header).is_none(), "{header}");
        }
        let long = format!("Basic {}", "YTpi".repeat(MAX_BASIC_BYTES));
        assert!(BasicCredentials::parse(&long).is_none());
        assert!(BasicCredentials::parse("bAsIc YTpi").is_some());
    }

    #[test]
    fn a_form_has_each_name_once() {
        let form = TokenForm::parse(b"grant_type=client_credentials&scope=dlg+tts&x=1&x=2");
        let form = form.unwrap();
        assert_eq!(form.grant_type, "client_credentials");
        assert_eq!(form.scope.as_deref(), Some("dlg tts"));
        assert_eq!(TokenForm::parse(b"scope=dlg&scope=asr"), None);
        assert_eq!(TokenForm::parse(b"scope="), Some(TokenForm::default()));
    }

    #[test]
    fn debug_output_hides_the_secret() {
        let credentials = BasicCredentials::parse("Basic YTpi").unwrap();
        assert_eq!(format!("{credentials:?}"), "BasicCredentials(..)");
    }
}
