//! `[data_access]`: what data access nodes may connect to.

use serde::{Deserialize, Serialize};

use super::ConfigError;
use crate::data_access::{Policy, TrustedHost};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DataAccessSection {
    pub(super) trusted_hosts: Vec<String>,
}

pub(super) fn parse_policy(trusted_hosts: &[String]) -> Result<Policy, ConfigError> {
    trusted_hosts
        .iter()
        .map(|host| {
            TrustedHost::parse(host)
                .map_err(|error| ConfigError::value("data_access.trusted_hosts", &error))
        })
        .collect::<Result<_, _>>()
        .map(Policy::new)
}
