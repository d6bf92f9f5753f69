//! Greeting, saying, picking, raising, waiting in the queue.

use super::replies::{asking, end, go_on, latency, message, question, saying, sizes};
use super::scene::{Scene, status};
use crate::conversation::{
    Action, Composer, Delivery, DialogEvent, DialogEventType, Event, GrpcCode, HostEvent, Message,
    Reply, Ticket, TicketError, View, Visual,
};
use crate::protocol::dlg::v1::common::ExecuteRequestPayload;
use crate::protocol::dlg::v1::common::user_input::Input;

#[test]
fn opening_starts_a_session_and_asks_for_the_greeting_with_an_empty_payload() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    assert!(scene.conversation.is_typing());
    scene.start("session-1");
    assert_eq!(scene.executing().session_id, "session-1");
    assert_eq!(
        scene.executing().payload,
        Some(ExecuteRequestPayload::default())
    );
    assert_eq!(
        scene.conversation.session_id().unwrap().as_str(),
        "session-1"
    );
    scene.answer(saying(
        &["Welcome"],
        Action::Question(asking("What can I get you?")),
    ));
    assert_eq!(scene.lines(), ["bot: Welcome", "bot: What can I get you?"]);
    assert!(!scene.conversation.is_typing());
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: false }
    );
}

#[test]
fn opening_twice_starts_one_session() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.happen(Event::Open);
    scene.start("session-1");
    scene.answer(question("What can I get you?"));
    scene.happen(Event::Open);
    assert_eq!(scene.calls, []);
}

#[test]
fn a_text_goes_out_and_is_delivered_with_the_answer() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(7, "  espresso ");
    assert_eq!(scene.sending(), "  espresso ");
    assert_eq!(scene.deliveries(), [Delivery::Sending]);
    assert_eq!(scene.conversation.transcript()[1].revision, 0);
    assert!(scene.conversation.is_typing());
    scene.answer(question("Which size?"));
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
    assert_eq!(scene.conversation.transcript()[1].revision, 1);
    assert_eq!(scene.settled, [(Ticket(7), Ok(()))]);
}

#[test]
fn a_blank_text_is_not_sent() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(1, " \n ");
    assert_eq!(scene.calls, []);
    assert_eq!(scene.lines().len(), 1);
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::Blank))]);
}

#[test]
fn a_pick_sends_the_item_and_shows_the_choice() {
    let mut scene = Scene::asked(sizes());
    scene.pick("COFFEE_SIZE", "lrg");
    let Some(Input::SelectedItem(item)) = scene
        .executing()
        .payload
        .clone()
        .and_then(|payload| payload.user_input)
        .and_then(|input| input.input)
    else {
        panic!("not a pick");
    };
    assert_eq!(
        (item.id.as_str(), item.value.as_str()),
        ("COFFEE_SIZE", "lrg")
    );
    assert_eq!(scene.last_line(), "choice: Large");
    assert!(scene.conversation.question().is_none());
    scene.answer(question("Anything else?"));
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
}

#[test]
fn a_pick_from_rich_text_shows_its_value() {
    let mut scene = Scene::asked(sizes());
    scene.pick("COFFEE_SIZE", "xxl");
    assert_eq!(scene.last_line(), "choice: xxl");
}

#[test]
fn a_pick_while_the_bot_is_at_work_is_refused() {
    let mut scene = Scene::asked(sizes());
    scene.pick("COFFEE_SIZE", "lrg");
    scene.happen(Event::Pick {
        id: "COFFEE_SIZE".to_owned(),
        value: "sml".to_owned(),
        ticket: Some(Ticket(2)),
    });
    assert_eq!(scene.settled, [(Ticket(2), Err(TicketError::NotNow))]);
    assert_eq!(scene.calls.len(), 1);
    assert_eq!(scene.last_line(), "choice: Large");
}

#[test]
fn the_page_can_raise_an_event() {
    let mut scene = Scene::asked(question("Still there?"));
    let event = DialogEvent {
        event_type: DialogEventType::parse("CUSTOM").unwrap(),
        name: "cart_changed".to_owned(),
        message: "two items".to_owned(),
    };
    scene.happen(Event::Raise {
        event,
        ticket: Some(Ticket(1)),
    });
    let raised = scene
        .executing()
        .payload
        .clone()
        .unwrap()
        .dialog_event
        .unwrap();
    assert_eq!(
        (
            raised.r#type,
            raised.event_name.as_str(),
            raised.message.as_str()
        ),
        (5, "cart_changed", "two items")
    );
    assert_eq!(scene.lines().len(), 1);
    scene.answer(question("What else?"));
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
}

