//! Data from the page, from the service itself, and hand-overs.

use std::time::Duration;

use serde_json::json;

use super::replies::{data_access, end, escalation, go_on, latency, object, question};
use super::scene::Scene;
use crate::conversation::{
    Action, ActionType, CallAnswer, Data, Event, Failure, HostEvent, LatencySettings, Notice,
    Reply, ReplyError, Ticket, returned_data,
};
use crate::protocol::dlg::v1::common::{
    self, BackendConnectionSettings, ContinueAction, ExecuteResponsePayload, MessageSettings,
    execute_response_payload, selectable,
};
use crate::protocol::dlg::v1::{ExecuteResponse, StartResponse};
use crate::protocol::struct_value::to_json_object;

fn ordered(reply: Reply) -> Scene {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(1, "a large espresso");
    scene.answer(reply);
    scene
}

#[test]
fn the_page_is_asked_at_once_and_its_data_goes_back() {
    let mut scene = ordered(data_access(
        "get_coffee_price",
        "One moment",
        latency(500, 0),
    ));
    assert_eq!(scene.requests.len(), 1);
    assert_eq!(scene.requests[0].node, "get_coffee_price");
    assert_eq!(
        scene.requests[0].data,
        object(json!({"COFFEE_SIZE": "lrg"}))
    );
    assert_eq!(scene.requests[0].timeout, Some(Duration::from_secs(30)));
    assert!(scene.conversation.is_typing());

    scene.fetched(returned_data(Ok(object(json!({"coffee_price": "4.25"})))));
    let sent = scene.executing().payload.clone().unwrap();
    assert_eq!(sent.user_input, None);
    let returned = sent.requested_data.unwrap();
    assert_eq!(returned.id, "get_coffee_price");
    assert_eq!(
        to_json_object(returned.data.unwrap()),
        object(json!({"coffee_price": "4.25", "returnCode": "0"}))
    );

    assert_eq!(scene.settled, []);
    scene.answer(question("4.25, fine?"));
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
}

#[test]
fn data_that_nobody_waits_for_is_ignored() {
    let mut scene = ordered(data_access("get_coffee_price", "One moment", latency(0, 0)));
    let id = scene.requests[0].id;
    scene.fetched(Data::new());
    scene.answer(question("4.25, fine?"));
    scene.happen(Event::DataFetched {
        id,
        data: Data::new(),
    });
    assert_eq!(scene.calls, []);
}

#[test]
fn a_continue_asks_again_at_once_with_nothing_but_the_session() {
    let scene = ordered(go_on("ChargeCard", "One moment", latency(500, 0)));
    let request = scene.executing();
    assert_eq!(request.session_id, "session-1");
    assert_eq!((&request.payload, &request.selector), (&None, &None));
}

#[test]
fn a_continue_gives_up_ten_seconds_after_the_fetch_timeout() {
    for (fetch_timeout, seconds) in [
        ("", 40),
        ("5s", 15),
        ("1500ms", 11),
        ("soon", 40),
        ("0", 10),
    ] {
        let settings = BackendConnectionSettings {
            fetch_timeout: fetch_timeout.to_owned(),
            connect_timeout: String::new(),
        };
        let action = ContinueAction {
            backend_connection_settings: Some(settings),
            ..ContinueAction::default()
        };
        let scene = ordered(read(execute_response_payload::Action::ContinueAction(
            action,
        )));
        assert_eq!(scene.deadline().as_secs(), seconds, "{fetch_timeout:?}");
    }
    let scene = ordered(read(execute_response_payload::Action::ContinueAction(
        ContinueAction::default(),
    )));
    assert_eq!(scene.deadline(), Duration::from_secs(40));
}

#[test]
fn a_continue_that_runs_out_of_time_says_so_and_can_be_tried_again() {
    let mut scene = ordered(go_on("ChargeCard", "One moment", latency(0, 0)));
    scene.fail(Failure::DeadlineExceeded);
    assert_eq!(scene.conversation.notice(), Some(Notice::TimedOut));
    assert_eq!(scene.errors()[0].0, 4);
    scene.happen(Event::Retry);
    assert_eq!(scene.executing().payload, None);
    assert_eq!(scene.deadline(), Duration::from_secs(40));
    scene.answer(question("Anything else?"));
    assert_eq!(scene.last_line(), "bot: Anything else?");
}

