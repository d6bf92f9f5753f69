//! Server-side data access: the HTTP requests that a dialog project makes to backends (model.md section 8).
//!
//! A project is content, not code of ours: what it may connect to is decided by [`Policy`], never by the project. The
//! check is on each URL, redirects included, and on each address that a name resolves to.

mod access;
mod breaker;
mod breakers;
mod clients;
mod failure;
mod metrics;
mod policy;
mod public_address;
mod redirect;
mod reply;
mod request;
mod resolver;
mod tls_files;
mod trusted_host;

pub use access::{DataAccess, DataAccessError};
pub use breaker::BreakerSettings;
pub use metrics::{FetchMetrics, FetchOutcome, FetchTimes};
pub use policy::{Policy, PolicyRefusal, Reach};
pub use tls_files::{ClientCertificateFiles, TlsFiles, TlsFilesError};
pub use trusted_host::{InvalidTrustedHost, TrustedHost};
