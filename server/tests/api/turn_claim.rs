//! How a turn holds a session, without a server around it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bavard_dialog::{Project, SessionStart};
use bavard_server::clock::Clock;
use bavard_server::project::{ProjectTag, ProjectVersion, read_project_folder};
use bavard_server::session::{
    ClaimError, MemoryStore, Session, SessionId, SessionStore, StoreError, TurnClaim,
};
use jiff::Timestamp;
use serde_json::Map;

use crate::harness::TestClock;

const LIMIT: Duration = Duration::from_secs(120);

struct Fixture {
    store: Arc<dyn SessionStore>,
    clock: Arc<TestClock>,
    id: SessionId,
    session: Session,
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
        let session = Session {
            tag: ProjectTag::parse("kiosk").unwrap(),
            project_version: ProjectVersion::of(&files),
            state: project.start(&start).unwrap(),
            timeout,
            expires_at: clock.now() + timeout,
            turn_until: None,
        };
        store.create(id.clone(), session.clone()).await.unwrap();
        Fixture {
            store,
            clock,
            id,
            session,
        }
    }

    async fn begin(&self) -> Result<TurnClaim, ClaimError> {
        TurnClaim::begin(
            self.store.clone(),
            self.clock.clone(),
            self.id.clone(),
            LIMIT,
        )
        .await
    }
}

#[tokio::test]
async fn an_abandoned_turn_leaves_the_session_as_it_was() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    fixture.begin().await.unwrap().abandon().await;
    assert_eq!(
        fixture.store.load(&fixture.id).await.unwrap().session,
        fixture.session
    );
}

#[tokio::test]
async fn a_turn_that_died_lets_go_of_the_session_when_its_time_is_over() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    drop(fixture.begin().await.unwrap());
    assert_eq!(fixture.begin().await.unwrap_err(), ClaimError::TurnRunning);

    fixture.clock.advance(LIMIT);

    assert!(fixture.begin().await.is_ok());
}

#[tokio::test]
async fn a_turn_that_lost_the_session_to_another_cannot_finish() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    let late = fixture.begin().await.unwrap();
    fixture.clock.advance(LIMIT);
    let other = fixture.begin().await.unwrap();

    let state = fixture.session.state.clone();
    assert_eq!(late.finish(state.clone()).await, Err(StoreError::Conflict));
    assert_eq!(other.finish(state).await, Ok(()));
}

#[tokio::test]
async fn a_session_does_not_expire_under_a_running_turn() {
    let fixture = Fixture::new(Duration::from_secs(10)).await;
    let turn = fixture.begin().await.unwrap();
    fixture.clock.advance(Duration::from_secs(60));
    assert_eq!(turn.finish(fixture.session.state.clone()).await, Ok(()));
}