#[test]
fn a_hand_over_shows_its_message_then_asks_the_page_without_a_time_limit() {
    let mut scene = ordered(escalation("to_agent", "Someone will be with you"));
    assert_eq!(scene.last_line(), "bot: Someone will be with you");
    assert_eq!(scene.requests.len(), 1);
    assert_eq!(
        (scene.requests[0].node.as_str(), scene.requests[0].timeout),
        ("to_agent", None)
    );
    assert!(scene.events.contains(&HostEvent::Escalation {
        id: "to_agent".to_owned(),
        data: object(json!({"skill": "coffee"}))
    }));
    assert!(!scene.conversation.is_typing());
    scene.fetched(returned_data(Ok(Data::new())));
    let returned = scene
        .executing()
        .payload
        .clone()
        .unwrap()
        .requested_data
        .unwrap();
    assert_eq!(returned.id, "to_agent");
    assert_eq!(
        to_json_object(returned.data.unwrap()),
        object(json!({"returnCode": "0"}))
    );
    scene.answer(end("Goodbye"));
    assert!(scene.conversation.can_restart());
}

#[test]
fn the_page_is_told_the_type_and_node_of_each_action() {
    let mut scene = ordered(data_access("get_coffee_price", "One moment", latency(0, 0)));
    scene.fetched(Data::new());
    scene.answer(go_on("ChargeCard", "One moment", latency(0, 0)));
    scene.answer(escalation("to_agent", "Wait"));
    scene.fetched(Data::new());
    scene.answer(end("Goodbye"));
    let actions: Vec<_> = scene
        .events
        .iter()
        .filter_map(|event| match event {
            HostEvent::Action {
                action_type, id, ..
            } => Some((*action_type, id.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        actions,
        [
            (ActionType::Qa, ""),
            (ActionType::Da, "get_coffee_price"),
            (ActionType::Continue, "ChargeCard"),
            (ActionType::Escalation, "to_agent"),
            (ActionType::End, "end-node"),
        ]
    );
}

#[test]
fn latency_settings_that_cannot_be_read_are_zero() {
    for (delay, minimum, expected) in [
        ("500ms", "3s", latency(500, 3000)),
        ("2", "1.5s", latency(2, 1500)),
        ("", "", latency(0, 0)),
        ("soon", "-1s", latency(0, 0)),
    ] {
        let settings = MessageSettings {
            delay: delay.to_owned(),
            minimum: minimum.to_owned(),
        };
        assert_eq!(LatencySettings::from(Some(settings)), expected);
    }
    assert_eq!(LatencySettings::from(None), latency(0, 0));
}

#[test]
fn an_answer_that_makes_no_sense_is_an_error() {
    assert_eq!(
        CallAnswer::executed(ExecuteResponse { payload: None }),
        Err(ReplyError::NoPayload)
    );
    let silent = ExecuteResponse {
        payload: Some(ExecuteResponsePayload::default()),
    };
    assert_eq!(CallAnswer::executed(silent), Err(ReplyError::NoAction));
    assert_eq!(
        CallAnswer::started(StartResponse { payload: None }),
        Err(ReplyError::NoSession)
    );
}

#[test]
fn a_selectable_without_words_shows_its_value() {
    let item = selectable::SelectableItem {
        value: Some(selectable::selectable_item::SelectedValue {
            id: "SIZE".to_owned(),
            value: "lrg".to_owned(),
        }),
        ..selectable::SelectableItem::default()
    };
    let action = common::QaAction {
        selectable: Some(common::Selectable {
            selectable_items: vec![item],
        }),
        view: Some(common::View::default()),
        ..common::QaAction::default()
    };
    let Action::Question(question) =
        read(execute_response_payload::Action::QaAction(action)).action
    else {
        panic!("not a question");
    };
    assert_eq!(
        (question.selectables[0].text.as_str(), question.view),
        ("lrg", None)
    );
}

fn read(action: execute_response_payload::Action) -> Reply {
    Reply::from_wire(ExecuteResponsePayload {
        action: Some(action),
        ..ExecuteResponsePayload::default()
    })
    .unwrap()
}
