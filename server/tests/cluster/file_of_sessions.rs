//! Sessions in a file.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tonic::Status;

use crate::harness::shown;
use crate::node::{Node, Visitor, price_data, words};

fn kept_in(folder: &Path) -> String {
    let file = folder.join("sessions.redb");
    format!("[sessions]\nstore = 'file:{}'\n", file.display())
}

#[tokio::test]
async fn a_conversation_goes_on_after_the_server_was_killed_and_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&kept_in(folder.path()));
    let mut visitor = Visitor::greeted(&[&node]).await;
    visitor.say("tea").await;

    node.kill();
    let node = Node::start(&kept_in(folder.path()));
    visitor.move_to(&[&node]).await;

    let reply = visitor.give_price("5").await;
    assert!(shown(&reply).starts_with("That is 5."));
}

#[tokio::test]
async fn many_conversations_at_once_are_all_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&kept_in(folder.path()));
    let mut visitors = Vec::new();
    for _ in 0..20 {
        visitors.push(Visitor::greeted(&[&node]).await);
    }
    let turns: Vec<_> = visitors
        .into_iter()
        .map(|mut visitor| {
            tokio::spawn(async move {
                visitor.say("tea").await;
                visitor
            })
        })
        .collect();
    let mut visitors = Vec::new();
    for turn in turns {
        visitors.push(turn.await.unwrap());
    }

    node.kill();
    let node = Node::start(&kept_in(folder.path()));

    for mut visitor in visitors {
        visitor.move_to(&[&node]).await;
        let reply = visitor.give_price("6").await;
        assert!(shown(&reply).starts_with("That is 6."));
    }
}

/// Takes one of a row of turns, each of which is answered as only the one before makes it answered: `tea` waits for a
/// price, a price is only taken after `tea`, and what is shown names it.
async fn take(visitor: &mut Visitor, number: usize) -> Result<(), Status> {
    let (payload, expected) = match number % 2 {
        0 => (words("tea"), "One moment.".to_owned()),
        _ => (
            price_data(&number.to_string()),
            format!("That is {number}."),
        ),
    };
    let key = number.to_string();
    let said = shown(&visitor.attempt(0, Some(&key), payload).await?);
    assert!(said.starts_with(&expected), "{said}");
    Ok(())
}

/// Takes turns from this one on, until one is not answered any more; which that is.
async fn talk(
    mut visitor: Visitor,
    mut number: usize,
    answered: Arc<AtomicUsize>,
) -> (Visitor, usize) {
    while take(&mut visitor, number).await.is_ok() {
        number += 1;
        answered.fetch_add(1, Ordering::Relaxed);
    }
    (visitor, number)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_while_it_writes_loses_no_turn_that_it_has_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut node = Node::start(&kept_in(folder.path()));
    let mut visitors = Vec::new();
    for _ in 0..16 {
        visitors.push((Visitor::greeted(&[&node]).await, 0));
    }
    for _ in 0..3 {
        let answered = Arc::<AtomicUsize>::default();
        let talks: Vec<_> = visitors
            .drain(..)
            .map(|(visitor, next)| tokio::spawn(talk(visitor, next, answered.clone())))
            .collect();
        let is_busy = async {
            while answered.load(Ordering::Relaxed) < 10 * talks.len() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(20), is_busy).await;
        assert!(in_time.is_ok(), "turns are not answered");

        node.kill();
        node = Node::start(&kept_in(folder.path()));

        for talk in talks {
            let (mut visitor, cut_off) = talk.await.unwrap();
            visitor.move_to(&[&node]).await;
            for number in [cut_off, cut_off + 1] {
                take(&mut visitor, number).await.unwrap();
            }
            visitors.push((visitor, cut_off + 2));
        }
    }
}

#[tokio::test]
async fn a_file_that_another_server_has_open_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let _node = Node::start(&kept_in(folder.path()));
    let refusal = Node::refusal(&kept_in(folder.path()));
    assert!(refusal.contains("in use by another process"), "{refusal}");
    assert!(refusal.contains("sessions.redb"), "{refusal}");
}

#[tokio::test]
async fn a_file_that_is_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sessions.redb"), "my shopping list").unwrap();
    let refusal = Node::refusal(&kept_in(folder.path()));
    assert!(refusal.contains("cannot be opened"), "{refusal}");
    let kept = std::fs::read_to_string(folder.path().join("sessions.redb")).unwrap();
    assert_eq!(kept, "my shopping list");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let _node = Node::start(&kept_in(folder.path()));
    let metadata = std::fs::metadata(folder.path().join("sessions.redb")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
}
