//! The network goes and comes back.

use super::replies::{question, sizes};
use super::scene::{Scene, maybe_left, unreachable};
use crate::conversation::{Call, Composer, Delivery, Event, Failure, GrpcCode, Notice, Ticket};

/// A conversation whose network is gone.
fn offline() -> Scene {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::WentOffline);
    scene
}

#[test]
fn being_offline_is_said_at_once() {
    let scene = offline();
    assert_eq!(scene.conversation.notice(), Some(Notice::Offline));
    assert_eq!(Notice::Offline.remedy(), None);
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: false }
    );
}

#[test]
fn what_is_written_offline_waits_and_goes_out_in_order_once() {
    let mut scene = offline();
    scene.say_with(1, "espresso");
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    scene.fail(unreachable());
    assert!(!scene.conversation.is_typing());
    scene.say("large");
    scene.say("please");
    assert_eq!(scene.deliveries(), [Delivery::Waiting; 3]);
    assert_eq!(scene.calls, []);
    assert_eq!(scene.settled, []);

    scene.happen(Event::CameOnline);
    assert_eq!(scene.conversation.notice(), None);
    assert_eq!(
        scene.deliveries(),
        [Delivery::Sending, Delivery::Waiting, Delivery::Waiting]
    );
    for text in ["espresso", "large", "please"] {
        assert_eq!(scene.sending(), text);
        scene.answer(question("And?"));
    }
    assert_eq!(scene.calls, []);
    assert_eq!(scene.running_timers(), []);
    assert_eq!(scene.settled, [(Ticket(1), Ok(()))]);
    assert_eq!(scene.errors(), []);
}

#[test]
fn a_pick_made_offline_waits_too() {
    let mut scene = Scene::asked(sizes());
    scene.happen(Event::WentOffline);
    scene.pick("COFFEE_SIZE", "sml");
    scene.fail(unreachable());
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    scene.happen(Event::CameOnline);
    assert_eq!(scene.deliveries(), [Delivery::Sending]);
    assert!(matches!(scene.call(), Call::Execute(_)));
}

#[test]
fn a_network_that_the_browser_does_not_see_is_looked_for_without_end() {
    let mut scene = offline();
    scene.say("espresso");
    for pause in [2_000, 4_000, 8_000, 30_000, 30_000, 30_000] {
        scene.fail(unreachable());
        assert_eq!(scene.deliveries(), [Delivery::Waiting]);
        scene.wait(pause - 1);
        assert_eq!(scene.calls, []);
        scene.wait(1);
        assert_eq!(scene.sending(), "espresso");
    }
    scene.answer(question("Which size?"));
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
    assert_eq!(scene.conversation.notice(), None, "an answer is a network");
    scene.say("large");
    assert_eq!(scene.deliveries(), [Delivery::Delivered, Delivery::Sending]);
}

#[test]
fn a_network_that_comes_back_before_the_next_look_is_used_at_once() {
    let mut scene = offline();
    scene.say("espresso");
    scene.fail(unreachable());
    scene.happen(Event::CameOnline);
    assert_eq!(scene.sending(), "espresso");
    assert_eq!(scene.running_timers(), [], "the look is called off");
    scene.happen(Event::CameOnline);
    assert_eq!(scene.sending(), "espresso");
}

#[test]
fn a_chat_opened_offline_starts_when_the_network_is_back() {
    let mut scene = Scene::new();
    scene.happen(Event::WentOffline);
    scene.happen(Event::Open);
    scene.fail(unreachable());
    assert_eq!(scene.conversation.notice(), Some(Notice::Offline));
    scene.happen(Event::CameOnline);
    scene.start("session-1");
    scene.answer(question("Welcome"));
    assert_eq!(scene.lines(), ["bot: Welcome"]);
}

#[test]
fn a_start_that_failed_before_the_network_was_known_to_be_gone_is_made_when_it_is_back() {
    let mut scene = Scene::new();
    scene.happen(Event::Open);
    scene.fail_for_good(&maybe_left());
    assert_eq!(scene.conversation.notice(), Some(Notice::CannotConnect));
    scene.happen(Event::WentOffline);
    scene.happen(Event::CameOnline);
    assert!(matches!(scene.call(), Call::Start(_)));
}

#[test]
fn a_message_under_way_when_the_network_goes_is_left_to_the_visitor() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.happen(Event::WentOffline);
    scene.fail(maybe_left());
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    scene.happen(Event::CameOnline);
    assert_eq!(scene.calls, [], "it may have arrived");
    assert!(scene.conversation.retryable_entry().is_some());
}

#[test]
fn a_message_under_way_when_the_network_goes_is_sent_again_where_turns_are_kept() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.happen(Event::TurnsAreKept);
    scene.say("espresso");
    scene.happen(Event::WentOffline);
    scene.fail(maybe_left());
    assert_eq!(scene.deliveries(), [Delivery::Waiting]);
    scene.happen(Event::CameOnline);
    assert_eq!(scene.sending(), "espresso");
    let turns: Vec<_> = scene.turns.iter().flatten().collect();
    assert_eq!(turns.len(), 2);
    assert_eq!(turns[0], turns[1]);
}

#[test]
fn time_without_a_network_does_not_count_against_the_deadline() {
    let mut scene = offline();
    scene.say("espresso");
    let deadline = scene.deadline();
    scene.fail(unreachable());
    scene.doze(3_600_000);
    scene.happen(Event::CameOnline);
    assert_eq!(scene.deadline(), deadline);
}

#[test]
fn an_error_of_the_service_is_a_network() {
    let mut scene = offline();
    scene.say("espresso");
    scene.fail(super::scene::status(GrpcCode::Internal, "fault"));
    assert_eq!(scene.conversation.notice(), Some(Notice::ServiceFailed));
    scene.happen(Event::Retry);
    assert_eq!(scene.deliveries(), [Delivery::Sending]);
}

#[test]
fn stopping_offline_leaves_nothing_to_wait_for() {
    let mut scene = offline();
    scene.say("espresso");
    scene.fail(unreachable());
    scene.happen(Event::Stop { ticket: None });
    assert_eq!(scene.running_timers(), []);
    scene.happen(Event::CameOnline);
    assert!(matches!(scene.call(), Call::Stop(_)));
    assert_eq!(scene.deliveries(), [Delivery::Failed]);
    scene.fail(Failure::DeadlineExceeded);
    assert_eq!(scene.conversation.notice(), None);
}
