//! What becomes of a conversation whose page was away.

use std::time::Duration;

use serde_json::json;

use super::replies::{data_access, end, latency, masked_question, object, question, sizes};
use super::scene::{Scene, maybe_left, status};
use crate::conversation::{
    Call, CallAnswer, Composer, Delivery, Event, GrpcCode, HostEvent, Notice, SessionChange,
    Settings,
};

fn sessions(scene: &Scene) -> Vec<(&str, SessionChange)> {
    let events = scene.events.iter();
    events
        .filter_map(|event| match event {
            HostEvent::Session { session_id, state } => Some((session_id.as_str(), *state)),
            _ => None,
        })
        .collect()
}

fn alive(scene: &mut Scene) {
    assert!(matches!(scene.call(), Call::Status(request) if request.session_id == "session-1"));
    scene.end_call(Ok(CallAnswer::Status(Duration::from_secs(600))));
}

fn gone() -> crate::conversation::Failure {
    status(GrpcCode::NotFound, "no such session")
}

#[test]
fn a_live_session_goes_on_with_its_question() {
    let mut scene = Scene::asked(sizes()).returned();
    assert_eq!(scene.lines(), ["bot: Which size?"]);
    assert_eq!(scene.conversation.question(), None, "not before the status");
    alive(&mut scene);
    assert_eq!(sessions(&scene), [("session-1", SessionChange::Resumed)]);
    assert_eq!(scene.conversation.question().unwrap().selectables.len(), 2);
    assert_eq!(scene.calls, []);
    scene.pick("COFFEE_SIZE", "lrg");
    assert_eq!(scene.executing().session_id, "session-1");
    assert_eq!(scene.last_line(), "choice: Large");
}

#[test]
fn what_is_restored_is_told_to_nobody_again() {
    let scene = Scene::asked(sizes()).returned();
    assert_eq!(scene.events, []);
    assert_eq!(scene.conversation.news().len(), 0);
}

#[test]
fn entries_that_follow_have_identities_of_their_own() {
    let mut scene = Scene::asked(sizes()).returned();
    alive(&mut scene);
    scene.say("large");
    let transcript = scene.conversation.transcript();
    assert!(transcript[0].id < transcript[1].id);
    assert_eq!(scene.conversation.news().len(), 1);
}

#[test]
fn what_is_written_before_the_status_is_there_waits_for_it() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.say("an espresso");
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    alive(&mut scene);
    assert_eq!(scene.sending(), "an espresso");
}

#[test]
fn a_session_that_is_gone_is_divided_from_the_next_one() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.fail(gone());
    assert_eq!(sessions(&scene), [("session-1", SessionChange::Expired)]);
    assert_eq!(scene.lines(), ["bot: What can I get you?", "divider: "]);
    scene.start("session-2");
    scene.answer(question("What can I get you today?"));
    assert_eq!(scene.last_line(), "bot: What can I get you today?");
}

#[test]
fn a_chat_that_is_not_in_view_begins_its_next_session_when_it_is() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.happen(Event::Hide);
    scene.fail(gone());
    assert_eq!(scene.calls, []);
    scene.happen(Event::Open);
    assert!(matches!(scene.call(), Call::Start(_)));
    assert_eq!(scene.lines().len(), 2, "one divider");
}

#[test]
fn a_chat_that_is_not_in_view_begins_its_next_session_when_it_is_spoken_to() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.happen(Event::Hide);
    scene.fail(gone());
    scene.say("an espresso");
    scene.start("session-2");
    scene.answer(question("What can I get you?"));
    assert_eq!(scene.sending(), "an espresso");
}

#[test]
fn a_service_that_does_not_answer_leaves_things_as_they_were() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.fail(maybe_left());
    assert_eq!(sessions(&scene), []);
    scene.say("an espresso");
    assert_eq!(scene.sending(), "an espresso");
}

#[test]
fn a_message_under_way_is_not_sent_twice_but_can_be_tried_again() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("an espresso");
    let mut scene = scene.returned();
    alive(&mut scene);
    assert_eq!(scene.calls, []);
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    assert_eq!(scene.conversation.notice(), Some(Notice::CannotConnect));
    scene.happen(Event::Retry);
    assert_eq!(scene.sending(), "an espresso");
    scene.answer(question("Which size?"));
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
}

#[test]
fn a_masked_answer_under_way_is_gone_and_its_question_open_again() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say("4929-1111");
    let mut scene = scene.returned();
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: true }
    );
    alive(&mut scene);
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    assert_eq!(scene.conversation.notice(), None);
    assert!(scene.conversation.question().unwrap().mask);
}

#[test]
fn texts_that_waited_still_wait_and_go_out_in_order() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("an espresso");
    scene.say("a large one");
    let mut scene = scene.returned();
    alive(&mut scene);
    assert_eq!(scene.deliveries(), [Delivery::Failed, Delivery::Waiting]);
    scene.happen(Event::Retry);
    scene.answer(question("Which size?"));
    assert_eq!(scene.sending(), "a large one");
}

