//! TLS before a server that speaks without, with a certificate that no system trusts.

use std::net::SocketAddr;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls_pki_types::PrivateKeyDer;
use tempfile::NamedTempFile;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A running terminator.
pub(crate) struct TlsTerminator {
    port: u16,
    /// The certificate, for those who are to trust it.
    pub(crate) authority: NamedTempFile,
}

impl TlsTerminator {
    pub(crate) async fn before(server: SocketAddr) -> TlsTerminator {
        let names = vec!["localhost".to_owned()];
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let authority = NamedTempFile::new().unwrap();
        std::fs::write(authority.path(), certified.cert.pem()).unwrap();
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // Whoever does not trust the certificate hangs up.
                    let Ok(mut outer) = acceptor.accept(socket).await else {
                        return;
                    };
                    let mut inner = TcpStream::connect(server).await.unwrap();
                    let _hung_up = tokio::io::copy_bidirectional(&mut outer, &mut inner).await;
                });
            }
        });
        TlsTerminator { port, authority }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }
}
