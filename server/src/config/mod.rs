//! Configuration: what stands in `bavard.toml`, and the checked values that the rest of the server takes.
//!
//! The file is parsed once, at the start; command line flags are laid over it; nothing reads it afterwards.

mod error;
mod file;
mod settings;

pub use error::ConfigError;
pub use file::LogLevel;
pub use settings::{Config, Origins, ProjectConfig, SessionLimits, UnderstandingConfig};
