//! A real process that is told to stop while everybody talks.

use std::time::Duration;

use futures::future::join_all;

use crate::backend::{Backend, Behaviour};
use crate::harness::shown;
use crate::node::{Node, Visitor, words};

const VISITORS: usize = 20;

/// More than calls in flight may take to end, and less than the server waits for calls that do not end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Says the same until there is no answer, and counts the answers.
async fn talk(mut visitor: Visitor) -> usize {
    let mut answered = 0;
    while let Ok(reply) = visitor.attempt(0, None, words("coffee")).await {
        assert!(shown(&reply).starts_with("Your receipt is A1."));
        answered += 1;
    }
    answered
}

#[tokio::test]
async fn a_process_that_is_told_to_stop_answers_every_call_that_it_took_and_ends_well() {
    let receipt = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    let backend = Backend::start(Behaviour::Reply(receipt)).await;
    let node = Node::start(&backend.configuration());
    let mut talks = Vec::new();
    for _ in 0..VISITORS {
        talks.push(tokio::spawn(talk(Visitor::greeted(&[&node]).await)));
    }
    for _ in 0..3 * VISITORS {
        backend.called().await;
    }

    let code = tokio::time::timeout(PATIENCE, node.stop()).await;

    assert_eq!(code.expect("the process runs on"), Some(0));
    let answered: usize = join_all(talks).await.into_iter().map(Result::unwrap).sum();
    // Each turn that was taken called the backend, and got its answer to its visitor.
    assert_eq!(backend.received().len(), answered);
}
