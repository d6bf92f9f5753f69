//! `[server.tls]`: the certificate that the server shows.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TlsSection {
    certificate: PathBuf,
    key: PathBuf,
}

/// The certificate that the server shows. Without one the port is cleartext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsConfig {
    /// PEM file of the certificate, followed by those that lead to its authority.
    pub certificate: PathBuf,
    /// PEM file of its key: PKCS #8, PKCS #1 or SEC1.
    pub key: PathBuf,
}

/// Relative paths start at `folder`.
pub(super) fn parse_tls(section: TlsSection, folder: &Path) -> TlsConfig {
    TlsConfig {
        certificate: folder.join(section.certificate),
        key: folder.join(section.key),
    }
}
