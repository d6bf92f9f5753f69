//! Life and death of sessions, on a clock that the test moves.

use std::time::Duration;

use bavard_server::protocol::dlg::v1::UpdateRequest;
use bavard_server::protocol::dlg::v1::common::UpdateRequestPayload;
use bavard_server::wire::struct_from_json;
use serde_json::json;
use tonic::Code;

use crate::backend::{Backend, Behaviour};
use crate::harness::{TestServer, object, shown, start_request};

const RECEIPT: &str = r#"{"returnCode": "0", "receipt": "A1"}"#;
const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_session_lives_for_the_default_time_out() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    assert_eq!(client.remaining_seconds().await.unwrap(), 900);

    server.clock.advance(899 * SECOND);
    assert_eq!(client.remaining_seconds().await.unwrap(), 1);

    server.clock.advance(SECOND);
    let status = client.remaining_seconds().await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
}

#[tokio::test]
async fn a_client_can_choose_its_time_out() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let mut request = start_request();
    request.session_timeout_sec = 60;
    client.start_as(request).await.unwrap();

    server.clock.advance(60 * SECOND);

    assert_eq!(client.kick().await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn a_turn_and_an_update_start_the_time_out_anew_and_a_status_does_not() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    server.clock.advance(100 * SECOND);
    client.say("tea").await.unwrap();
    assert_eq!(client.remaining_seconds().await.unwrap(), 900);

    server.clock.advance(100 * SECOND);
    assert_eq!(client.remaining_seconds().await.unwrap(), 800);
    client.update().await.unwrap();
    assert_eq!(client.remaining_seconds().await.unwrap(), 900);
}

#[tokio::test]
async fn a_refused_call_does_not_lengthen_the_session() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();

    server.clock.advance(100 * SECOND);
    client.say("not what is due").await.unwrap_err();

    assert_eq!(client.remaining_seconds().await.unwrap(), 800);
}

#[tokio::test]
async fn an_update_sets_session_data() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();
    let data = struct_from_json(object(json!({"price": "7", "unknown": 1})));
    let request = UpdateRequest {
        session_id: client.session_id.clone(),
        payload: Some(UpdateRequestPayload { data: Some(data) }),
        ..UpdateRequest::default()
    };

    client.grpc.update(request).await.unwrap();

    let reply = client
        .return_data("get_price", json!({"returnCode": "0"}))
        .await
        .unwrap();
    assert!(shown(&reply).starts_with("That is 7."), "{}", shown(&reply));
}

#[tokio::test]
async fn a_stopped_session_is_gone() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.stop().await.unwrap();
    assert_eq!(client.say("tea").await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn a_client_can_name_its_session_but_not_take_that_of_another() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let mut request = start_request();
    request.session_id = "visit-1".to_owned();

    client.start_as(request.clone()).await.unwrap();
    assert_eq!(client.session_id, "visit-1");

    let status = client.start_as(request).await.unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
}

#[tokio::test]
async fn one_session_too_many_is_refused_until_another_has_expired() {
    let server = TestServer::start_with("[sessions]\nmax_sessions = 2").await;
    let mut client = server.client().await;
    client.start().await.unwrap();
    client.start().await.unwrap();

    let status = client.start().await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);

    server.clock.advance(900 * SECOND);
    assert!(client.start().await.is_ok());
}

#[tokio::test]
async fn a_second_turn_while_one_is_running_is_aborted_and_the_first_goes_on() {
    let backend = Backend::start(Behaviour::Hold(RECEIPT.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let client = server.greeted_client().await;
    let mut first = client.clone();
    let first = tokio::spawn(async move { first.say("coffee").await });
    backend.called().await;

    let status = client.clone().say("tea").await.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);

    backend.release();
    let reply = first.await.unwrap().unwrap();
    assert!(shown(&reply).starts_with("Your receipt is A1."));
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn a_session_stopped_during_a_turn_stays_stopped() {
    let backend = Backend::start(Behaviour::Hold(r#"{"returnCode": "0"}"#.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    let mut first = client.clone();
    let first = tokio::spawn(async move { first.say("coffee").await });
    backend.called().await;

    client.stop().await.unwrap();
    backend.release();

    assert_eq!(first.await.unwrap().unwrap_err().code(), Code::NotFound);
    assert_eq!(client.say("tea").await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn an_update_that_only_keeps_alive_is_granted_during_a_turn() {
    let backend = Backend::start(Behaviour::Hold(r#"{"returnCode": "0"}"#.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    let mut first = client.clone();
    let first = tokio::spawn(async move { first.say("coffee").await });
    backend.called().await;

    assert!(client.update().await.is_ok());

    backend.release();
    assert!(first.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_turn_runs_to_its_end_although_its_client_hangs_up() {
    let backend = Backend::start(Behaviour::Hold(RECEIPT.to_owned())).await;
    let server = TestServer::start_with(&backend.configuration()).await;
    let mut client = server.greeted_client().await;
    let mut impatient = client.clone();
    let turn = tokio::spawn(async move { impatient.say("coffee").await });
    backend.called().await;

    turn.abort();
    assert!(turn.await.unwrap_err().is_cancelled());
    // Later calls on the same connection: once they are answered, the server knows of the hang-up.
    client.remaining_seconds().await.unwrap();
    client.remaining_seconds().await.unwrap();
    backend.release();

    // The session is free again long before the time of a turn that died, which does not pass on this clock.
    let next_turn = async {
        loop {
            match client.say("tea").await {
                Err(status) if status.code() == Code::Aborted => {}
                outcome => return outcome,
            }
        }
    };
    let reply = tokio::time::timeout(20 * SECOND, next_turn).await.unwrap();
    assert_eq!(shown(&reply.unwrap()), "One moment.");
    assert_eq!(backend.received().len(), 1);
}
