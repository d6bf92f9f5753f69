//! How a turn that fetches holds a session, without a server around it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::{Project, SessionStart};
use bavard_server::project::{ProjectTag, ProjectVersion, read_project_folder};
use bavard_server::session::{
    Entry, HoldFailure, MemoryStore, Readied, Session, SessionId, SessionStore, StoreError,
    TurnHold, TurnRefusal,
};
use jiff::Timestamp;
use serde_json::Map;

use crate::harness::TestClock;

const LIMIT: Duration = Duration::from_secs(120);
const HELD: Duration = Duration::from_secs(150);

struct Fixture {
    store: Arc<dyn SessionStore>,
    clock: Arc<TestClock>,
    id: SessionId,
    session: Arc<Session>,
}

impl Fixture {
    async fn new(timeout: Duration) -> Fixture {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/kiosk");
        let files = read_project_folder(&folder).unwrap();
        let project = Project::load(&files).unwrap();
        let start = SessionStart {
            channel: "default".to_owned(),
            language: "en-US".to_owned(),
            data: Map::new(),
            seed: 0,
        };
        let clock = Arc::new(TestClock::at(Timestamp::UNIX_EPOCH));
        let store = Arc::new(MemoryStore::new(clock.clone(), 10));
        let id = SessionId::random();
        let session = Arc::new(Session {
            tag: ProjectTag::parse("kiosk").unwrap(),
            project_version: ProjectVersion::of(&files),
            timeout,
            suppress_log_user_data: false,
            state: Arc::new(project.start(&start).unwrap()),
            last_answer: None,
        });
        store.create(&id, session.clone(), timeout).await.unwrap();
        Fixture {
            store,
            clock,
            id,
            session,
        }
    }

    async fn readied(&self) -> Result<Readied, TurnRefusal> {
        Readied::of(self.store.load(&self.id).await?)
    }

    async fn begin(&self, readied: Readied) -> Result<TurnHold, StoreError> {
        TurnHold::begin(self.store.clone(), self.id.clone(), readied, LIMIT)
            .await
            .map_err(|failure| match failure {
                HoldFailure::Refused(error) => error,
                HoldFailure::Unknown(_) => StoreError::Unavailable,
            })
    }

    async fn held(&self) -> TurnHold {
        self.begin(self.readied().await.unwrap()).await.unwrap()
    }

    fn kept(&self) -> Option<(Entry, Duration)> {
        Some((Entry::Live(self.session.clone()), self.session.timeout))
    }
}

#[tokio::test]
async fn a_released_session_is_as_it_was() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    fixture.held().await.release().await;
    let stored = fixture.store.load(&fixture.id).await.unwrap();
    assert_eq!(stored.entry, Entry::Live(fixture.session.clone()));
    assert!(!stored.is_held);
    assert!(stored.remaining <= Duration::from_secs(900));
}

#[tokio::test]
async fn of_two_turns_that_read_the_same_session_one_holds_it() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    let (one, other) = (fixture.readied().await.unwrap(), fixture.readied().await);
    let _held = fixture.begin(one).await.unwrap();
    assert_eq!(
        fixture.begin(other.unwrap()).await.unwrap_err(),
        StoreError::Conflict
    );
}

#[tokio::test]
async fn a_turn_that_died_lets_go_of_the_session_when_its_time_is_over() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    drop(fixture.held().await);
    assert_eq!(
        fixture.readied().await.unwrap_err(),
        TurnRefusal::TurnRunning
    );

    fixture.clock.advance(HELD);

    assert!(fixture.readied().await.is_ok());
}

#[tokio::test]
async fn a_turn_that_lost_the_session_to_another_cannot_finish() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    let late = fixture.held().await;
    fixture.clock.advance(HELD);
    let other = fixture.held().await;

    assert_eq!(late.finish(fixture.kept()).await, Err(StoreError::Conflict));
    assert_eq!(other.finish(fixture.kept()).await, Ok(()));
}

#[tokio::test]
async fn a_session_does_not_expire_under_a_running_turn() {
    let fixture = Fixture::new(Duration::from_secs(10)).await;
    let turn = fixture.held().await;
    fixture.clock.advance(Duration::from_secs(60));
    assert_eq!(turn.finish(fixture.kept()).await, Ok(()));
}

#[tokio::test]
async fn a_turn_that_ends_the_conversation_without_a_key_leaves_nothing() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    assert_eq!(fixture.held().await.finish(None).await, Ok(()));
    let gone = fixture.store.load(&fixture.id).await;
    assert_eq!(gone, Err(StoreError::NotFound));
}
