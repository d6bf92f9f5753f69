//! Turns that clients ask for twice with `x-bavard-turn`.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use tonic::Code;

use crate::backend::{Backend, Behaviour};
use crate::harness::{TestServer, shown};

#[tokio::test]
async fn a_turn_asked_for_again_gets_its_first_answer_and_does_not_advance() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let first = client.say_once("1", "tea").await.unwrap();

    let again = client.say_once("1", "tea").await.unwrap();
    assert_eq!(again, first);

    // Taken twice, the session would not wait for the price any more.
    let data = serde_json::json!({"returnCode": "0", "price": "2"});
    let reply = client.return_data("get_price", data).await.unwrap();
    assert!(shown(&reply).starts_with("That is 2."));
}

#[tokio::test]
async fn a_turn_without_a_key_does_not_take_the_last_answer_away() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let first = client.say_once("1", "tea").await.unwrap();
    client.update().await.unwrap();
    assert_eq!(client.say_once("1", "tea").await.unwrap(), first);
}

#[tokio::test]
async fn a_turn_with_another_key_is_another_turn() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say_once("1", "tea").await.unwrap();
    let status = client.say_once("2", "tea").await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn the_answer_that_ended_a_conversation_can_be_had_again_and_nothing_else() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let first = client.say_once("last", "nothing").await.unwrap();
    assert!(matches!(first.action, Some(Action::EndAction(_))));

    assert_eq!(client.say_once("last", "nothing").await.unwrap(), first);

    let refused = [
        client.say_once("other", "tea").await.unwrap_err(),
        client.say("tea").await.unwrap_err(),
        client.remaining_seconds().await.unwrap_err(),
        client.update().await.unwrap_err(),
        client.stop().await.unwrap_err(),
    ];
    for status in refused {
        assert_eq!(status.code(), Code::NotFound);
    }
    server.clock.advance(Duration::from_secs(120));
    let late = client.say_once("last", "nothing").await.unwrap_err();
    assert_eq!(late.code(), Code::NotFound);
}

#[tokio::test]
async fn the_id_of_an_ended_session_can_be_used_anew() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let mut start = crate::harness::start_request();
    start.session_id = "visit-1".to_owned();
    client.start_as(start.clone()).await.unwrap();
    client.kick().await.unwrap();
    client.say_once("last", "nothing").await.unwrap();

    client.start_as(start).await.unwrap();

    assert!(shown(&client.kick().await.unwrap()).starts_with("Welcome"));
}

#[tokio::test]
async fn a_turn_asked_for_again_while_it_runs_is_aborted_and_then_answered_with_one_fetch() {
    let receipt = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    let backend = Backend::start(Behaviour::Hold(receipt)).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    let mut first = client.clone();
    let first = tokio::spawn(async move { first.say_once("1", "coffee").await });
    backend.called().await;

    let status = client.say_once("1", "coffee").await.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);

    backend.release();
    let reply = first.await.unwrap().unwrap();
    assert!(shown(&reply).starts_with("Your receipt is A1."));
    assert_eq!(client.say_once("1", "coffee").await.unwrap(), reply);
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn a_key_that_is_too_long_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let status = client.say_once(&"x".repeat(129), "tea").await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn of_many_turns_at_once_one_is_taken_and_the_others_are_aborted_or_too_late() {
    let server = TestServer::start().await;
    let client = server.greeted_client().await;
    let turns: Vec<_> = (0..16)
        .map(|_| {
            let mut client = client.clone();
            tokio::spawn(async move { client.say("tea").await })
        })
        .collect();
    let mut taken = 0;
    for turn in turns {
        match turn.await.unwrap() {
            Ok(_) => taken += 1,
            // One that comes after the first has been taken finds a session that waits for a price.
            Err(status) => assert!(
                matches!(status.code(), Code::Aborted | Code::InvalidArgument),
                "{status:?}"
            ),
        }
    }
    assert_eq!(taken, 1);
}
