//! Why a gateway cannot start.

use std::io;
use std::path::PathBuf;

/// Why a gateway cannot start. That the endpoint cannot be reached is no reason: it may come later.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// Nobody said which endpoint.
    #[error("no endpoint to call; add --upstream URL, or `upstream.url` to the configuration")]
    NoUpstream,
    /// A file of `upstream.ca_certificates` cannot be read.
    #[error("`upstream.ca_certificates`: cannot read {}: {source}", path.display())]
    ReadCertificate {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// TLS cannot be used as configured.
    #[error("cannot use TLS towards the upstream: {0}")]
    Tls(#[source] tonic::transport::Error),
    /// The same for where tokens are given.
    #[error("cannot use TLS towards `upstream.oauth.token_url`: {0}")]
    TokenTls(#[source] reqwest::Error),
    /// A client id or secret that cannot be sent.
    #[error("`upstream.oauth`: client_id and client_secret cannot be sent in a header")]
    Credentials,
}
