//! A turn that is taken once, however often it is asked for.

use super::replies::{go_on, latency, question};
use super::scene::{Scene, maybe_left, status, unreachable};
use crate::conversation::{Delivery, Event, Failure, GrpcCode, TurnId};

/// A conversation with a service that keeps the answers of its turns.
fn kept() -> Scene {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::TurnsAreKept);
    scene
}

fn last_turn(scene: &Scene) -> TurnId {
    scene.turns.last().copied().flatten().expect("a turn")
}

#[test]
fn turns_have_no_identity_until_the_service_says_that_it_keeps_them() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(question("Which size?"));
    assert_eq!(scene.turns, [None; 3]);
    scene.happen(Event::TurnsAreKept);
    scene.say("large");
    last_turn(&scene);
}

#[test]
fn every_turn_has_an_identity_of_its_own() {
    let mut scene = kept();
    scene.say("espresso");
    let first = last_turn(&scene);
    scene.answer(go_on("ChargeCard", "One moment", latency(0, 0)));
    let second = last_turn(&scene);
    scene.answer(question("Anything else?"));
    scene.say("no");
    assert!(first < second && second < last_turn(&scene));
}

#[test]
fn a_turn_whose_answer_was_lost_is_asked_for_again_under_its_identity() {
    for failure in [
        maybe_left(),
        unreachable(),
        Failure::Cut,
        status(GrpcCode::Aborted, "another turn of the session is running"),
    ] {
        let mut scene = kept();
        scene.say("espresso");
        let turn = last_turn(&scene);
        for pause in [500, 1_000, 2_000] {
            scene.fail(failure.clone());
            assert_eq!(scene.deliveries(), [Delivery::Sending]);
            scene.wait(pause);
            assert_eq!(
                (scene.sending(), last_turn(&scene)),
                ("espresso".to_owned(), turn)
            );
        }
        scene.fail(failure);
        assert_eq!(scene.deliveries(), [Delivery::Failed]);
        scene.happen(Event::Retry);
        assert_eq!(last_turn(&scene), turn, "it may have been taken");
        scene.answer(question("Which size?"));
        assert_eq!(scene.deliveries(), [Delivery::Delivered]);
    }
}

#[test]
fn a_turn_that_took_too_long_is_left_to_the_visitor_and_keeps_its_identity() {
    let mut scene = kept();
    scene.say("espresso");
    let turn = last_turn(&scene);
    scene.fail(Failure::DeadlineExceeded);
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    scene.happen(Event::Retry);
    assert_eq!(last_turn(&scene), turn);
}

#[test]
fn an_error_of_the_service_is_not_asked_for_again() {
    let mut scene = kept();
    scene.say("espresso");
    scene.fail(status(GrpcCode::Unavailable, "busy"));
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    assert_eq!(scene.running_timers(), []);
}

#[test]
fn all_attempts_together_take_no_longer_than_one_may() {
    let mut scene = kept();
    scene.say("espresso");
    let deadline = scene.deadline();
    scene.doze(20_000);
    scene.fail(Failure::Cut);
    scene.wait(500);
    assert_eq!(scene.deadline().as_millis(), deadline.as_millis() - 20_500);
    scene.doze(9_000);
    scene.fail(Failure::Cut);
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
}

#[test]
fn a_new_text_in_place_of_one_that_failed_is_another_turn() {
    let mut scene = kept();
    scene.say("espresso");
    let turn = last_turn(&scene);
    scene.fail(Failure::DeadlineExceeded);
    scene.say("a latte");
    assert!(turn < last_turn(&scene));
}
