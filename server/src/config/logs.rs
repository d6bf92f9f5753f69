//! `[logs]`: what the server says about its own work.

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LogsSection {
    pub(super) level: LogLevel,
}

/// How much the server says about its own work. Libraries never say more than warnings: their debug output can hold
/// what visitors wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Only what kept a call from being answered.
    Error,
    /// Also what somebody should look at.
    Warn,
    /// Also the beginning and end of sessions.
    #[default]
    Info,
    /// Also every call.
    Debug,
}
