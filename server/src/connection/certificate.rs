//! The certificate that the server shows, read again when its files change.
//!
//! Files are looked at once a second rather than watched: certificates are renewed by renaming links of folders above
//! them, on mounts that report no changes as well, and one look costs two `stat`s.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::config::TlsConfig;

/// How often the files are looked at.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file holds no PEM of the kind that it should.
    #[error("{} is not the PEM file that it should be: {source}", path.display())]
    Pem {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// The certificate is none, or the key is another's.
    #[error("the certificate {} cannot be used with its key: {source}", path.display())]
    Unusable {
        /// The certificate's file.
        path: PathBuf,
        /// What is wrong with it.
        source: rustls::Error,
    },
    /// The cryptography library has nothing to offer.
    #[error("TLS is not available: {0}")]
    Tls(rustls::Error),
}

/// The certificate that the server shows, kept up to date until this is dropped.
#[derive(Debug)]
pub(super) struct Certificate {
    config: Arc<ServerConfig>,
    renewal: JoinHandle<()>,
}

impl Certificate {
    /// Reads certificate and key, and begins to look for newer ones.
    pub(super) async fn read(files: &TlsConfig) -> Result<Certificate, CertificateError> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let seen = Seen::of(files).await;
        let current = Arc::new(Current(ArcSwap::from_pointee(
            read_key(files, &provider).await?,
        )));
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(CertificateError::Tls)?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Certificate {
            config: Arc::new(config),
            renewal: tokio::spawn(renew(files.clone(), provider, current, seen)),
        })
    }

    /// What shakes hands with clients.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }
}

impl Drop for Certificate {
    fn drop(&mut self) {
        self.renewal.abort();
    }
}

#[derive(Debug)]
struct Current(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

/// What tells one version of the two files from another.
#[derive(Debug, PartialEq, Eq)]
struct Seen([Option<(SystemTime, u64)>; 2]);

impl Seen {
    async fn of(files: &TlsConfig) -> Seen {
        Seen([version(&files.certificate).await, version(&files.key).await])
    }
}

async fn version(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = tokio::fs::metadata(path).await.ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

async fn renew(
    files: TlsConfig,
    provider: Arc<CryptoProvider>,
    current: Arc<Current>,
    mut seen: Seen,
) {
    loop {
        tokio::time::sleep(LOOK_INTERVAL).await;
        let now = Seen::of(&files).await;
        if now == seen {
            continue;
        }
        // Noted before the files are read: should one change once more meanwhile, they are read again.
        seen = now;
        match read_key(&files, &provider).await {
            Ok(key) => {
                current.0.store(Arc::new(key));
                tracing::info!("certificate read anew");
            }
            // Certificate and key are rarely replaced in one moment; the second change brings the pair.
            Err(error) => tracing::warn!(%error, "the certificate in force stays"),
        }
    }
}

async fn read_key(
    files: &TlsConfig,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, CertificateError> {
    let wrong = |path: &Path| {
        let path = path.to_owned();
        |source| CertificateError::Pem { path, source }
    };
    let certificates = CertificateDer::pem_slice_iter(&read_file(&files.certificate).await?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(wrong(&files.certificate))?;
    let key =
        PrivateKeyDer::from_pem_slice(&read_file(&files.key).await?).map_err(wrong(&files.key))?;
    CertifiedKey::from_der(certificates, key, provider).map_err(|source| {
        CertificateError::Unusable {
            path: files.certificate.clone(),
            source,
        }
    })
}

async fn read_file(path: &Path) -> Result<Vec<u8>, CertificateError> {
    tokio::fs::read(path)
        .await
        .map_err(|source| CertificateError::Read {
            path: path.to_owned(),
            source,
        })
}
