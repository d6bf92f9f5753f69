//! What other services have heard or understood, as input of a turn; and the selector of a turn.

use bavard_server::protocol::asr::v1 as asr;
use bavard_server::protocol::dlg::v1::ExecuteRequest;
use bavard_server::protocol::dlg::v1::common::Selector;
use bavard_server::protocol::dlg::v1::common::execute_response_payload::Action;
use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::nlu::v1 as nlu;
use bavard_server::protocol::nlu::v1::interpretation::InterpretationUnion;
use bavard_server::protocol::nlu::v1::single_intent_entity::ValueUnion;
use serde_json::json;
use tonic::Code;

use crate::harness::{TestServer, shown, user_input};

fn understood(union: InterpretationUnion) -> Input {
    Input::NluaasInterpretation(nlu::InterpretResult {
        literal: "a tea please".to_owned(),
        interpretations: vec![nlu::Interpretation {
            interpretation_union: Some(union),
        }],
        ..nlu::InterpretResult::default()
    })
}

fn heard(text: &str) -> Input {
    Input::AsraasResult(asr::Result {
        hypotheses: vec![asr::Hypothesis {
            formatted_text: text.to_owned(),
            ..asr::Hypothesis::default()
        }],
        ..asr::Result::default()
    })
}

#[tokio::test]
async fn what_an_understanding_service_made_of_the_words_answers_a_question() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let drink = nlu::SingleIntentEntity {
        literal: "tea".to_owned(),
        value_union: Some(ValueUnion::StringValue("tea".to_owned())),
        ..nlu::SingleIntentEntity::default()
    };
    let drinks = nlu::SingleIntentEntityList {
        entities: vec![drink],
    };
    let single = nlu::SingleIntentInterpretation {
        intent: "NO_INTENT".to_owned(),
        confidence: 0.95,
        entities: [("eDrink".to_owned(), drinks)].into(),
        ..nlu::SingleIntentInterpretation::default()
    };
    let input = understood(InterpretationUnion::SingleIntentInterpretation(single));

    let reply = client.execute(Some(user_input(input))).await.unwrap();

    assert!(
        matches!(&reply.action, Some(Action::DaAction(access)) if access.id == "get_price"),
        "{reply:?}"
    );
}

#[tokio::test]
async fn several_intents_at_once_are_refused_and_the_dialog_waits_on() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let several = nlu::MultiIntentInterpretation::default();
    let input = understood(InterpretationUnion::MultiIntentInterpretation(several));

    let status = client.execute(Some(user_input(input))).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("SINGLE_INTENT"), "{status}");

    assert!(client.say("tea").await.is_ok());
}

#[tokio::test]
async fn the_best_hypothesis_of_a_recognition_is_understood() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let reply = client
        .execute(Some(user_input(heard("Tea."))))
        .await
        .unwrap();

    assert!(
        matches!(&reply.action, Some(Action::DaAction(access)) if access.id == "get_price"),
        "{reply:?}"
    );
}

#[tokio::test]
async fn a_recognition_without_hypotheses_is_no_match() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let nothing = Input::AsraasResult(asr::Result::default());

    let reply = client.execute(Some(user_input(nothing))).await.unwrap();

    assert!(shown(&reply).contains("What would you like?"), "{reply:?}");
}

async fn kicked(channel: &str, language: &str) -> Result<String, tonic::Status> {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.start().await.unwrap();
    let request = ExecuteRequest {
        session_id: client.session_id.clone(),
        selector: Some(Selector {
            channel: channel.to_owned(),
            language: language.to_owned(),
            library: String::new(),
        }),
        ..ExecuteRequest::default()
    };
    let response = client.grpc.execute(request).await?.into_inner();
    Ok(response.payload.unwrap().channel)
}

#[tokio::test]
async fn the_selector_of_a_turn_switches_the_channel() {
    assert_eq!(kicked("", "").await.unwrap(), "Web VA");
    assert_eq!(kicked("default", "en-US").await.unwrap(), "Default");
}

#[tokio::test]
async fn a_selector_that_the_project_does_not_have_is_not_found() {
    for (channel, language) in [("fax", ""), ("", "xx-XX")] {
        let status = kicked(channel, language).await.unwrap_err();
        assert_eq!(status.code(), Code::NotFound, "{channel}{language}");
        assert!(
            status.message().contains("supported values are ["),
            "{status}"
        );
    }
}

#[tokio::test]
async fn more_data_than_a_session_should_hold_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();

    let data = json!({"returnCode": "0", "price": "x".repeat(300_000)});
    let status = client.return_data("get_price", data).await.unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("requested_data"), "{status}");
}
