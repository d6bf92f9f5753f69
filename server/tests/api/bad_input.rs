//! Requests that cannot be answered: each gets a clear status, and the session is as it was.

use bavard_server::protocol::dlg::v1::common::dialog_event::EventType;
use bavard_server::protocol::dlg::v1::common::user_input::Input;
use bavard_server::protocol::dlg::v1::common::{DialogEvent, ResourceReference};
use bavard_server::protocol::dlg::v1::{StartRequest, StreamInput};
use serde_json::json;
use tonic::Code;

use crate::harness::{TestServer, shown, start_request, user_input};

async fn refused_start(change: impl FnOnce(&mut StartRequest)) -> (Code, String) {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let mut request = start_request();
    change(&mut request);
    let status = client.start_as(request).await.unwrap_err();
    (status.code(), status.message().to_owned())
}

fn with_model(uri: &str) -> impl FnOnce(&mut StartRequest) + use<> {
    let uri = uri.to_owned();
    move |request| {
        request.payload.as_mut().unwrap().model_ref = Some(ResourceReference { uri, r#type: 0 });
    }
}

#[tokio::test]
async fn an_unknown_model_is_not_found() {
    let urn = "urn:nuance-mix:tag:model/unknown/mix.dialog";
    let (code, message) = refused_start(with_model(urn)).await;
    assert_eq!(code, Code::NotFound);
    assert_eq!(message, format!("Could not find model for [{urn}]"));
}

#[tokio::test]
async fn a_model_that_is_no_dialog_urn_is_not_found() {
    let (code, _) = refused_start(with_model("kiosk")).await;
    assert_eq!(code, Code::NotFound);
}

#[tokio::test]
async fn a_missing_model_is_named() {
    let (code, message) =
        refused_start(|request| request.payload.as_mut().unwrap().model_ref = None).await;
    assert_eq!(code, Code::InvalidArgument);
    assert!(message.contains("model_ref.uri"), "{message}");
}

#[tokio::test]
async fn an_unknown_channel_is_not_found_and_the_known_ones_are_listed() {
    let (code, message) =
        refused_start(|request| request.selector.as_mut().unwrap().channel = "fax".to_owned())
            .await;
    assert_eq!(code, Code::NotFound);
    assert!(
        message.starts_with("channel is invalid, supported values are [")
            && message.contains("Web"),
        "{message}"
    );
}

#[tokio::test]
async fn an_unknown_language_is_not_found_and_the_known_ones_are_listed() {
    let (code, message) =
        refused_start(|request| request.selector.as_mut().unwrap().language = "xx-XX".to_owned())
            .await;
    assert_eq!(code, Code::NotFound);
    assert_eq!(message, "language is invalid, supported values are [en-US]");
}

#[tokio::test]
async fn a_time_out_beyond_the_maximum_is_out_of_range() {
    let (code, message) = refused_start(|request| request.session_timeout_sec = 259_201).await;
    assert_eq!(code, Code::OutOfRange);
    assert!(message.contains("259200"), "{message}");
}

#[tokio::test]
async fn a_session_id_with_blanks_is_refused() {
    let (code, message) = refused_start(|request| request.session_id = "a b".to_owned()).await;
    assert_eq!(code, Code::InvalidArgument);
    assert!(message.contains("session_id"), "{message}");
}

#[tokio::test]
async fn an_unknown_session_is_told_in_the_documented_words() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    client.session_id = "no-such-session".to_owned();
    let words = "Could not find session for [no-such-session]";

    let statuses = [
        client.kick().await.unwrap_err(),
        client.update().await.unwrap_err(),
        client.remaining_seconds().await.unwrap_err(),
        client.stop().await.unwrap_err(),
    ];

    for status in statuses {
        assert_eq!((status.code(), status.message()), (Code::NotFound, words));
    }
}

#[tokio::test]
async fn the_wrong_kind_of_input_is_refused_and_the_dialog_waits_on() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();

    let status = client.say("hello?").await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);

    let data = json!({"returnCode": "0", "price": "3"});
    let reply = client.return_data("get_price", data).await.unwrap();
    assert!(shown(&reply).starts_with("That is 3."));
}

#[tokio::test]
async fn requested_data_where_a_text_is_due_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let status = client
        .return_data("get_price", json!({"returnCode": "0"}))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn a_missing_return_code_is_named_and_the_dialog_waits_on() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();

    let status = client
        .return_data("get_price", json!({"price": "3"}))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("returnCode"), "{status}");

    let data = json!({"returnCode": "0", "price": "3"});
    assert!(client.return_data("get_price", data).await.is_ok());
}

#[tokio::test]
async fn data_of_another_node_is_refused() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    client.say("tea").await.unwrap();
    let status = client
        .return_data("hand_over", json!({"returnCode": "0"}))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("get_price"), "{status}");
}

#[tokio::test]
async fn five_megabytes_of_text_are_refused_and_the_session_goes_on() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let status = client.say(&"x".repeat(5 * 1024 * 1024)).await.unwrap_err();
    assert_eq!(status.code(), Code::OutOfRange);

    assert!(client.say("tea").await.is_ok());
}

#[tokio::test]
async fn a_text_that_fits_a_message_but_no_utterance_is_refused_in_clear_words() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let status = client.say(&"x".repeat(500_000)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("limit"), "{status}");

    assert!(client.say("tea").await.is_ok());
}

#[tokio::test]
async fn a_design_that_runs_in_a_circle_is_an_internal_error_and_the_session_goes_on() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;

    let status = client.say("circle").await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);

    assert!(client.say("tea").await.is_ok());
}

#[tokio::test]
async fn an_unknown_event_type_is_refused_by_its_field() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let event = DialogEvent {
        r#type: 99,
        ..DialogEvent::default()
    };
    let status = client.report(event).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("dialog_event.type"), "{status}");
}

#[tokio::test]
async fn an_event_has_precedence_over_a_text() {
    let server = TestServer::start().await;
    let mut client = server.greeted_client().await;
    let mut payload = user_input(Input::UserText("nothing".to_owned()));
    payload.dialog_event = Some(DialogEvent {
        r#type: EventType::NoMatch.into(),
        ..DialogEvent::default()
    });

    let reply = client.execute(Some(payload)).await.unwrap();

    assert!(shown(&reply).contains("What would you like?"), "{reply:?}");
}

#[tokio::test]
async fn speech_is_not_there_and_says_so() {
    let server = TestServer::start().await;
    let mut client = server.client().await;
    let status = client
        .grpc
        .execute_stream(stream_of(StreamInput::default()))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
    assert!(status.message().contains("Execute"), "{status}");
}

fn stream_of(input: StreamInput) -> impl futures::Stream<Item = StreamInput> + Send + 'static {
    futures::stream::iter([input])
}
