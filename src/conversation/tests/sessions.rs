//! How sessions begin and end.

use std::time::Duration;

use serde_json::json;

use super::replies::{data_access, end, latency, object, question};
use super::scene::{Scene, status, unreachable};
use crate::conversation::{
    Call, CallAnswer, Composer, Data, Delivery, Event, Failure, GrpcCode, HostEvent, Selector,
    SessionChange, Settings, Ticket, TicketError,
};
use crate::protocol::struct_value::to_json_object;

fn sessions(scene: &Scene) -> Vec<(&str, SessionChange)> {
    scene
        .events
        .iter()
        .filter_map(|event| match event {
            HostEvent::Session { session_id, state } => Some((session_id.as_str(), *state)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_session_starts_with_the_settings() {
    let mut scene = Scene::with(Settings {
        model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
        selector: Selector {
            channel: "Web_VA".to_owned(),
            ..Selector::default()
        },
        user_id: Some("miranda".to_owned()),
        session_timeout: Some(Duration::from_secs(600)),
        session_data: object(json!({"user_name": "Miranda"})),
        client_data: [("page".to_owned(), "shop".to_owned())].into(),
        ..Settings::default()
    });
    scene.happen(Event::Open);
    assert_eq!(scene.deadline(), Duration::from_secs(30));
    let Call::Start(request) = scene.call() else {
        panic!("not a Start")
    };
    let selector = request.selector.clone().unwrap();
    assert_eq!(
        (
            selector.channel.as_str(),
            selector.language.as_str(),
            selector.library.as_str()
        ),
        ("Web_VA", "en-US", "default")
    );
    let payload = request.payload.clone().unwrap();
    assert_eq!(
        payload.model_ref.unwrap().uri,
        "urn:nuance-mix:tag:model/coffee/mix.dialog"
    );
    assert_eq!(
        to_json_object(payload.data.unwrap()),
        object(json!({"user_name": "Miranda"}))
    );
    assert_eq!(
        (request.user_id.as_str(), request.session_timeout_sec),
        ("miranda", 600)
    );
    assert_eq!(request.client_data["page"], "shop");

    scene.start("session-1");
    assert_eq!(scene.executing().user_id, "miranda");
}

#[test]
fn the_end_closes_the_input_and_offers_a_new_conversation() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(1, "nothing");
    scene.answer(end("Goodbye"));
    assert_eq!(scene.last_line(), "bot: Goodbye");
    assert_eq!(scene.conversation.composer(), Composer::Closed);
    assert!(scene.conversation.can_restart());
    assert!(!scene.conversation.is_typing());
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    assert_eq!(
        sessions(&scene),
        [
            ("session-1", SessionChange::Started),
            ("session-1", SessionChange::Ended)
        ]
    );
    assert!(scene.events.contains(&HostEvent::End {
        id: "end-node".to_owned(),
        data: object(json!({"price": "4.25"}))
    }));
}

#[test]
fn after_the_end_nothing_is_said_and_no_stop_is_sent() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("nothing");
    scene.answer(end("Goodbye"));
    scene.say_with(2, "hello?");
    scene.happen(Event::Retry);
    scene.happen(Event::Open);
    scene.happen(Event::Stop {
        ticket: Some(Ticket(3)),
    });
    assert_eq!(scene.calls, []);
    assert_eq!(
        scene.settled,
        [(Ticket(2), Err(TicketError::NotNow)), (Ticket(3), Ok(()))]
    );
    scene.happen(Event::Restart { ticket: None });
    assert!(matches!(scene.call(), Call::Start(_)));
}

#[test]
fn a_restart_stops_the_old_session_and_greets_anew() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Restart {
        ticket: Some(Ticket(1)),
    });
    let calls: Vec<_> = scene
        .calls
        .iter()
        .map(|(_, call, _)| call.clone())
        .collect();
    let [Call::Stop(stop), Call::Start(_)] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert_eq!(stop.session_id, "session-1");
    let (stopping, ..) = scene.calls.remove(0);
    scene.happen(Event::CallEnded {
        id: stopping,
        result: Err(unreachable()),
    });
    assert_eq!(
        scene.errors(),
        [],
        "whether the old session could be stopped is of no interest"
    );

    scene.start("session-2");
    assert_eq!(scene.settled, []);
    scene.answer(question("Welcome"));
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    assert_eq!(
        scene.lines(),
        ["bot: What can I get you?", "divider: ", "bot: Welcome"]
    );
    assert_eq!(
        sessions(&scene),
        [
            ("session-1", SessionChange::Started),
            ("session-1", SessionChange::Ended),
            ("session-2", SessionChange::Started)
        ]
    );
}

#[test]
fn a_restart_before_anything_was_said_draws_no_divider() {
    let mut scene = Scene::new();
    scene.happen(Event::Restart { ticket: None });
    scene.start("session-1");
    scene.answer(question("Welcome"));
    assert_eq!(scene.lines(), ["bot: Welcome"]);
}

#[test]
fn an_answer_from_before_a_restart_is_ignored() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say_with(1, "espresso");
    let late = scene.call_id();
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.abandoned, [late]);
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::SessionOver))]);
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    let seen = scene.lines();
    for result in [
        Ok(CallAnswer::Executed(Box::new(question("Which size?")))),
        Err(Failure::Cut),
    ] {
        scene.happen(Event::CallEnded { id: late, result });
        assert_eq!(scene.lines(), seen);
        assert_eq!(scene.errors(), []);
    }
}

