//! Every store, empty, for one behaviour to be tried on all of them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::{Project, SessionStart};
use bavard_server::clock::{Clock, SystemClock};
use bavard_server::config::{RedisUrl, SessionStoreConfig, StoreLocation};
use bavard_server::project::{ProjectTag, ProjectVersion, read_project_folder};
use bavard_server::session::{
    Answer, Change, Entry, Session, SessionId, SessionStore, TurnKey, Version, open_store,
};
use jiff::Timestamp;
use serde_json::Map;
use tempfile::TempDir;

use crate::harness::TestClock;
use crate::redis_server::RedisServer;

pub(crate) const KEYS: &str = "k1: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

/// Life of sessions that are not meant to expire.
pub(crate) const LONG: Duration = Duration::from_secs(900);

/// Life of what is meant to expire: a time that a test can wait for.
pub(crate) const SHORT: Duration = Duration::from_millis(200);

/// An empty store.
pub(crate) struct StoreFixture {
    pub(crate) name: &'static str,
    pub(crate) store: Arc<dyn SessionStore>,
    /// Where the store's time is the test's.
    clock: Option<Arc<TestClock>>,
    _folder: Option<TempDir>,
    _redis: Option<RedisServer>,
}

impl StoreFixture {
    fn memory(max_sessions: usize) -> StoreFixture {
        let clock = Arc::new(TestClock::at(Timestamp::UNIX_EPOCH));
        let config = SessionStoreConfig {
            location: StoreLocation::Memory,
            encryption_keys: None,
        };
        StoreFixture {
            name: "memory",
            store: open_store(&config, clock.clone(), max_sessions).unwrap(),
            clock: Some(clock),
            _folder: None,
            _redis: None,
        }
    }

    fn file(name: &'static str, keys: Option<&str>, max_sessions: usize) -> StoreFixture {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock::at(Timestamp::UNIX_EPOCH));
        let config = SessionStoreConfig {
            location: StoreLocation::File(folder.path().join("sessions.redb")),
            encryption_keys: keys.map(|keys| write_keys(&folder, keys)),
        };
        StoreFixture {
            name,
            store: open_store(&config, clock.clone(), max_sessions).unwrap(),
            clock: Some(clock),
            _folder: Some(folder),
            _redis: None,
        }
    }

    async fn redis(name: &'static str, keys: Option<&str>) -> Option<StoreFixture> {
        let folder = tempfile::tempdir().unwrap();
        let redis = RedisServer::start().await?;
        let config = SessionStoreConfig {
            location: StoreLocation::Redis(RedisUrl::parse(&redis.url()).unwrap()),
            encryption_keys: keys.map(|keys| write_keys(&folder, keys)),
        };
        Some(StoreFixture {
            name,
            store: open_store(&config, Arc::new(SystemClock), 1).unwrap(),
            clock: None,
            _folder: Some(folder),
            _redis: Some(redis),
        })
    }

    /// Stores that refuse one session more than `max_sessions`.
    pub(crate) fn capped(max_sessions: usize) -> Vec<StoreFixture> {
        vec![
            StoreFixture::memory(max_sessions),
            StoreFixture::file("file", None, max_sessions),
        ]
    }

    pub(crate) async fn all() -> Vec<StoreFixture> {
        let mut all = vec![
            StoreFixture::memory(100),
            StoreFixture::file("file", None, 100),
            StoreFixture::file("encrypted file", Some(KEYS), 100),
        ];
        all.extend(StoreFixture::redis("Redis", None).await);
        all.extend(StoreFixture::redis("encrypted Redis", Some(KEYS)).await);
        all
    }

    /// Lets time pass, for the store.
    pub(crate) async fn pass(&self, time: Duration) {
        match &self.clock {
            Some(clock) => clock.advance(time),
            // Its time is that of the machine.
            None => tokio::time::sleep(time).await,
        }
    }

    /// A session in the store.
    pub(crate) async fn create(&self, life: Duration) -> SessionId {
        let id = SessionId::random();
        self.store.create(&id, session(), life).await.unwrap();
        id
    }

    /// The version of a session in the store.
    pub(crate) async fn version(&self, id: &SessionId) -> Version {
        self.store.load(id).await.unwrap().version
    }
}

pub(crate) fn write_keys(folder: &TempDir, keys: &str) -> std::path::PathBuf {
    let path = folder.path().join("keys");
    std::fs::write(&path, keys).unwrap();
    path
}

/// A session of the kiosk.
pub(crate) fn session() -> Arc<Session> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
    let files = read_project_folder(&folder).unwrap();
    let start = SessionStart {
        channel: "default".to_owned(),
        language: "en-US".to_owned(),
        data: Map::new(),
        seed: 0,
    };
    Arc::new(Session {
        tag: ProjectTag::parse("kiosk").unwrap(),
        project_version: ProjectVersion::of(&files),
        timeout: LONG,
        suppress_log_user_data: false,
        state: Arc::new(Project::load(&files).unwrap().start(&start).unwrap()),
        last_answer: None,
    })
}

pub(crate) fn answer() -> Arc<Answer> {
    Arc::new(Answer {
        key: TurnKey::parse(b"turn-1").unwrap(),
        response: vec![0, 255, b'\n'].into(),
    })
}

/// The same session after a turn.
pub(crate) fn change(life: Duration) -> Change {
    let session = Session {
        last_answer: Some(answer()),
        ..Session::clone(&session())
    };
    Change {
        entry: Entry::Live(Arc::new(session)),
        version: Version::fresh(),
        life,
        held: None,
    }
}

/// What is kept of a conversation that is over.
pub(crate) fn ended() -> Entry {
    Entry::Ended {
        tag: ProjectTag::parse("kiosk").unwrap(),
        answer: answer(),
    }
}

/// The end of a conversation.
pub(crate) fn end(life: Duration) -> Change {
    Change {
        entry: ended(),
        ..change(life)
    }
}

/// The machine's clock, for stores that a test opens itself.
pub(crate) fn system_clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}
