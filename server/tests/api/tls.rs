//! TLS on the one port.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::generate_simple_self_signed;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::{Certificate, Channel, ClientTlsConfig};

use crate::harness::{TestServer, kiosk_config, start_request};
use bavard_server::config::TlsConfig;
use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use bavard_server::server::Server;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Puts a new certificate and its key into the folder, and gives the certificate.
fn issue(folder: &Path) -> String {
    let issued = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(folder.join("key.pem"), issued.signing_key.serialize_pem()).unwrap();
    fs::write(folder.join("certificate.pem"), issued.cert.pem()).unwrap();
    issued.cert.pem()
}

fn tls_config(folder: &Path) -> TlsConfig {
    TlsConfig {
        certificate: folder.join("certificate.pem"),
        key: folder.join("key.pem"),
    }
}

async fn server() -> (TestServer, TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let certificate = issue(folder.path());
    let mut config = kiosk_config("[projects.kiosk]\npath = \"kiosk\"");
    config.tls = Some(tls_config(folder.path()));
    (
        TestServer::start_configured(config).await,
        folder,
        certificate,
    )
}

/// Shakes hands with a server whose certificate is `trusted`.
async fn shake(
    server: &TestServer,
    trusted: &str,
    protocols: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols
        .iter()
        .map(|name| name.as_bytes().to_vec())
        .collect();
    let stream = TcpStream::connect(server.address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

#[tokio::test]
async fn the_client_chooses_its_protocol_in_the_handshake() {
    let (server, _folder, certificate) = server().await;
    for (offered, chosen) in [
        (&["h2", "http/1.1"][..], Some(&b"h2"[..])),
        (&["http/1.1"], Some(b"http/1.1")),
        (&[], None),
    ] {
        let stream = shake(&server, &certificate, offered).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), chosen);
    }
}

#[tokio::test]
async fn native_grpc_works_over_tls() {
    let (server, _folder, certificate) = server().await;
    let tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(&certificate))
        .domain_name("localhost");
    let channel = Channel::from_shared(format!("https://{}", server.address))
        .unwrap()
        .tls_config(tls)
        .unwrap()
        .connect()
        .await
        .unwrap();
    let started = DialogServiceClient::new(channel)
        .start(start_request())
        .await;
    assert!(
        !started
            .unwrap()
            .into_inner()
            .payload
            .unwrap()
            .session_id
            .is_empty()
    );
}

#[tokio::test]
async fn http_1_works_over_tls() {
    let (server, _folder, certificate) = server().await;
    let client = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_pem(certificate.as_bytes()).unwrap())
        .resolve("localhost", server.address)
        .build()
        .unwrap();
    let url = format!("https://localhost:{}/healthz", server.address.port());
    let response = client.get(url).send().await.unwrap();
    assert_eq!(response.version(), http::Version::HTTP_11);
    assert_eq!(response.text().await.unwrap(), "ok\n");
}

#[tokio::test]
async fn a_new_certificate_is_shown_without_a_restart_and_a_broken_one_is_not() {
    let (server, folder, old) = server().await;

    fs::write(folder.path().join("certificate.pem"), "no certificate").unwrap();
    assert!(shake(&server, &old, &[]).await.is_ok());

    let new = issue(folder.path());
    let renewed = async {
        while shake(&server, &new, &[]).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, renewed)
        .await
        .expect("the new certificate was never shown");
    assert!(shake(&server, &old, &[]).await.is_err());
}

#[tokio::test]
async fn a_client_that_does_not_shake_hands_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    issue(folder.path());
    let limits = "[projects.kiosk]\npath = \"kiosk\"\n[server.limits]\nheader_timeout = 1";
    let mut config = kiosk_config(limits);
    config.tls = Some(tls_config(folder.path()));
    let server = TestServer::start_configured(config).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let mut said = Vec::new();
    let cut = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut said);
    let _end = tokio::time::timeout(PATIENCE, cut)
        .await
        .expect("the connection was not cut");
    assert!(said.is_empty());
}

#[tokio::test]
async fn a_key_of_another_certificate_keeps_the_server_from_starting() {
    let folder = tempfile::tempdir().unwrap();
    issue(folder.path());
    let other = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(
        folder.path().join("key.pem"),
        other.signing_key.serialize_pem(),
    )
    .unwrap();
    let mut config = kiosk_config("[projects.kiosk]\npath = \"kiosk\"");
    config.tls = Some(tls_config(folder.path()));

    let refused = Server::bind(&config).await.unwrap_err().to_string();

    assert!(refused.contains("certificate.pem"), "{refused}");
}

#[tokio::test]
async fn the_address_of_a_server_says_whether_it_speaks_tls() {
    let folder = tempfile::tempdir().unwrap();
    issue(folder.path());
    let mut config = kiosk_config("[projects.kiosk]\npath = \"kiosk\"");
    let cleartext = Server::bind(&config).await.unwrap();
    assert!(cleartext.url().starts_with("http://127.0.0.1:"));
    config.tls = Some(tls_config(folder.path()));
    let tls = Server::bind(&config).await.unwrap();
    assert!(tls.url().starts_with("https://127.0.0.1:"));
}
