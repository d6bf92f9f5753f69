//! Configuration: what stands in `bavard.toml`, and the checked values that the rest of the server takes.
//!
//! The file is parsed once, at the start; command line flags are laid over it; nothing reads it afterwards. Each section
//! of the file is a file here, with its defaults, its checked form and the check between them.

mod auth;
mod data_access;
mod error;
mod limits;
mod logs;
mod projects;
mod server;
mod sessions;
mod tls;
mod upstream;
mod whole;

pub use auth::{AuthConfig, BrowserTokenConfig};
pub use error::ConfigError;
pub use limits::{RequestRate, ServerLimits};
pub use logs::LogLevel;
pub use projects::{ProjectConfig, UnderstandingConfig};
pub use server::Origins;
pub use sessions::{RedisUrl, SessionLimits, SessionStoreConfig, StoreLocation};
pub use tls::TlsConfig;
pub use upstream::{OAuthConfig, UpstreamConfig, parse_upstream_url};
pub use whole::Config;
