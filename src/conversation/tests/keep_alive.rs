//! How long a session is kept alive, and by what.

use std::time::Duration;

use super::replies::question;
use super::scene::{Scene, status, unreachable};
use crate::conversation::{Call, CallAnswer, Event, GrpcCode, HostEvent, SessionChange, Settings};

const MINUTE: u64 = 60_000;

fn asked_with_timeout(seconds: u64) -> Scene {
    let mut scene = Scene::with(Settings {
        model_urn: "urn:nuance-mix:tag:model/coffee/mix.dialog".to_owned(),
        session_timeout: Some(Duration::from_secs(seconds)),
        ..Settings::default()
    });
    scene.happen(Event::Open);
    scene.start("session-1");
    scene.answer(question("What can I get you?"));
    scene
}

fn updating(scene: &Scene) -> bool {
    matches!(scene.call(), Call::Update(request) if request.payload.as_ref().unwrap().data.is_none())
}

#[test]
fn a_chat_in_view_gives_a_sign_of_life_before_its_time_runs_out() {
    let mut scene = asked_with_timeout(100);
    scene.wait(74_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert!(updating(&scene), "{:?}", scene.calls);
    scene.end_call(Ok(CallAnswer::Updated));
    scene.wait(74_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert!(updating(&scene), "{:?}", scene.calls);
}

#[test]
fn a_turn_is_a_sign_of_life_too() {
    let mut scene = asked_with_timeout(100);
    scene.wait(60_000);
    scene.say("an espresso");
    scene.answer(question("Which size?"));
    scene.wait(74_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert!(updating(&scene), "{:?}", scene.calls);
}

#[test]
fn the_service_says_how_long_a_session_lives_where_the_settings_do_not() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.wait(30_000);
    assert!(matches!(scene.call(), Call::Status(request) if request.session_id == "session-1"));
    scene.end_call(Ok(CallAnswer::Status(Duration::from_secs(170))));
    // 30 s have passed of 200.
    scene.wait(119_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert!(updating(&scene), "{:?}", scene.calls);
}

#[test]
fn a_service_that_cannot_say_is_taken_to_keep_sessions_as_long_as_usual() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.wait(30_000);
    scene.fail(status(GrpcCode::Unimplemented, "no Status in 2020"));
    scene.wait(11 * MINUTE + 14_999);
    assert_eq!(scene.calls, []);
    scene.wait(1);
    assert!(updating(&scene), "{:?}", scene.calls);
}

#[test]
fn a_chat_out_of_view_is_left_to_its_time() {
    let mut scene = asked_with_timeout(100);
    scene.happen(Event::Hide);
    scene.wait(10 * MINUTE);
    assert_eq!(scene.calls, []);
}

#[test]
fn a_chat_in_which_nobody_does_anything_is_not_kept_for_ever() {
    let mut scene = asked_with_timeout(100);
    let mut signs = 0;
    for _ in 0..120 {
        scene.wait(MINUTE / 2);
        if !scene.calls.is_empty() {
            scene.end_call(Ok(CallAnswer::Updated));
            signs += 1;
        }
    }
    // In half an hour of the hour.
    assert!((20..=24).contains(&signs), "{signs} signs of life");
}

#[test]
fn a_session_found_gone_by_a_sign_of_life_is_divided_from_the_next() {
    let mut scene = asked_with_timeout(100);
    scene.wait(75_000);
    scene.fail(status(GrpcCode::NotFound, "no such session"));
    assert_eq!(scene.last_line(), "divider: ");
    assert!(matches!(scene.call(), Call::Start(_)));
    assert!(scene.events.iter().any(|event| matches!(
        event,
        HostEvent::Session {
            state: SessionChange::Expired,
            ..
        }
    )));
}

#[test]
fn a_sign_of_life_that_does_not_get_through_changes_nothing() {
    let mut scene = asked_with_timeout(100);
    scene.wait(75_000);
    scene.fail(unreachable());
    assert_eq!(scene.errors(), []);
    assert!(scene.conversation.question().is_some());
    scene.wait(75_000);
    assert!(updating(&scene), "{:?}", scene.calls);
}

#[test]
fn a_machine_that_slept_asks_for_the_status_first() {
    let mut scene = asked_with_timeout(100);
    scene.doze(10 * MINUTE);
    scene.wait(1);
    assert!(matches!(scene.call(), Call::Status(_)));
    scene.end_call(Ok(CallAnswer::Status(Duration::from_secs(100))));
    assert!(scene.conversation.question().is_some());
}

#[test]
fn a_stopped_session_is_not_kept_alive() {
    let mut scene = asked_with_timeout(100);
    scene.happen(Event::Stop { ticket: None });
    scene.end_call(Ok(CallAnswer::Stopped));
    scene.wait(10 * MINUTE);
    assert_eq!(scene.calls, []);
}
