//! Certificates of data access, both ways.

use std::sync::Arc;

use bavard_dialog::BackendFailure;
use http::StatusCode;
use serde_json::{Value, json};

use crate::backend::{Backend, Behaviour};
use crate::fetching::{Fetching, trust};
use crate::tls_backend::{Authority, Certified, Clients, PemFolder, TlsBackend};

fn is_unreachable(fetched: &Result<Value, BackendFailure>) -> bool {
    matches!(fetched, Err(BackendFailure::Connection(_)))
}

fn der(client: &Certified) -> Option<Vec<u8>> {
    Some(client.certificate.der().to_vec())
}

#[tokio::test]
async fn a_backend_of_an_unknown_authority_is_not_believed() {
    let authority = Authority::new("ours");
    let backend = TlsBackend::replying(&authority, Clients::CertifiedOrNot).await;
    let fetching = Fetching::trusting(&[backend.address]);
    let fetched = fetching.get(&backend.url()).await;
    assert!(is_unreachable(&fetched), "{fetched:?}");
    assert_eq!(backend.seen().len(), 0);
}

#[tokio::test]
async fn an_authority_is_known_to_one_project_or_to_all() {
    let authority = Authority::new("ours");
    let backend = TlsBackend::replying(&authority, Clients::CertifiedOrNot).await;
    let files = PemFolder::new(&authority);
    let trust = trust(&[backend.address]);
    for more in [
        format!("{}{trust}", files.authority()),
        format!("{trust}{}", files.authority()),
    ] {
        let fetched = Fetching::with(&more).get(&backend.url()).await;
        assert_eq!(fetched, Ok(json!({})), "{more}");
    }
}

#[tokio::test]
async fn a_backend_that_asks_for_a_certificate_gets_it_once_the_right_files_are_in_place() {
    let authority = Authority::new("ours");
    let backend = TlsBackend::replying(&authority, Clients::Certified).await;
    let files = PemFolder::new(&authority);
    let trust = trust(&[backend.address]);
    let without = Fetching::with(&format!("{}{trust}", files.authority()));
    let fetched = without.get(&backend.url()).await;
    assert!(is_unreachable(&fetched), "{fetched:?}");

    files.put(&Authority::new("a stranger").client());
    let with = Fetching::with(&format!("{}{trust}", files.mutual()));
    let fetched = with.get(&backend.url()).await;
    assert!(is_unreachable(&fetched), "{fetched:?}");

    let client = authority.client();
    files.put(&client);
    assert_eq!(with.get(&backend.url()).await, Ok(json!({})));
    assert_eq!(backend.seen(), [der(&client)]);
}

#[tokio::test]
async fn a_certificate_is_replaced_while_the_server_runs_and_fetches_under_way_go_on() {
    let authority = Authority::new("ours");
    let backend = TlsBackend::holding(&authority, Clients::Certified).await;
    let files = PemFolder::new(&authority);
    let (old, new) = (authority.client(), authority.client());
    files.put(&old);
    let more = format!("{}{}", files.mutual(), trust(&[backend.address]));
    let fetching = Arc::new(Fetching::with(&more));
    let fetch = || {
        let (fetching, url) = (Arc::clone(&fetching), backend.url());
        tokio::spawn(async move { fetching.get(&url).await })
    };

    let first = fetch();
    backend.called().await;
    files.put(&new);
    let second = fetch();
    backend.called().await;
    backend.release();
    backend.release();

    assert_eq!(backend.seen(), [der(&old), der(&new)]);
    // One permit is kept by the backend at a time: whoever waits still gets the other one now.
    let (mut first, mut second) = (first, second);
    tokio::select! {
        fetched = &mut first => {
            assert_eq!(fetched.unwrap(), Ok(json!({})));
            backend.release();
            assert_eq!(second.await.unwrap(), Ok(json!({})));
        }
        fetched = &mut second => {
            assert_eq!(fetched.unwrap(), Ok(json!({})));
            backend.release();
            assert_eq!(first.await.unwrap(), Ok(json!({})));
        }
    }
}

#[tokio::test]
async fn files_that_are_no_good_leave_the_old_certificate_in_use() {
    let authority = Authority::new("ours");
    let backend = TlsBackend::replying(&authority, Clients::Certified).await;
    let files = PemFolder::new(&authority);
    let (old, new) = (authority.client(), authority.client());
    files.put(&old);
    let more = format!("{}{}", files.mutual(), trust(&[backend.address]));
    let fetching = Fetching::with(&more);

    // Half written, then of another key, then gone.
    let whole = new.certificate.pem();
    let (half, _) = whole.split_at(whole.len() / 2);
    files.write("us.pem", half);
    assert_eq!(fetching.get(&backend.url()).await, Ok(json!({})));
    files.write("us.pem", &whole);
    assert_eq!(fetching.get(&backend.url()).await, Ok(json!({})));
    std::fs::remove_file(files.path("us.key")).unwrap();
    assert_eq!(fetching.get(&backend.url()).await, Ok(json!({})));
    assert_eq!(backend.seen(), [der(&old), der(&old), der(&old)]);

    files.put(&new);
    assert_eq!(fetching.get(&backend.url()).await, Ok(json!({})));
    assert_eq!(backend.seen().pop().unwrap(), der(&new));
}

#[tokio::test]
async fn certificates_that_cannot_be_used_are_named_at_the_start() {
    let authority = Authority::new("ours");
    let files = PemFolder::new(&authority);
    let refused = || Fetching::refused(&files.mutual()).to_string();
    let missing = refused();
    assert!(missing.starts_with("`projects.kiosk`"), "{missing}");
    assert!(missing.contains("us.pem"), "{missing}");

    files.put(&authority.client());
    files.write("us.key", &authority.client().key.serialize_pem());
    let mismatch = refused();
    assert!(mismatch.contains("us.key"), "{mismatch}");

    files.put(&authority.client());
    files.write("ca.pem", "nothing");
    assert!(refused().contains("ca.pem"));
}

#[tokio::test]
async fn a_redirect_to_another_host_does_not_show_it_the_certificate() {
    let authority = Authority::new("ours");
    let there = TlsBackend::replying(&authority, Clients::CertifiedOrNot).await;
    let here = TlsBackend::redirecting(&authority, Clients::Certified, &there.url()).await;
    let files = PemFolder::new(&authority);
    let client = authority.client();
    files.put(&client);
    let trust = trust(&[here.address, there.address]);
    let fetching = Fetching::with(&format!("{}{trust}", files.mutual()));

    assert_eq!(fetching.get(&here.url()).await, Ok(json!({})));

    assert_eq!(here.seen(), [der(&client)]);
    assert_eq!(there.seen(), [None]);
}

#[tokio::test]
async fn a_redirect_from_https_to_plain_http_is_refused_even_to_a_trusted_host() {
    let plain = Backend::start(Behaviour::Status(StatusCode::OK)).await;
    let authority = Authority::new("ours");
    let to = format!("http://{}", plain.address);
    let backend = TlsBackend::redirecting(&authority, Clients::CertifiedOrNot, &to).await;
    let files = PemFolder::new(&authority);
    let trust = trust(&[backend.address, plain.address]);
    let fetching = Fetching::with(&format!("{}{trust}", files.authority()));
    let fetched = fetching.get(&backend.url()).await;
    let is_refused = matches!(fetched, Err(BackendFailure::Refused(_)));
    assert!(is_refused, "{fetched:?}");
    assert_eq!(plain.received().len(), 0);
}
