//! Configuration: what stands in `bavard.toml`, and the checked values that the rest of the server takes.
//!
//! The file is parsed once, at the start; command line flags are laid over it; nothing reads it afterwards. Each section
//! of the file is a file here, with its defaults, its checked form and the check between them.

mod data_access;
mod error;
mod logs;
mod projects;
mod server;
mod sessions;
mod whole;

pub use data_access::DataAccessConfig;
pub use error::ConfigError;
pub use logs::LogLevel;
pub use projects::{ProjectConfig, UnderstandingConfig};
pub use server::Origins;
pub use sessions::SessionLimits;
pub use whole::Config;
