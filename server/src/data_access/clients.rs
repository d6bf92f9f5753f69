//! HTTP clients of a project, with the certificates that stand in its files.
//!
//! When the files change, new clients are made, and the fetches of the old ones go on. Files that are no good, as those
//! that are just being replaced, change nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::{Client, redirect};

use super::failure::innermost;
use super::policy::Reach;
use super::resolver::{PublicResolver, Resolver};
use super::tls_files::{TlsFiles, TlsFilesError, TlsMaterial, TlsTexts};

/// What is a setting of a whole client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ClientKind {
    pub(super) reach: Reach,
    pub(super) tls: TlsUse,
    pub(super) connect_timeout: Duration,
}

/// What a client needs TLS for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TlsUse {
    /// Plain HTTP: no authorities have to be there.
    Unused,
    /// To know the backend.
    Anonymous,
    /// To be known by it, too, where there is a client certificate.
    Identified,
}

/// Clients kept of one state of the files. Projects have few time-outs, so there are few; a bound all the same.
const MAX_CLIENTS: usize = 64;

/// Clients by kind, made when they are needed, all with the same certificates.
#[derive(Debug)]
pub(super) struct ClientSet {
    material: TlsMaterial,
    resolver: Resolver,
    clients: Mutex<BTreeMap<ClientKind, Client>>,
}

impl ClientSet {
    fn new(material: TlsMaterial, resolver: Resolver) -> ClientSet {
        ClientSet {
            material,
            resolver,
            clients: Mutex::default(),
        }
    }

    /// The client of this kind.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up, such as without any authority.
    pub(super) async fn client(
        self: &Arc<Self>,
        kind: ClientKind,
    ) -> Result<Client, reqwest::Error> {
        if let Some(client) = self.clients().get(&kind) {
            return Ok(client.clone());
        }
        let clients = Arc::clone(self);
        // It reads the authorities of the system.
        match tokio::task::spawn_blocking(move || clients.make(kind)).await {
            Ok(made) => made,
            Err(_) => self.make(kind),
        }
    }

    /// Makes the client of this kind; who did that at the same time gets the same.
    fn make(&self, kind: ClientKind) -> Result<Client, reqwest::Error> {
        let client = self.build(kind)?;
        let mut clients = self.clients();
        if clients.len() >= MAX_CLIENTS {
            clients.clear();
        }
        Ok(clients.entry(kind).or_insert(client).clone())
    }

    fn clients(&self) -> MutexGuard<'_, BTreeMap<ClientKind, Client>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn build(&self, kind: ClientKind) -> Result<Client, reqwest::Error> {
        let builder = Client::builder()
            .connect_timeout(kind.connect_timeout)
            // Each hop is checked, and sent by the client of its own kind.
            .redirect(redirect::Policy::none())
            // A proxy of the environment would be what we connect to, unchecked.
            .no_proxy();
        let builder = match kind.reach {
            Reach::Anywhere => builder.dns_resolver(Arc::clone(&self.resolver.0)),
            Reach::PublicOnly => builder.dns_resolver(PublicResolver(self.resolver.clone())),
        };
        let builder = match kind.tls {
            TlsUse::Unused => builder.tls_certs_only([]),
            TlsUse::Anonymous | TlsUse::Identified => {
                builder.tls_certs_merge(self.material.authorities.iter().cloned())
            }
        };
        match (kind.tls, &self.material.identity) {
            (TlsUse::Identified, Some(identity)) => builder.identity(identity.clone()),
            _ => builder,
        }
        .build()
    }
}

/// The clients for what stands in the files now.
#[derive(Debug)]
pub(super) struct ReloadingClients {
    /// Whose files they are, for the log.
    owner: String,
    files: TlsFiles,
    resolver: Resolver,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// What was last found in the files, good or not.
    seen: Result<TlsTexts, TlsFilesError>,
    current: Arc<ClientSet>,
}

impl ReloadingClients {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// When they are no good: there is nothing older to go on with.
    pub(super) fn open(
        owner: String,
        files: TlsFiles,
        resolver: Resolver,
    ) -> Result<ReloadingClients, TlsFilesError> {
        let texts = files.read()?;
        let current = Arc::new(clients_with(&files, &texts, &resolver)?);
        let state = Mutex::new(State {
            seen: Ok(texts),
            current,
        });
        Ok(ReloadingClients {
            owner,
            files,
            resolver,
            state,
        })
    }

