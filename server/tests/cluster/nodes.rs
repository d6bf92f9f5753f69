//! Several nodes that share their sessions.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::ExecuteRequest;
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use tonic::Code;

use crate::backend::{Backend, Behaviour};
use crate::harness::{shown, start_request};
use crate::node::{Node, Visitor, words};
use crate::redis_server::{RedisServer, TlsRedisServer};

fn sharing(redis: &RedisServer) -> String {
    format!("[sessions]\nstore = \"{}\"\n", redis.url())
}

#[tokio::test]
async fn any_node_takes_any_turn() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let (one, other) = (Node::start(&sharing(&redis)), Node::start(&sharing(&redis)));
    let mut visitor = Visitor::greeted(&[&one, &other]).await;
    for price in ["1", "2", "3"] {
        assert_eq!(shown(&visitor.say("tea").await), "One moment.");
        let reply = visitor.give_price(price).await;
        assert!(shown(&reply).starts_with(&format!("That is {price}.")));
    }
    assert!(visitor.refusals.is_empty());
}

#[tokio::test]
async fn sessions_are_kept_over_tls_by_a_redis_whose_certificate_the_machine_trusts_and_no_other() {
    let Some(redis) = TlsRedisServer::start().await else {
        return;
    };
    let config = format!("[sessions]\nstore = \"{}\"\n", redis.url());
    let node = Node::start_trusting(&config, Some(&redis.certificate()));
    let mut client = node.client().await;
    let started = async {
        // Redis may need a moment.
        while client.start(start_request()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), started)
        .await
        .expect("no session is kept");
    let mut visitor = Visitor::greeted(&[&node]).await;
    assert_eq!(shown(&visitor.say("tea").await), "One moment.");

    let stranger = Node::start(&config);
    let refused = stranger.client().await.start(start_request()).await;
    assert_eq!(refused.unwrap_err().code(), Code::Unavailable);
}

#[tokio::test]
async fn a_conversation_goes_on_at_another_node_when_its_own_is_killed() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let (one, other) = (Node::start(&sharing(&redis)), Node::start(&sharing(&redis)));
    let mut visitor = Visitor::greeted(&[&one]).await;
    visitor.say("tea").await;

    one.kill();
    visitor.move_to(&[&other]).await;

    let reply = visitor.give_price("4").await;
    assert!(shown(&reply).starts_with("That is 4."));
}

#[tokio::test]
async fn an_answer_that_was_lost_on_its_way_can_be_had_from_another_node() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let (one, other) = (Node::start(&sharing(&redis)), Node::start(&sharing(&redis)));
    let mut visitor = Visitor::greeted(&[&one, &other]).await;
    let first = visitor
        .attempt(0, Some("last"), words("nothing"))
        .await
        .unwrap();
    assert!(matches!(first.action, Some(Action::EndAction(_))));

    let again = visitor.attempt(1, Some("last"), words("nothing")).await;
    assert_eq!(again.unwrap(), first);

    let other_turn = visitor.attempt(1, None, words("tea")).await.unwrap_err();
    assert_eq!(other_turn.code(), Code::NotFound);
    let status = visitor.remaining_seconds().await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
}

#[tokio::test]
async fn of_two_nodes_that_race_for_a_turn_with_a_fetch_one_fetches_and_the_other_is_aborted() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let receipt = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    let backend = Backend::start(Behaviour::Hold(receipt)).await;
    let config = format!("{}{}", backend.configuration(), sharing(&redis));
    let (one, other) = (Node::start(&config), Node::start(&config));
    let visitor = Visitor::greeted(&[&one, &other]).await;
    let turn = |node: usize| {
        let mut client = visitor.node(node);
        let request = ExecuteRequest {
            session_id: visitor.session_id.clone(),
            payload: Some(words("coffee")),
            ..ExecuteRequest::default()
        };
        tokio::spawn(async move { client.execute(request).await })
    };
    let (mut first, mut second) = (turn(0), turn(1));

    // The winner waits for its backend, so the loser is the first that is answered.
    let (loser, winner) = tokio::select! {
        loser = &mut first => (loser, second),
        loser = &mut second => (loser, first),
    };
    assert_eq!(loser.unwrap().unwrap_err().code(), Code::Aborted);
    backend.release();
    let reply = winner.await.unwrap().unwrap().into_inner().payload.unwrap();
    assert!(shown(&reply).starts_with("Your receipt is A1."));
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn of_nodes_that_race_for_turns_that_only_compute_one_wins_each_turn() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let (one, other) = (Node::start(&sharing(&redis)), Node::start(&sharing(&redis)));
    let mut visitor = Visitor::greeted(&[&one, &other]).await;
    for _ in 0..20 {
        let turns: Vec<_> = (0..6)
            .map(|attempt| {
                let mut client = visitor.node(attempt % 2);
                let request = ExecuteRequest {
                    session_id: visitor.session_id.clone(),
                    payload: Some(words("tea")),
                    ..ExecuteRequest::default()
                };
                tokio::spawn(async move { client.execute(request).await })
            })
            .collect();
        let mut taken = 0;
        for turn in turns {
            match turn.await.unwrap() {
                Ok(_) => taken += 1,
                // One that comes after the winner finds a session that waits for a price.
                Err(status) => assert!(
                    matches!(status.code(), Code::Aborted | Code::InvalidArgument),
                    "{status:?}"
                ),
            }
        }
        assert_eq!(taken, 1);
        visitor.give_price("1").await;
    }
}
