//! Encryption of stored sessions, from the operator's side.

use std::path::Path;

use bavard_server::config::{SessionStoreConfig, StoreLocation};
use bavard_server::session::{StoreError, open_store};

use crate::node::Node;
use crate::store_fixture::{KEYS, LONG, session, system_clock, write_keys};
use bavard_server::session::SessionId;

const OTHER_KEYS: &str = "k2: HxwdHh8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRo=\n";

fn config(folder: &Path, keys: Option<&Path>) -> SessionStoreConfig {
    SessionStoreConfig {
        location: StoreLocation::File(folder.join("sessions.redb")),
        encryption_keys: keys.map(Path::to_owned),
    }
}

#[tokio::test]
async fn what_stands_on_the_disk_can_be_read_with_the_key_and_not_without() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write_keys(&folder, KEYS);
    let id = SessionId::random();
    let open = |keys| open_store(&config(folder.path(), keys), system_clock(), 10).unwrap();

    let store = open(Some(keys.as_path()));
    store.create(&id, session(), LONG).await.unwrap();
    drop(store);
    let bytes = std::fs::read(folder.path().join("sessions.redb")).unwrap();
    assert!(!bytes.windows(5).any(|word| word == b"kiosk"));

    assert_eq!(open(None).load(&id).await, Err(StoreError::Corrupt));
    write_keys(&folder, OTHER_KEYS);
    assert_eq!(open(Some(&keys)).load(&id).await, Err(StoreError::Corrupt));
    write_keys(&folder, &format!("{OTHER_KEYS}{KEYS}"));
    assert!(open(Some(&keys)).load(&id).await.is_ok());
}

#[test]
fn a_server_with_a_malformed_file_of_keys_does_not_start_and_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write_keys(&folder, "# keys\nk1: c2hvcnQ=\n");
    let refusal = Node::refusal(&format!(
        "[sessions]\nstore = 'file:{}'\nencryption_keys = '{}'\n",
        folder.path().join("sessions.redb").display(),
        keys.display()
    ));
    assert!(refusal.contains("line 2"), "{refusal}");
    assert!(!refusal.contains("c2hvcnQ"), "{refusal}");
}