    /// The clients to make a fetch with.
    pub(super) async fn current(self: &Arc<Self>) -> Arc<ClientSet> {
        if self.files.is_empty() {
            return self.last();
        }
        let reloading = Arc::clone(self);
        let reloaded = tokio::task::spawn_blocking(move || reloading.reload()).await;
        reloaded.unwrap_or_else(|_| self.last())
    }

    fn last(&self) -> Arc<ClientSet> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&state.current)
    }

    fn reload(&self) -> Arc<ClientSet> {
        let found = self.files.read();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.seen != found {
            let owner = &self.owner;
            let clients = match &found {
                Ok(texts) => clients_with(&self.files, texts, &self.resolver),
                Err(error) => Err(error.clone()),
            };
            match clients {
                Ok(clients) => {
                    tracing::info!(owner, "the changed certificates of data access are in use");
                    state.current = Arc::new(clients);
                }
                Err(error) => tracing::warn!(
                    owner,
                    %error,
                    "the changed certificates of data access are no good; the old ones stay in use"
                ),
            }
            state.seen = found;
        }
        Arc::clone(&state.current)
    }
}

/// Clients with these certificates; one is made at once, because only that shows whether they are good.
fn clients_with(
    files: &TlsFiles,
    texts: &TlsTexts,
    resolver: &Resolver,
) -> Result<ClientSet, TlsFilesError> {
    let clients = ClientSet::new(files.parse(texts)?, resolver.clone());
    if !files.is_empty() {
        let kind = |tls| ClientKind {
            reach: Reach::PublicOnly,
            tls,
            connect_timeout: super::access::DEFAULT_CONNECT_TIMEOUT,
        };
        clients
            .make(kind(TlsUse::Anonymous))
            .map_err(|error| TlsFilesError::Setup(innermost(&error)))?;
        clients
            .make(kind(TlsUse::Identified))
            .map_err(|error| files.identity_error(innermost(&error)))?;
    }
    Ok(clients)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use rcgen::{CertificateParams, KeyPair};

    use super::*;
    use crate::data_access::ClientCertificateFiles;
    use crate::data_access::resolver::SystemResolver;

    /// What is logged, as text.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Log {
        fn lines(&self) -> Vec<String> {
            let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
            text.lines().map(str::to_owned).collect()
        }
    }

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn put_certificate(folder: &Path) {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::default().self_signed(&key).unwrap();
        std::fs::write(folder.join("us.pem"), certificate.pem()).unwrap();
        std::fs::write(folder.join("us.key"), key.serialize_pem()).unwrap();
    }

    fn opened(folder: &Path) -> ReloadingClients {
        put_certificate(folder);
        let files = TlsFiles {
            client: Some(ClientCertificateFiles {
                certificate: folder.join("us.pem"),
                key: folder.join("us.key"),
            }),
            authorities: Vec::new(),
        };
        let resolver = Resolver(Arc::new(SystemResolver));
        ReloadingClients::open("projects.kiosk".to_owned(), files, resolver).unwrap()
    }

    #[test]
    fn files_that_do_not_change_keep_the_clients() {
        let folder = tempfile::tempdir().unwrap();
        let clients = opened(folder.path());
        assert!(Arc::ptr_eq(&clients.reload(), &clients.reload()));
    }

    #[test]
    fn files_that_are_no_good_are_said_once_and_without_what_stands_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let clients = opened(folder.path());
        let before = clients.reload();
        let log = Log::default();
        let written = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || written.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            std::fs::write(folder.path().join("us.key"), "private-words").unwrap();
            assert!(Arc::ptr_eq(&clients.reload(), &before));
            assert!(Arc::ptr_eq(&clients.reload(), &before));
            put_certificate(folder.path());
            assert!(!Arc::ptr_eq(&clients.reload(), &before));
        });
        let lines = log.lines();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines.iter().all(|line| line.contains("projects.kiosk")),
            "{lines:?}"
        );
        assert!(
            lines.iter().any(|line| line.contains("us.key")),
            "{lines:?}"
        );
        assert!(!lines.concat().contains("private-words"), "{lines:?}");
    }
}
