//! `[sessions]`: how long sessions live, how many there may be, and where they are kept.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use redis::IntoConnectionInfo;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::ConfigError;
use super::hidden::url;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SessionsSection {
    /// The address of a Redis may hold its password.
    #[serde(serialize_with = "url")]
    pub(super) store: SecretString,
    pub(super) encryption_keys: Option<PathBuf>,
    pub(super) default_timeout: u32,
    pub(super) max_timeout: u32,
    pub(super) max_sessions: usize,
}

impl Default for SessionsSection {
    fn default() -> SessionsSection {
        SessionsSection {
            store: SecretString::from("memory"),
            encryption_keys: None,
            default_timeout: 900,
            max_timeout: 259_200,
            max_sessions: 100_000,
        }
    }
}

/// Limits of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Life of a session without calls, when the client does not choose. Default 900 s.
    pub default_timeout: Duration,
    /// Longest life that a client can choose. Default 259,200 s (three days).
    pub max_timeout: Duration,
    /// Sessions at one time in memory or a file; one more is refused with RESOURCE_EXHAUSTED. Default 100,000.
    pub max_sessions: usize,
}

/// Where sessions are kept, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionStoreConfig {
    /// The place. Default: memory.
    pub location: StoreLocation,
    /// File with the keys that stored sessions are encrypted with. Default: none, they are not encrypted.
    pub encryption_keys: Option<PathBuf>,
}

/// Where sessions are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreLocation {
    /// `memory`: in the server; lost when it ends.
    Memory,
    /// `file:PATH`: in a file of this server's own.
    File(PathBuf),
    /// `redis://...` or `rediss://...`: in a Redis that servers share.
    Redis(RedisUrl),
}

/// Address of a Redis, `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, or with `rediss` for TLS. `Debug` does not show
/// it.
#[derive(Clone)]
pub struct RedisUrl(SecretString);

impl RedisUrl {
    /// Checks an address; none if it is no address of a Redis.
    pub fn parse(url: &str) -> Option<RedisUrl> {
        url.into_connection_info().ok()?;
        Some(RedisUrl(SecretString::from(url)))
    }

    /// The address, with its password.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl PartialEq for RedisUrl {
    fn eq(&self, other: &RedisUrl) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for RedisUrl {}

impl fmt::Debug for RedisUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RedisUrl(..)")
    }
}

pub(super) fn parse_store(
    store: &SecretString,
    encryption_keys: Option<PathBuf>,
    folder: &Path,
) -> Result<SessionStoreConfig, ConfigError> {
    let location = parse_location(store.expose_secret(), folder)?;
    if encryption_keys.is_some() && location == StoreLocation::Memory {
        return Err(ConfigError::value(
            "sessions.encryption_keys",
            &"sessions in memory are not encrypted; leave it out, or choose another `sessions.store`",
        ));
    }
    Ok(SessionStoreConfig {
        location,
        encryption_keys: encryption_keys.map(|path| folder.join(path)),
    })
}

fn parse_location(store: &str, folder: &Path) -> Result<StoreLocation, ConfigError> {
    // Without the value, which may hold a password.
    let refused = |problem: &str| ConfigError::value("sessions.store", &problem);
    if store == "memory" {
        Ok(StoreLocation::Memory)
    } else if let Some(path) = store.strip_prefix("file:") {
        if path.is_empty() {
            return Err(refused("`file:` needs a path, as in `file:sessions.redb`"));
        }
        Ok(StoreLocation::File(folder.join(path)))
    } else if store.starts_with("redis://") || store.starts_with("rediss://") {
        RedisUrl::parse(store)
            .map(StoreLocation::Redis)
            .ok_or_else(|| refused("this is no address of a Redis, such as redis://127.0.0.1:6379"))
    } else {
        Err(refused(
            "it is neither `memory`, nor `file:PATH`, nor `redis://...` or `rediss://...`",
        ))
    }
}

pub(super) fn parse_sessions(
    default_timeout: u32,
    max_timeout: u32,
    max_sessions: usize,
) -> Result<SessionLimits, ConfigError> {
    if default_timeout == 0 || default_timeout > max_timeout {
        return Err(ConfigError::value(
            "sessions.default_timeout",
            &format!(
                "{default_timeout} is not between 1 and `sessions.max_timeout` ({max_timeout})"
            ),
        ));
    }
    if max_sessions == 0 {
        return Err(ConfigError::value(
            "sessions.max_sessions",
            &"must be at least 1",
        ));
    }
    Ok(SessionLimits {
        default_timeout: Duration::from_secs(default_timeout.into()),
        max_timeout: Duration::from_secs(max_timeout.into()),
        max_sessions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::refused::refusal;

    #[test]
    fn a_default_timeout_above_the_maximum_is_refused() {
        let text = refusal("[sessions]\ndefault_timeout = 100\nmax_timeout = 99");
        assert!(text.contains("sessions.default_timeout"), "{text}");
    }
    fn location(store: &str) -> StoreLocation {
        let text = format!("[sessions]\nstore = '{store}'");
        let config = Config::parse(&text, Path::new("/etc/bavard")).unwrap();
        config.session_store.location
    }

    #[test]
    fn sessions_are_kept_in_memory_or_a_file_or_redis() {
        assert_eq!(location("memory"), StoreLocation::Memory);
        let file = StoreLocation::File("/etc/bavard/sessions.redb".into());
        assert_eq!(location("file:sessions.redb"), file);
        for url in [
            "redis://10.0.0.1:6379/1",
            "rediss://:secret@redis.example.com",
        ] {
            let redis = StoreLocation::Redis(RedisUrl::parse(url).unwrap());
            assert_eq!(location(url), redis);
            assert!(!format!("{redis:?}").contains("secret"));
        }
    }

    #[test]
    fn another_store_is_refused_without_showing_what_it_is() {
        for store in [
            "mysql://user:secret@host",
            "file:",
            "redis://user:secret@host:port",
        ] {
            let text = refusal(&format!("[sessions]\nstore = \"{store}\""));
            assert!(text.contains("sessions.store"), "{text}");
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn keys_for_sessions_in_memory_are_refused() {
        let text = refusal("[sessions]\nencryption_keys = \"keys\"");
        assert!(text.contains("sessions.encryption_keys"), "{text}");
    }
}
