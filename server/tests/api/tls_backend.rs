//! A backend behind TLS that may ask for a client certificate.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, SanType,
};
use rustls::RootCertStore;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

use crate::fetching::PATIENCE;
use crate::raw_backend::read_head;

/// An authority that signs certificates.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Certified {
    pub(crate) certificate: rcgen::Certificate,
    pub(crate) key: KeyPair,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn client(&self) -> Certified {
        let mut params = CertificateParams::default();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.sign(params)
    }

    fn server(&self) -> Certified {
        let mut params = CertificateParams::default();
        params.subject_alt_names = vec![SanType::IpAddress(Ipv4Addr::LOCALHOST.into())];
        self.sign(params)
    }

    fn sign(&self, params: CertificateParams) -> Certified {
        let key = KeyPair::generate().unwrap();
        Certified {
            certificate: params.signed_by(&key, &self.0).unwrap(),
            key,
        }
    }

    fn roots(&self) -> Arc<RootCertStore> {
        let mut roots = RootCertStore::empty();
        let certificate: &rcgen::Certificate = self.0.as_ref();
        roots.add(certificate.der().clone()).unwrap();
        Arc::new(roots)
    }
}

/// The PEM files of one project.
pub(crate) struct PemFolder {
    folder: tempfile::TempDir,
}

impl PemFolder {
    pub(crate) fn new(authority: &Authority) -> PemFolder {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        PemFolder { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, client: &Certified) {
        self.write("us.pem", &client.certificate.pem());
        self.write("us.key", &client.key.serialize_pem());
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Configuration of the authority, to stand in the section of the project.
    pub(crate) fn authority(&self) -> String {
        format!("ca_certificates = ['{}']\n", shown(&self.path("ca.pem")))
    }

    /// The same, with the client certificate.
    pub(crate) fn mutual(&self) -> String {
        format!(
            "{}client_certificate = '{}'\nclient_key = '{}'\n",
            self.authority(),
            shown(&self.path("us.pem")),
            shown(&self.path("us.key"))
        )
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Whether clients have to show a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clients {
    Certified,
    CertifiedOrNot,
}

/// A running backend.
pub(crate) struct TlsBackend {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    response: String,
    /// Whether to wait for [`TlsBackend::release`] before answering.
    holds: bool,
    called: Notify,
    released: Notify,
    /// The client certificate of each request, DER.
    seen: Mutex<Vec<Option<Vec<u8>>>>,
}

impl TlsBackend {
    pub(crate) async fn replying(authority: &Authority, clients: Clients) -> TlsBackend {
        let response = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        TlsBackend::start(authority, clients, response.to_owned(), false).await
    }

    pub(crate) async fn holding(authority: &Authority, clients: Clients) -> TlsBackend {
        let response = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        TlsBackend::start(authority, clients, response.to_owned(), true).await
    }

    pub(crate) async fn redirecting(
        authority: &Authority,
        clients: Clients,
        to: &str,
    ) -> TlsBackend {
        let response = format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
        TlsBackend::start(authority, clients, response, false).await
    }

    async fn start(
        authority: &Authority,
        clients: Clients,
        response: String,
        holds: bool,
    ) -> TlsBackend {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(authority.roots(), provider.clone());
        let verifier = match clients {
            Clients::Certified => verifier,
            Clients::CertifiedOrNot => verifier.allow_unauthenticated(),
        };
        let own = authority.server();
        let key = PrivateKeyDer::try_from(own.key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier.build().unwrap())
            .with_single_cert(vec![own.certificate.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shared = Arc::new(Shared {
            response,
            holds,
            called: Notify::new(),
            released: Notify::new(),
            seen: Mutex::default(),
        });
        let backend = TlsBackend {
            address: listener.local_addr().unwrap(),
            shared: Arc::clone(&shared),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, shared) = (acceptor.clone(), Arc::clone(&shared));
                tokio::spawn(async move {
                    // Whatever goes wrong here, the other side tells.
                    let _ended = serve(acceptor, stream, &shared).await;
                });
            }
        });
        backend
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Waits for the next request.
    pub(crate) async fn called(&self) {
        tokio::time::timeout(PATIENCE, self.shared.called.notified())
            .await
            .expect("nobody called the backend");
    }

    pub(crate) fn release(&self) {
        self.shared.released.notify_one();
    }

    pub(crate) fn seen(&self) -> Vec<Option<Vec<u8>>> {
        self.shared.seen.lock().unwrap().clone()
    }
}

/// Answers request after request of one connection.
async fn serve(acceptor: TlsAcceptor, stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    loop {
        read_head(&mut stream).await?;
        let certificates = stream.get_ref().1.peer_certificates();
        let first = certificates.and_then(|certificates| certificates.first());
        let seen = first.map(|certificate| certificate.to_vec());
        shared.seen.lock().unwrap().push(seen);
        shared.called.notify_one();
        if shared.holds {
            shared.released.notified().await;
        }
        stream.write_all(shared.response.as_bytes()).await?;
        stream.flush().await?;
    }
}
