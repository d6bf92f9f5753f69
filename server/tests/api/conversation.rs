//! The calls of a conversation over native gRPC.

use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use serde_json::json;
use tonic::Code;

use crate::harness::{TestServer, shown};

#[tokio::test]
async fn the_first_execute_brings_the_greeting_and_a_question_with_its_choices() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.start().await.unwrap();

    let reply = client.kick().await.unwrap();

    assert_eq!(shown(&reply), "Welcome to the kiosk. What would you like?");
    let Some(Action::QaAction(question)) = reply.action else {
        panic!("{:?} is no question", reply.action)
    };
    let choices: Vec<_> = question
        .selectable
        .unwrap()
        .selectable_items
        .into_iter()
        .map(|item| (item.value.unwrap(), item.display_text))
        .map(|(value, text)| (value.id, value.value, text))
        .collect();
    let choice = |value: &str, text: &str| ("eDrink".to_owned(), value.to_owned(), text.to_owned());
    assert_eq!(choices, [choice("tea", "Tea"), choice("coffee", "Coffee")]);
    let view = question.view.unwrap();
    assert_eq!((view.name.as_str(), view.id.as_str()), ("buttons", "wide"));
}

#[tokio::test]
async fn a_text_that_needs_client_data_is_answered_with_a_da_action() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let reply = client.say("tea").await.unwrap();

    assert_eq!(shown(&reply), "One moment.");
    let Some(Action::DaAction(access)) = reply.action else {
        panic!("{:?} is no data access", reply.action)
    };
    assert_eq!(access.id, "get_price");
    let data = bavard_server::wire::json_from_struct(access.data.unwrap(), "data").unwrap();
    assert_eq!(data["drink"], "tea");
}

#[tokio::test]
async fn requested_data_leads_on_to_the_next_question() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.pick("eDrink", "tea").await.unwrap();

    let data = json!({"returnCode": "0", "price": "2.50"});
    let reply = client.return_data("get_price", data).await.unwrap();

    assert_eq!(shown(&reply), "That is 2.50. What would you like?");
}

#[tokio::test]
async fn another_return_code_takes_the_failure_way() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();

    let reply = client
        .return_data("get_price", json!({"returnCode": "1"}))
        .await
        .unwrap();

    assert!(shown(&reply).starts_with("The price is not known."));
}

#[tokio::test]
async fn an_escalation_waits_for_its_outcome() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let reply = client.say("person").await.unwrap();
    assert!(
        matches!(reply.action, Some(Action::EscalationAction(action)) if action.id == "hand_over")
    );
    let reply = client
        .return_data("hand_over", json!({"returnCode": "0"}))
        .await
        .unwrap();

    assert!(matches!(reply.action, Some(Action::EndAction(_))));
}

#[tokio::test]
async fn after_the_end_the_session_is_not_found() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let reply = client.say("nothing").await.unwrap();
    assert!(matches!(reply.action, Some(Action::EndAction(end)) if end.id == "goodbye"));

    assert_eq!(client.kick().await.unwrap_err().code(), Code::NotFound);
    assert_eq!(client.stop().await.unwrap_err().code(), Code::NotFound);
    assert_eq!(
        client.remaining_seconds().await.unwrap_err().code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn two_sessions_do_not_know_each_other() {
    let server = TestServer::start().await;
    let mut one = server.greeted_client().await;
    let mut other = server.greeted_client().await;

    one.say("tea").await.unwrap();
    let reply = other.say("nothing").await.unwrap();
    assert!(matches!(reply.action, Some(Action::EndAction(_))));

    let data = json!({"returnCode": "0", "price": "1"});
    assert!(one.return_data("get_price", data).await.is_ok());
}