#[test]
fn a_greeting_that_did_not_arrive_is_asked_for_in_a_new_session() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.start("session-1");
    let mut scene = scene.returned();
    alive(&mut scene);
    let calls: Vec<_> = scene
        .calls
        .iter()
        .map(|(_, call, _)| format!("{call:?}"))
        .collect();
    assert_eq!(calls, ["Stop(..)", "Start(..)"]);
}

#[test]
fn a_start_under_way_is_made_again() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.say("an espresso");
    let mut scene = scene.returned();
    assert!(matches!(scene.call(), Call::Start(_)));
    scene.start("session-1");
    scene.answer(question("What can I get you?"));
    assert_eq!(scene.sending(), "an espresso");
}

#[test]
fn the_page_is_asked_again_for_the_data_it_was_asked_for() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("an espresso");
    scene.answer(data_access("get_coffee_price", "A moment", latency(0, 0)));
    let mut scene = scene.returned();
    alive(&mut scene);
    assert_eq!(scene.requests.len(), 1);
    assert_eq!(scene.requests[0].node, "get_coffee_price");
    scene.fetched(object(json!({"price": "4.25"})));
    let returned = scene
        .executing()
        .payload
        .clone()
        .unwrap()
        .requested_data
        .unwrap();
    assert_eq!(returned.id, "get_coffee_price");
}

#[test]
fn in_a_masked_turn_the_dialog_hears_that_the_data_is_gone() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say("4929-1111");
    scene.answer(data_access("check_card", "A moment", latency(0, 0)));
    let mut scene = scene.returned();
    alive(&mut scene);
    assert_eq!(scene.requests, []);
    let returned = scene
        .executing()
        .payload
        .clone()
        .unwrap()
        .requested_data
        .unwrap();
    assert_eq!(returned.id, "check_card");
    let data = crate::protocol::struct_value::to_json_object(returned.data.unwrap());
    assert_eq!(data["returnCode"], "1");
}

#[test]
fn what_waits_for_a_latency_message_is_shown_before_the_page_goes() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("an espresso");
    scene.answer(data_access(
        "get_coffee_price",
        "A moment",
        latency(0, 5_000),
    ));
    scene.fetched(object(json!({})));
    scene.answer(sizes());
    assert_eq!(scene.last_line(), "latency: A moment");
    scene.happen(Event::Leave);
    assert_eq!(scene.last_line(), "bot: Which size?");
    let mut scene = scene.returned();
    alive(&mut scene);
    assert_eq!(scene.conversation.question().unwrap().selectables.len(), 2);
}

#[test]
fn a_dialog_that_has_ended_stays_in_view() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("nothing");
    scene.answer(end("Goodbye"));
    let mut scene = scene.returned();
    assert_eq!(scene.calls, []);
    assert_eq!(scene.last_line(), "bot: Goodbye");
    assert!(scene.conversation.can_restart());
    scene.happen(Event::Restart { ticket: None });
    assert!(matches!(scene.call(), Call::Start(_)));
}

#[test]
fn nothing_is_left_of_a_conversation_that_was_stopped_or_has_not_begun() {
    let mut scene = Scene::asked(question("What can I get you?"));
    assert!(!scene.conversation.leaves_nothing());
    scene.happen(Event::Stop { ticket: None });
    assert!(scene.conversation.leaves_nothing());
    assert!(Scene::new().conversation.leaves_nothing());
}

#[test]
fn a_chat_that_was_long_out_of_view_asks_for_the_status() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::Hide);
    scene.wait(59_999);
    scene.happen(Event::Open);
    assert_eq!(scene.calls, []);
    scene.happen(Event::Hide);
    scene.wait(60_000);
    scene.happen(Event::Open);
    alive(&mut scene);
    assert_eq!(
        scene.events.last(),
        Some(&HostEvent::Session {
            session_id: crate::conversation::SessionId::parse("session-1".to_owned()).unwrap(),
            state: SessionChange::Resumed,
        })
    );
}

#[test]
fn a_page_that_returns_during_a_turn_waits_for_the_turn() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("an espresso");
    scene.happen(Event::Resume);
    assert_eq!(scene.sending(), "an espresso");
    scene.answer(question("Which size?"));
    assert_eq!(scene.last_line(), "bot: Which size?");
}

#[test]
fn in_a_session_whose_time_has_run_out_the_status_is_asked_for_before_anything_is_said() {
    let mut scene = Scene::with(Settings {
        session_timeout: Some(Duration::from_secs(100)),
        ..Settings::default()
    });
    scene.happen(Event::Open);
    scene.start("session-1");
    scene.answer(question("What can I get you?"));
    scene.happen(Event::Hide);
    scene.wait(100_000);
    scene.say("an espresso");
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    alive(&mut scene);
    assert_eq!(scene.sending(), "an espresso");
}

#[test]
fn a_restart_before_the_status_is_there_ends_the_old_session() {
    let mut scene = Scene::asked(question("What can I get you?")).returned();
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.abandoned.len(), 1);
    let calls: Vec<_> = scene
        .calls
        .iter()
        .map(|(_, call, _)| format!("{call:?}"))
        .collect();
    assert_eq!(calls, ["Stop(..)", "Start(..)"]);
}
