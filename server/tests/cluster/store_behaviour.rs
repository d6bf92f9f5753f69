//! What every store does alike.

use std::time::Duration;

use bavard_server::session::{Change, Entry, SessionId, StoreError, Version};

use crate::store_fixture::{LONG, SHORT, StoreFixture, change, end, ended, session};

#[tokio::test]
async fn what_is_put_in_is_read_again() {
    for fixture in StoreFixture::all().await {
        let id = fixture.create(LONG).await;
        let stored = fixture.store.load(&id).await.unwrap();
        assert_eq!(stored.entry, Entry::Live(session()), "{}", fixture.name);
        assert!(!stored.is_held, "{}", fixture.name);
        let (remaining, name) = (stored.remaining, fixture.name);
        assert!(
            remaining <= LONG && remaining > LONG / 2,
            "{name}: {remaining:?}"
        );
    }
}

#[tokio::test]
async fn an_id_is_given_to_one_session() {
    for fixture in StoreFixture::all().await {
        let id = fixture.create(LONG).await;
        let second = fixture.store.create(&id, session(), LONG).await;
        assert_eq!(second, Err(StoreError::Taken), "{}", fixture.name);
    }
}

#[tokio::test]
async fn a_session_that_is_not_there_is_not_found() {
    for fixture in StoreFixture::all().await {
        let (store, id, name) = (&fixture.store, SessionId::random(), fixture.name);
        let gone = Err(StoreError::NotFound);
        assert_eq!(store.load(&id).await.map(drop), gone, "{name}");
        let replaced = store.replace(&id, Version::fresh(), change(LONG)).await;
        assert_eq!(replaced, gone, "{name}");
        assert_eq!(store.remove(&id, None).await, gone, "{name}");
    }
}

#[tokio::test]
async fn a_change_fits_the_version_that_was_read_and_no_other() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        let first = change(LONG);
        assert_eq!(
            store.replace(&id, read, first.clone()).await,
            Ok(()),
            "{name}"
        );
        let late = store.replace(&id, read, change(LONG)).await;
        assert_eq!(late, Err(StoreError::Conflict), "{name}");
        let stored = store.load(&id).await.unwrap();
        assert_eq!(
            (stored.entry, stored.version),
            (first.entry, first.version),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_change_that_was_made_can_be_made_again_without_harm() {
    for fixture in StoreFixture::all().await {
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        let first = change(LONG);
        for _ in 0..2 {
            let outcome = fixture.store.replace(&id, read, first.clone()).await;
            assert_eq!(outcome, Ok(()), "{}", fixture.name);
        }
        // Not even when another came in between, and then it says so.
        let second = fixture
            .store
            .replace(&id, first.version, change(LONG))
            .await;
        assert_eq!(second, Ok(()), "{}", fixture.name);
        let again = fixture.store.replace(&id, read, first).await;
        assert_eq!(again, Err(StoreError::Conflict), "{}", fixture.name);
    }
}

#[tokio::test]
async fn of_many_changes_at_once_one_is_made() {
    for fixture in StoreFixture::all().await {
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        let changes: Vec<_> = (0..20)
            .map(|_| {
                let (store, id) = (fixture.store.clone(), id.clone());
                tokio::spawn(async move { store.replace(&id, read, change(LONG)).await })
            })
            .collect();
        let mut made = 0;
        for change in changes {
            match change.await.unwrap() {
                Ok(()) => made += 1,
                Err(error) => assert_eq!(error, StoreError::Conflict, "{}", fixture.name),
            }
        }
        assert_eq!(made, 1, "{}", fixture.name);
    }
}

#[tokio::test]
async fn a_session_expires_and_its_id_is_free_again() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(SHORT).await;
        fixture.pass(SHORT).await;
        let gone = Err(StoreError::NotFound);
        assert_eq!(store.load(&id).await.map(drop), gone, "{name}");
        assert_eq!(store.remove(&id, None).await, gone, "{name}");
        assert_eq!(store.create(&id, session(), LONG).await, Ok(()), "{name}");
    }
}