#[test]
fn an_answer_from_before_a_restart_is_no_greeting_of_the_new_session() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    let late = scene.call_id();
    scene.happen(Event::Restart { ticket: None });
    scene.calls.remove(0);
    scene.start("session-2");
    let result = Ok(CallAnswer::Executed(Box::new(question("Which size?"))));
    scene.happen(Event::CallEnded { id: late, result });
    assert_eq!(scene.last_line(), "divider: ");
    scene.answer(question("Welcome"));
    assert_eq!(scene.last_line(), "bot: Welcome");
}

#[test]
fn a_restart_gives_up_the_texts_that_wait() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.say_with(2, "large");
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Failed]);
    assert_eq!(scene.settled, [(Ticket(2), Err(TicketError::SessionOver))]);
    scene.calls.remove(0);
    scene.start("session-2");
    scene.answer(question("Welcome"));
    assert_eq!(scene.calls, []);
}

#[test]
fn a_restart_gives_up_an_update() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Update {
        data: Data::new(),
        ticket: Some(Ticket(1)),
    });
    let late = scene.call_id();
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.abandoned, [late]);
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::SessionOver))]);
}

#[test]
fn data_from_before_a_restart_is_ignored() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(data_access(
        "get_coffee_price",
        "One moment",
        latency(500, 0),
    ));
    let late = scene.requests[0].id;
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.abandoned, [late]);
    let calls = scene.calls.len();
    scene.happen(Event::DataFetched {
        id: late,
        data: Data::new(),
    });
    assert_eq!(scene.calls.len(), calls);
    assert_eq!(scene.running_timers(), []);
}

#[test]
fn a_restart_while_starting_gives_up_the_first_start() {
    let mut scene = Scene::new();
    scene.happen(Event::Restart {
        ticket: Some(Ticket(1)),
    });
    let first = scene.call_id();
    scene.happen(Event::Restart {
        ticket: Some(Ticket(2)),
    });
    assert_eq!(scene.abandoned, [first]);
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::SessionOver))]);
    assert!(matches!(scene.call(), Call::Start(_)));
    scene.fail_for_good(&Failure::Cut);
    assert_eq!(
        scene.settled[1],
        (Ticket(2), Err(TicketError::Failed(Failure::Cut)))
    );
}

#[test]
fn a_restart_during_a_back_off_stops_its_timer() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.fail(unreachable());
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.running_timers(), []);
}

#[test]
fn stopping_tells_the_service_and_closes_the_input() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Stop {
        ticket: Some(Ticket(1)),
    });
    let Call::Stop(request) = scene.call() else {
        panic!("not a Stop")
    };
    assert_eq!(request.session_id, "session-1");
    assert_eq!(scene.conversation.composer(), Composer::Closed);
    assert!(scene.conversation.can_restart());
    assert_eq!(scene.settled, []);
    scene.end_call(Ok(CallAnswer::Stopped));
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    assert_eq!(sessions(&scene)[1], ("session-1", SessionChange::Ended));
}

#[test]
fn stopping_a_session_the_service_has_forgotten_is_done_all_the_same() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Stop {
        ticket: Some(Ticket(1)),
    });
    scene.fail(status(
        GrpcCode::NotFound,
        "Could not find session for [session-1]",
    ));
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    assert_eq!(scene.errors(), []);
}

#[test]
fn stopping_while_starting_keeps_the_session_from_coming_up() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    let late = scene.call_id();
    scene.happen(Event::Stop { ticket: None });
    assert_eq!(scene.abandoned, [late]);
    assert!(scene.conversation.can_restart());
    assert_eq!(scene.calls, []);
}

#[test]
fn an_update_goes_out_beside_the_turns() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.happen(Event::Update {
        data: object(json!({"cart": 2})),
        ticket: Some(Ticket(1)),
    });
    let (id, call, _) = scene.calls.pop().unwrap();
    let Call::Update(request) = call else {
        panic!("not an Update")
    };
    assert_eq!(request.session_id, "session-1");
    assert_eq!(
        to_json_object(request.payload.unwrap().data.unwrap()),
        object(json!({"cart": 2}))
    );
    scene.happen(Event::CallEnded {
        id,
        result: Ok(CallAnswer::Updated),
    });
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    scene.answer(question("Which size?"));
    assert_eq!(scene.last_line(), "bot: Which size?");
}

#[test]
fn an_update_that_fails_is_the_callers_to_know() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Update {
        data: Data::new(),
        ticket: Some(Ticket(1)),
    });
    let gone = status(GrpcCode::NotFound, "Could not find session for [session-1]");
    scene.fail(gone.clone());
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::Failed(gone)))]);
    assert_eq!(scene.errors(), []);
    assert!(scene.conversation.question().is_some());
}

#[test]
fn an_update_needs_a_session() {
    let mut scene = Scene::new();
    scene.happen(Event::Update {
        data: Data::new(),
        ticket: Some(Ticket(1)),
    });
    assert_eq!(scene.settled, [(Ticket(1), Err(TicketError::NotNow))]);
}
