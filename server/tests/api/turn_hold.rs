//! How a turn that fetches holds a session, without a server around it.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bavard_dialog::{Project, SessionStart};
use bavard_server::project::{ProjectTag, ProjectVersion, read_project_folder};
use bavard_server::session::{
    Change, Entry, HoldFailure, MemoryStore, Readied, Session, SessionId, SessionStore, StoreError,
    Stored, TurnHold, TurnRefusal, UnknownHold, Version,
};
use jiff::Timestamp;
use serde_json::Map;

use crate::harness::TestClock;

const LIMIT: Duration = Duration::from_secs(120);
const HELD: Duration = Duration::from_secs(150);

/// What happens to a change on its way to the store and back.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// It does not arrive.
    Lost,
    /// It is made, and the answer is lost.
    AnswerLost,
}

/// A store on a bad line: what is made of the next changes is said before.
#[derive(Debug)]
struct BadLine {
    store: Arc<dyn SessionStore>,
    fates: Mutex<VecDeque<Fate>>,
    /// Changes that did not arrive, and may yet.
    lost: Mutex<Vec<(Version, Change)>>,
}

#[tonic::async_trait]
impl SessionStore for BadLine {
    async fn create(
        &self,
        id: &SessionId,
        session: Arc<Session>,
        life: Duration,
    ) -> Result<(), StoreError> {
        self.store.create(id, session, life).await
    }

    async fn load(&self, id: &SessionId) -> Result<Stored, StoreError> {
        self.store.load(id).await
    }

    async fn replace(
        &self,
        id: &SessionId,
        expected: Version,
        change: Change,
    ) -> Result<(), StoreError> {
        let fate = self.fates.lock().unwrap().pop_front();
        match fate {
            None => self.store.replace(id, expected, change).await,
            Some(Fate::Lost) => {
                self.lost.lock().unwrap().push((expected, change));
                Err(StoreError::Unavailable)
            }
            Some(Fate::AnswerLost) => {
                self.store.replace(id, expected, change).await?;
                Err(StoreError::Unavailable)
            }
        }
    }

    async fn remove(&self, id: &SessionId, expected: Option<Version>) -> Result<(), StoreError> {
        let fate = self.fates.lock().unwrap().pop_front();
        match fate {
            Some(Fate::Lost) => Err(StoreError::Unavailable),
            Some(Fate::AnswerLost) => {
                self.store.remove(id, expected).await?;
                Err(StoreError::Unavailable)
            }
            None => self.store.remove(id, expected).await,
        }
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.store.ready().await
    }

    fn session_count(&self) -> Option<usize> {
        self.store.session_count()
    }
}

struct Fixture {
    line: Arc<BadLine>,
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
        let line = Arc::new(BadLine {
            store: Arc::new(MemoryStore::new(clock.clone(), 10)),
            fates: Mutex::default(),
            lost: Mutex::default(),
        });
        let store = line.clone();
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
            line,
            store,
            clock,
            id,
            session,
        }
    }

    async fn readied(&self) -> Result<Readied, TurnRefusal> {
        Readied::of(self.store.load(&self.id).await?)
    }

    fn fates(&self, fates: &[Fate]) {
        self.line.fates.lock().unwrap().extend(fates);
    }

    /// A hold of which nobody knows whether the store has it.
    async fn unknown_hold(&self, fate: Fate) -> UnknownHold {
        let readied = self.readied().await.unwrap();
        self.fates(&[fate]);
        match TurnHold::begin(self.store.clone(), self.id.clone(), readied, LIMIT).await {
            Err(HoldFailure::Unknown(hold)) => hold,
            other => panic!("{other:?} is known"),
        }
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

#[tokio::test]
async fn the_end_of_a_turn_is_repeated_until_the_store_says_that_it_has_it() {
    for fates in [
        &[Fate::Lost, Fate::Lost][..],
        &[Fate::AnswerLost],
        &[Fate::Lost, Fate::AnswerLost],
    ] {
        let fixture = Fixture::new(Duration::from_secs(900)).await;
        let turn = fixture.held().await;
        fixture.fates(fates);
        assert_eq!(turn.finish(fixture.kept()).await, Ok(()), "{fates:?}");
        assert!(fixture.readied().await.is_ok(), "{fates:?}");

        let turn = fixture.held().await;
        fixture.fates(fates);
        assert_eq!(turn.finish(None).await, Ok(()), "{fates:?}");
        assert!(fixture.readied().await.is_err(), "{fates:?}");
    }
}

#[tokio::test]
async fn a_mark_that_came_through_unnoticed_is_taken_back() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    let hold = fixture.unknown_hold(Fate::AnswerLost).await;
    assert_eq!(
        fixture.readied().await.unwrap_err(),
        TurnRefusal::TurnRunning
    );
    hold.take_back().await;
    assert!(fixture.readied().await.is_ok());
}

#[tokio::test]
async fn a_mark_that_was_taken_back_does_not_come_late() {
    let fixture = Fixture::new(Duration::from_secs(900)).await;
    fixture.unknown_hold(Fate::Lost).await.take_back().await;

    let (expected, mark) = fixture.line.lost.lock().unwrap().pop().unwrap();
    assert!(mark.held.is_some());
    let late = fixture.store.replace(&fixture.id, expected, mark).await;

    assert_eq!(late, Err(StoreError::Conflict));
    assert!(fixture.readied().await.is_ok());
}
