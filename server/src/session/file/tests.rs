use std::sync::atomic::AtomicBool;

use redb::StorageBackend;
use redb::backends::InMemoryBackend;

use super::*;
use crate::session::fixture::{LIFE, SetClock, session};

/// A disk that takes nothing more while it is full.
#[derive(Debug, Clone, Default)]
struct Disk {
    kept: Arc<InMemoryBackend>,
    is_full: Arc<AtomicBool>,
}

impl Disk {
    fn check(&self) -> Result<(), io::Error> {
        match self.is_full.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64, io::Error> {
        self.kept.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        self.kept.read(offset, out)
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.check()?;
        self.kept.set_len(len)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.check()?;
        self.kept.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.check()?;
        self.kept.write(offset, data)
    }
}

struct Fixture {
    store: FileStore,
    disk: Disk,
    clock: Arc<SetClock>,
}

impl Fixture {
    fn new() -> Fixture {
        let disk = Disk::default();
        let clock = SetClock::new();
        let file = disk.clone();
        let open = move || Database::builder().create_with_backend(file.clone());
        let opened = FileStore::open_with(open, clock.clone(), 10, Encoding::default());
        let Ok(store) = opened else {
            panic!("an empty file can be opened")
        };
        Fixture { store, disk, clock }
    }

    async fn lengthen(
        &self,
        id: &SessionId,
        version: Version,
        life: Duration,
    ) -> Result<Version, StoreError> {
        let after = Version::fresh();
        let change = Change {
            entry: Entry::Live(session().into()),
            version: after,
            life,
            held: None,
        };
        self.store
            .replace(id, version, change)
            .await
            .map(|()| after)
    }
}

#[tokio::test]
async fn a_disk_that_was_full_for_a_moment_ends_no_conversation() {
    let fixture = Fixture::new();
    let id = SessionId::random();
    fixture
        .store
        .create(&id, session().into(), LIFE)
        .await
        .unwrap();
    let version = fixture.store.load(&id).await.unwrap().version;

    fixture.disk.is_full.store(true, Ordering::Relaxed);
    let refused = fixture.lengthen(&id, version, LIFE).await;
    assert_eq!(refused, Err(StoreError::Unavailable));
    assert_eq!(
        fixture.lengthen(&id, version, LIFE).await,
        Err(StoreError::Unavailable)
    );
    fixture.disk.is_full.store(false, Ordering::Relaxed);

    assert!(fixture.lengthen(&id, version, LIFE).await.is_ok());
    assert!(fixture.store.load(&id).await.is_ok());
    assert_eq!(fixture.store.session_count(), Some(1));
}

#[tokio::test]
async fn a_change_that_failed_does_not_end_a_session_at_its_time() {
    let fixture = Fixture::new();
    let id = SessionId::random();
    fixture
        .store
        .create(&id, session().into(), LIFE)
        .await
        .unwrap();
    let version = fixture.store.load(&id).await.unwrap().version;
    fixture.disk.is_full.store(true, Ordering::Relaxed);
    let short = fixture.lengthen(&id, version, LIFE / 2).await;
    assert_eq!(short, Err(StoreError::Unavailable));
    fixture.disk.is_full.store(false, Ordering::Relaxed);
    fixture.lengthen(&id, version, LIFE).await.unwrap();

    fixture.clock.advance(LIFE * 2 / 3);
    // Any change takes what has expired with it.
    let other = SessionId::random();
    fixture
        .store
        .create(&other, session().into(), LIFE)
        .await
        .unwrap();

    assert!(fixture.store.load(&id).await.is_ok());
}
