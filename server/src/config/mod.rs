//! Configuration: what stands in `bavard.toml`, and the checked values that the rest of the server takes.
//!
//! The file is parsed once, at the start, with environment variables laid over it ([`Variables`]); command line flags
//! have the last word; nothing reads them afterwards. Each section of the file is a file here, with its defaults, its
//! checked form and the check between them.
//!
//! A section derives `Serialize` next to `Deserialize`, because `bavard config --print` shows what is in force. A secret
//! is a `SecretString`, which only serialises as hidden; passwords in URLs are hidden by the printing itself:
//!
//! ```text
//! use super::hidden::hidden;
//!
//! #[derive(Debug, Default, Deserialize, Serialize)]
//! #[serde(deny_unknown_fields, default)]
//! pub(super) struct ExampleSection {
//!     pub(super) client_id: String,
//!     #[serde(serialize_with = "hidden")] // also for Option<SecretString> and BTreeMap<String, SecretString>
//!     pub(super) client_secret: SecretString,
//! }
//! ```

mod auth;
mod data_access;
mod environment;
mod error;
mod hidden;
mod in_force;
mod layers;
mod limits;
mod logs;
mod projects;
#[cfg(test)]
mod refused;
mod server;
mod sessions;
mod syntax_error;
mod tls;
mod upstream;
mod whole;

pub use auth::{AuthConfig, BrowserTokenConfig};
pub use data_access::DataAccessConfig;
pub use environment::Variables;
pub use error::ConfigError;
pub use limits::{RequestRate, ServerLimits};
pub use logs::{EventLogConfig, EventLogTarget, LogLevel};
pub use projects::{ProjectConfig, UnderstandingConfig};
pub use server::{Origins, parse_listen};
pub use sessions::{RedisUrl, SessionLimits, SessionStoreConfig, StoreLocation};
pub use syntax_error::SyntaxError;
pub use tls::TlsConfig;
pub use upstream::{OAuthConfig, UpstreamConfig, parse_upstream_url};
pub use whole::Config;