#[tokio::test]
async fn a_change_sets_how_long_the_session_lives() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(SHORT).await;
        let read = fixture.version(&id).await;
        store.replace(&id, read, change(LONG)).await.unwrap();
        fixture.pass(SHORT).await;
        let stored = store.load(&id).await.unwrap();
        assert!(stored.remaining > LONG / 2, "{name}");
        let shorter = store.replace(&id, stored.version, change(SHORT)).await;
        assert_eq!(shorter, Ok(()), "{name}");
        fixture.pass(SHORT).await;
        assert_eq!(
            store.load(&id).await.map(drop),
            Err(StoreError::NotFound),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_hold_is_seen_until_its_time_is_over() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        for (held, is_held) in [(LONG, true), (SHORT, false)] {
            let hold = Change {
                held: Some(held),
                ..change(LONG)
            };
            let read = fixture.version(&id).await;
            store.replace(&id, read, hold).await.unwrap();
            fixture.pass(SHORT).await;
            assert_eq!(store.load(&id).await.unwrap().is_held, is_held, "{name}");
        }
    }
}

#[tokio::test]
async fn an_ended_session_gives_its_answer_and_makes_way_for_another() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        store.replace(&id, read, end(LONG)).await.unwrap();
        let entry = store.load(&id).await.unwrap().entry;
        assert_eq!(entry, ended(), "{name}");
        assert_eq!(
            store.remove(&id, None).await,
            Err(StoreError::NotFound),
            "{name}"
        );
        assert_eq!(store.create(&id, session(), LONG).await, Ok(()), "{name}");
        let entry = store.load(&id).await.unwrap().entry;
        assert_eq!(entry, Entry::Live(session()), "{name}");
    }
}

#[tokio::test]
async fn a_session_is_removed_at_the_version_that_was_read_or_at_any() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        let other = store.remove(&id, Some(Version::fresh())).await;
        assert_eq!(other, Err(StoreError::Conflict), "{name}");
        assert_eq!(store.remove(&id, Some(read)).await, Ok(()), "{name}");
        assert_eq!(
            store.load(&id).await.map(drop),
            Err(StoreError::NotFound),
            "{name}"
        );
        let id = fixture.create(LONG).await;
        assert_eq!(store.remove(&id, None).await, Ok(()), "{name}");
        assert_eq!(
            store.load(&id).await.map(drop),
            Err(StoreError::NotFound),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_late_change_does_not_reach_another_session_with_the_same_id() {
    for fixture in StoreFixture::all().await {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        store.remove(&id, None).await.unwrap();
        store.create(&id, session(), LONG).await.unwrap();
        let late = store.replace(&id, read, change(LONG)).await;
        assert_eq!(late, Err(StoreError::Conflict), "{name}");
    }
}

#[tokio::test]
async fn an_open_store_is_ready() {
    for fixture in StoreFixture::all().await {
        assert_eq!(fixture.store.ready().await, Ok(()), "{}", fixture.name);
    }
}

#[tokio::test]
async fn a_full_store_refuses_sessions_until_one_goes() {
    for fixture in StoreFixture::capped(2) {
        let (store, name) = (&fixture.store, fixture.name);
        let refused = Err(StoreError::Full);
        let (one, _other) = (fixture.create(LONG).await, fixture.create(LONG).await);
        let id = SessionId::random();
        assert_eq!(store.create(&id, session(), LONG).await, refused, "{name}");
        assert_eq!(store.session_count(), Some(2), "{name}");

        store.remove(&one, None).await.unwrap();
        assert_eq!(store.create(&id, session(), LONG).await, Ok(()), "{name}");
        let id = SessionId::random();
        assert_eq!(store.create(&id, session(), LONG).await, refused, "{name}");

        fixture.pass(LONG + Duration::from_secs(1)).await;
        assert_eq!(store.create(&id, session(), LONG).await, Ok(()), "{name}");
    }
}

#[tokio::test]
async fn ended_sessions_make_way_in_a_full_store() {
    for fixture in StoreFixture::capped(1) {
        let (store, name) = (&fixture.store, fixture.name);
        let id = fixture.create(LONG).await;
        let read = fixture.version(&id).await;
        store.replace(&id, read, end(LONG)).await.unwrap();
        let created = store.create(&SessionId::random(), session(), LONG).await;
        assert_eq!(created, Ok(()), "{name}");
        assert_eq!(store.session_count(), Some(1), "{name}");
    }
}