#[test]
fn only_the_names_of_the_protocol_are_event_types() {
    for name in [
        "SUCCESS", "ERROR", "NO_INPUT", "NO_MATCH", "HANGUP", "CUSTOM",
    ] {
        assert_eq!(
            DialogEventType::parse(name)
                .unwrap()
                .to_wire()
                .as_str_name(),
            name
        );
    }
    assert_eq!(DialogEventType::parse("no_input"), None);
}

#[test]
fn texts_typed_while_the_bot_is_at_work_wait_and_go_out_in_order() {
    let mut scene = Scene::asked(question("What can I get you?"));
    for (ticket, text) in [(1, "hello"), (2, "a latte"), (3, "large")] {
        scene.say_with(ticket, text);
    }
    assert_eq!(scene.sending(), "hello");
    assert_eq!(
        scene.deliveries(),
        [Delivery::Sending, Delivery::Waiting, Delivery::Waiting]
    );
    scene.answer(question("Which coffee?"));
    assert_eq!(scene.sending(), "a latte");
    assert_eq!(
        scene.deliveries(),
        [Delivery::Delivered, Delivery::Sending, Delivery::Waiting]
    );
    scene.answer(question("Which size?"));
    assert_eq!(scene.sending(), "large");
    scene.answer(question("Anything else?"));
    assert_eq!(scene.calls, []);
    assert_eq!(
        scene.settled,
        [
            (Ticket(1), Ok(())),
            (Ticket(2), Ok(())),
            (Ticket(3), Ok(()))
        ]
    );
}

#[test]
fn a_text_waits_through_data_access() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(go_on("ChargeCard", "One moment", latency(0, 0)));
    scene.say("thanks");
    assert_eq!(scene.executing().payload, None);
    scene.answer(question("Anything else?"));
    assert_eq!(scene.sending(), "thanks");
}

#[test]
fn a_text_before_the_chat_is_open_starts_it_and_follows_the_greeting() {
    let mut scene = Scene::new();
    scene.say("espresso");
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    scene.start("session-1");
    assert_eq!(
        scene.executing().payload,
        Some(ExecuteRequestPayload::default())
    );
    scene.answer(question("What can I get you?"));
    assert_eq!(scene.sending(), "espresso");
}

#[test]
fn texts_that_still_wait_at_the_end_are_marked_as_failed() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("nothing");
    scene.say_with(2, "wait");
    scene.answer(end("Goodbye"));
    assert_eq!(scene.deliveries(), [Delivery::Delivered, Delivery::Failed]);
    assert_eq!(scene.settled, [(Ticket(2), Err(TicketError::SessionOver))]);
    assert_eq!(scene.calls, []);
}

#[test]
fn every_visual_is_an_entry_with_its_look_and_language() {
    let view = View {
        id: "big".to_owned(),
        name: String::new(),
    };
    let visual = |text: &str| Visual {
        text: text.to_owned(),
        mask: false,
    };
    let greeting = Message {
        visuals: vec![visual("<b>Hello</b>"), visual(" "), visual("there")],
        view: Some(view.clone()),
        language: Some("fr-CA".to_owned()),
    };
    let reply = Reply {
        messages: vec![greeting, message("!")],
        action: Action::Question(asking("Yes?")),
    };
    let scene = Scene::asked(reply);
    assert_eq!(
        scene.lines(),
        ["bot: Hello", "bot: there", "bot: !", "bot: Yes?"]
    );
    let entry = &scene.conversation.transcript()[1];
    assert_eq!(
        (&entry.view, entry.language.as_deref()),
        (&Some(view), Some("fr-CA"))
    );
}

#[test]
fn the_page_is_told_of_every_entry_and_action() {
    let mut scene = Scene::asked(sizes());
    scene.pick("COFFEE_SIZE", "sml");
    scene.fail(status(GrpcCode::Internal, "out of beans"));
    let told: Vec<_> = scene
        .events
        .iter()
        .map(|event| (event.name(), serde_json::to_value(event).unwrap()))
        .collect();
    let time = 1_700_000_000_000_f64;
    let expected = serde_json::json!([
        ["bavard-session", {"sessionId": "session-1", "state": "started"}],
        ["bavard-message", {"id": told[1].1["id"], "from": "bot", "kind": "text", "text": "Which size?", "html": "Which size?",
            "time": time, "masked": false}],
        ["bavard-action", {"type": "qa", "id": "", "data": {}, "view": null}],
        ["bavard-message", {"id": told[3].1["id"], "from": "user", "kind": "choice", "text": "Small", "time": time,
            "masked": false, "delivery": "sending"}],
        ["bavard-error", {"code": 13, "status": "INTERNAL", "retryable": true,
            "message": "the dialog service answered INTERNAL: out of beans"}],
    ]);
    assert_eq!(serde_json::to_value(&told).unwrap(), expected);
    assert!(matches!(scene.events[0], HostEvent::Session { .. }));
    assert_ne!(told[1].1["id"], told[3].1["id"]);
}
