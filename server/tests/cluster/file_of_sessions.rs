//! Sessions in a file.

use std::path::Path;

use crate::harness::shown;
use crate::node::{Node, Visitor};

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
