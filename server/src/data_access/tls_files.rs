//! PEM files of a project's connections to its backends.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use reqwest::{Certificate, Identity};

use super::failure::innermost;

/// Longest PEM file that is read; a bundle of all public authorities has some 200 KiB.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// The PEM files of one project. They are read again when they change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsFiles {
    /// What the server shows to backends that ask for a certificate. Default: nothing.
    pub client: Option<ClientCertificateFiles>,
    /// Authorities that backends' certificates may come from, besides those of the system.
    pub authorities: Vec<PathBuf>,
}

/// A client certificate for mutual TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCertificateFiles {
    /// The certificate, and those between it and its authority.
    pub certificate: PathBuf,
    /// Its private key (PKCS #8, PKCS #1 or SEC1), not encrypted.
    pub key: PathBuf,
}

/// Why the files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFilesError {
    /// A file cannot be read.
    #[error("cannot read {}: {kind}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        kind: io::ErrorKind,
    },
    /// A file is far longer than certificates are.
    #[error("{} is longer than {MAX_FILE_BYTES} bytes", .0.display())]
    TooLong(PathBuf),
    /// A file of authorities without any.
    #[error("{} holds no certificate in PEM format", .0.display())]
    NoCertificate(PathBuf),
    /// Certificate and key cannot be used together.
    #[error("{} and {} are no certificate with its key: {problem}", certificate.display(), key.display())]
    Identity {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// What is wrong with them.
        problem: String,
    },
    /// TLS cannot be had with them for another reason.
    #[error("TLS cannot be set up: {0}")]
    Setup(String),
}

/// What stands in the files, to see whether it changes. Contents and not time stamps: these can lie, and reading some
/// KiB is nothing beside a fetch.
#[derive(Default, PartialEq)]
pub(super) struct TlsTexts {
    /// Certificate and key, one after the other.
    client: Option<Vec<u8>>,
    authorities: Vec<Vec<u8>>,
}

/// Without the private key.
impl fmt::Debug for TlsTexts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TlsTexts").finish_non_exhaustive()
    }
}

/// The parsed files.
#[derive(Debug, Clone, Default)]
pub(super) struct TlsMaterial {
    pub(super) identity: Option<Identity>,
    pub(super) authorities: Vec<Certificate>,
}

impl TlsFiles {
    pub(super) fn is_empty(&self) -> bool {
        *self == TlsFiles::default()
    }

    pub(super) fn read(&self) -> Result<TlsTexts, TlsFilesError> {
        let client = self.client.as_ref().map(|client| {
            let mut text = read(&client.certificate)?;
            text.push(b'\n');
            text.extend(read(&client.key)?);
            Ok(text)
        });
        Ok(TlsTexts {
            client: client.transpose()?,
            authorities: self
                .authorities
                .iter()
                .map(|path| read(path))
                .collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn parse(&self, texts: &TlsTexts) -> Result<TlsMaterial, TlsFilesError> {
        let identity = texts.client.as_deref().map(|text| {
            Identity::from_pem(text).map_err(|error| self.identity_error(innermost(&error)))
        });
        let mut authorities = Vec::new();
        for (path, text) in self.authorities.iter().zip(&texts.authorities) {
            match Certificate::from_pem_bundle(text) {
                Ok(certificates) if !certificates.is_empty() => authorities.extend(certificates),
                _ => return Err(TlsFilesError::NoCertificate(path.clone())),
            }
        }
        Ok(TlsMaterial {
            identity: identity.transpose()?,
            authorities,
        })
    }

    /// An error of the client certificate, where there is one.
    pub(super) fn identity_error(&self, problem: String) -> TlsFilesError {
        match self.client.clone() {
            Some(ClientCertificateFiles { certificate, key }) => TlsFilesError::Identity {
                certificate,
                key,
                problem,
            },
            None => TlsFilesError::Setup(problem),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsFilesError> {
    let failed = |error: io::Error| TlsFilesError::Read {
        path: path.to_owned(),
        kind: error.kind(),
    };
    let mut text = Vec::new();
    File::open(path)
        .map_err(failed)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut text)
        .map_err(failed)?;
    if u64::try_from(text.len()).is_ok_and(|length| length > MAX_FILE_BYTES) {
        return Err(TlsFilesError::TooLong(path.to_owned()));
    }
    Ok(text)
}
