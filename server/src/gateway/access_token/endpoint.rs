//! The request for a token (RFC 6749, section 4.4).

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use form_urlencoded::byte_serialize;
use http::HeaderValue;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Certificate, Client, Response, Url, redirect};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::TokenFailure;
use crate::config::{OAuthConfig, UpstreamConfig};
use crate::gateway::GatewayError;
use crate::gateway::upstream::certificate_files;

/// Time for the whole request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest answer that is read.
const MAX_ANSWER_BYTES: usize = 64 * 1024;
/// Life of a token whose endpoint does not tell it, in seconds.
const UNTOLD_LIFETIME: u64 = 60;

/// Where tokens are given.
#[derive(Debug)]
pub(super) struct TokenEndpoint {
    client: Client,
    url: Url,
    authorization: HeaderValue,
    form: String,
}

/// A new token and how long it is good for.
pub(super) struct Granted {
    pub(super) token: SecretString,
    pub(super) lifetime: Duration,
}

#[derive(Deserialize)]
struct Answer {
    access_token: SecretString,
    token_type: String,
    #[serde(default = "untold_lifetime")]
    expires_in: u64,
}

fn untold_lifetime() -> u64 {
    UNTOLD_LIFETIME
}

impl TokenEndpoint {
    /// Redirects are not followed: where they lead must not see the secret.
    pub(super) fn new(
        oauth: &OAuthConfig,
        upstream: &UpstreamConfig,
    ) -> Result<TokenEndpoint, GatewayError> {
        if oauth.token_url.scheme() == "http" {
            tracing::warn!(
                "`upstream.oauth.token_url` is http: the client secret can be read on the way"
            );
        }
        let mut client = Client::builder()
            .connect_timeout(upstream.connect_timeout)
            .timeout(REQUEST_TIMEOUT)
            .redirect(redirect::Policy::none());
        for file in certificate_files(upstream)? {
            let authorities =
                Certificate::from_pem_bundle(&file).map_err(GatewayError::TokenTls)?;
            client = client.tls_certs_merge(authorities);
        }
        Ok(TokenEndpoint {
            client: client.build().map_err(GatewayError::TokenTls)?,
            url: oauth.token_url.clone(),
            authorization: basic_header(&oauth.client_id, oauth.client_secret.expose_secret())
                .ok_or(GatewayError::Credentials)?,
            form: form_urlencoded::Serializer::new(String::new())
                .append_pair("grant_type", "client_credentials")
                .append_pair("scope", &oauth.scope)
                .finish(),
        })
    }

    pub(super) async fn request_token(&self) -> Result<Granted, TokenFailure> {
        let response = self
            .client
            .post(self.url.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(self.form.clone())
            .send()
            .await
            .map_err(|_| TokenFailure::Unreachable)?;
        let status = response.status();
        if !status.is_success() {
            return Err(TokenFailure::Refused(status.as_u16()));
        }
        let body = read_limited(response).await?;
        let answer: Answer = serde_json::from_slice(&body).map_err(|_| TokenFailure::NoToken)?;
        if !answer.token_type.eq_ignore_ascii_case("bearer") || answer.expires_in == 0 {
            return Err(TokenFailure::NoToken);
        }
        Ok(Granted {
            token: answer.access_token,
            lifetime: Duration::from_secs(answer.expires_in),
        })
    }
}

async fn read_limited(mut response: Response) -> Result<Zeroizing<Vec<u8>>, TokenFailure> {
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|_| TokenFailure::Unreachable)?
    {
        if body.len() + chunk.len() > MAX_ANSWER_BYTES {
            return Err(TokenFailure::NoToken);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// HTTP Basic with id and secret form-encoded (RFC 6749, section 2.3.1): a `:` of the id is sent as `%3A`.
fn basic_header(client_id: &str, client_secret: &str) -> Option<HeaderValue> {
    let id: String = byte_serialize(client_id.as_bytes()).collect();
    let secret = Zeroizing::new(byte_serialize(client_secret.as_bytes()).collect::<String>());
    let pair = Zeroizing::new(format!("{id}:{}", *secret));
    let header = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut header = HeaderValue::from_str(&header).ok()?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::BasicCredentials;

    #[test]
    fn a_colon_of_the_client_id_is_sent_encoded() {
        let header = basic_header("appID:ACME:geo:us", "s3cret").unwrap();
        let encoded = header.to_str().unwrap().strip_prefix("Basic ").unwrap();
        let decoded = STANDARD.decode(encoded).unwrap();
        assert_eq!(decoded, b"appID%3AACME%3Ageo%3Aus:s3cret");
    }

    #[test]
    fn a_server_reads_the_id_and_secret_that_were_meant() {
        let header = basic_header("a:b c+d", "%41+ é~").unwrap();
        let read = BasicCredentials::parse(header.to_str().unwrap()).unwrap();
        assert_eq!(read.client_id, "a:b c+d");
        assert_eq!(read.client_secret.expose_secret(), "%41+ é~");
    }

    #[test]
    fn debug_output_hides_the_credentials() {
        let header = basic_header("a", "b").unwrap();
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
