//! `[data_access]`: what data access nodes may connect to, and how much their backends may cost.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ConfigError;
use crate::data_access::{BreakerSettings, Policy, TrustedHost};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DataAccessSection {
    pub(super) trusted_hosts: Vec<String>,
    pub(super) max_reply_bytes: usize,
    pub(super) breaker_failures: u32,
    pub(super) breaker_pause: u32,
    pub(super) ca_certificates: Vec<PathBuf>,
}

impl Default for DataAccessSection {
    fn default() -> DataAccessSection {
        DataAccessSection {
            trusted_hosts: Vec::new(),
            max_reply_bytes: 1024 * 1024,
            breaker_failures: 5,
            breaker_pause: 30,
            ca_certificates: Vec::new(),
        }
    }
}

/// What data access nodes may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataAccessConfig {
    /// What they may connect to. Default: public hosts over HTTPS.
    pub policy: Policy,
    /// Longest reply. Default 1 MiB; a longer one takes the node's failure way.
    pub max_reply_bytes: usize,
    /// When a backend that fails is left alone; none: never.
    pub breaker: Option<BreakerSettings>,
    /// PEM files of authorities that backends' certificates may come from, besides those of the system.
    pub authorities: Vec<PathBuf>,
}

pub(super) fn parse_data_access(
    section: DataAccessSection,
    folder: &Path,
) -> Result<DataAccessConfig, ConfigError> {
    if section.max_reply_bytes == 0 {
        return Err(ConfigError::value(
            "data_access.max_reply_bytes",
            &"must be at least 1",
        ));
    }
    Ok(DataAccessConfig {
        policy: parse_policy(&section.trusted_hosts)?,
        max_reply_bytes: section.max_reply_bytes,
        breaker: NonZeroU32::new(section.breaker_failures).map(|failures| BreakerSettings {
            failures,
            pause: Duration::from_secs(section.breaker_pause.into()),
        }),
        authorities: section
            .ca_certificates
            .iter()
            .map(|path| folder.join(path))
            .collect(),
    })
}

fn parse_policy(trusted_hosts: &[String]) -> Result<Policy, ConfigError> {
    trusted_hosts
        .iter()
        .map(|host| {
            TrustedHost::parse(host)
                .map_err(|error| ConfigError::value("data_access.trusted_hosts", &error))
        })
        .collect::<Result<_, _>>()
        .map(Policy::new)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::path::Path;
    use std::time::Duration;

    use crate::config::Config;
    use crate::data_access::BreakerSettings;

    #[test]
    fn the_defaults_are_those_that_are_documented() {
        let config = Config::parse("", Path::new("")).unwrap().data_access;
        assert_eq!(config.max_reply_bytes, 1_048_576);
        let breaker = BreakerSettings {
            failures: NonZeroU32::new(5).unwrap(),
            pause: Duration::from_secs(30),
        };
        assert_eq!(config.breaker, Some(breaker));
        assert!(config.authorities.is_empty());
    }

    #[test]
    fn no_failures_means_no_breaker() {
        let config = Config::parse("[data_access]\nbreaker_failures = 0", Path::new(""));
        assert_eq!(config.unwrap().data_access.breaker, None);
    }

    #[test]
    fn a_reply_of_no_bytes_is_refused() {
        let error = Config::parse("[data_access]\nmax_reply_bytes = 0", Path::new(""))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("`data_access.max_reply_bytes`"),
            "{error}"
        );
    }
}
