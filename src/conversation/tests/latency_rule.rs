//! A latency message appears `delay` after its action arrived, not at all if the answer came first; once shown it stays
//! at least `minimum` before anything of the answer is shown.

use serde_json::json;

use super::replies::{data_access, end, go_on, latency, message, object, question, saying};
use super::scene::{Scene, maybe_left, status, unreachable};
use crate::conversation::{
    Action, Data, DataAccess, Delivery, Event, GrpcCode, LatencySettings, Notice, Reply, TimerKind,
};

/// The visitor has ordered; the bot fetches the price and says so by `settings`.
fn fetching(settings: LatencySettings) -> Scene {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(go_on("ChargeCard", "One moment", settings));
    scene
}

const BEFORE: [&str; 2] = ["bot: What can I get you?", "user: espresso"];

fn lines_after(scene: &Scene) -> Vec<String> {
    let lines = scene.lines();
    assert_eq!(lines[..2], BEFORE);
    lines[2..].to_vec()
}

#[test]
fn an_answer_before_the_delay_keeps_the_message_away() {
    let mut scene = fetching(latency(500, 2000));
    scene.wait(499);
    scene.answer(question("Anything else?"));
    assert_eq!(lines_after(&scene), ["bot: Anything else?"]);
    assert_eq!(scene.running_timers(), []);
    scene.wait(10_000);
    assert_eq!(lines_after(&scene), ["bot: Anything else?"]);
}

#[test]
fn the_message_appears_when_the_delay_is_over() {
    let mut scene = fetching(latency(500, 2000));
    scene.wait(499);
    assert_eq!(lines_after(&scene), [""; 0]);
    scene.wait(1);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    assert!(scene.conversation.is_typing());
}

#[test]
fn an_answer_within_the_minimum_is_held_until_it_is_over() {
    let mut scene = fetching(latency(500, 2000));
    scene.wait(500);
    scene.wait(300);
    scene.answer(question("Anything else?"));
    scene.wait(1699);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    assert!(scene.conversation.is_typing());
    assert!(scene.conversation.question().is_none());
    scene.wait(1);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Anything else?"]
    );
    assert!(!scene.conversation.is_typing());
    assert!(scene.conversation.question().is_some());
}

#[test]
fn nothing_of_a_held_answer_reaches_the_page_either() {
    let mut scene = fetching(latency(0, 2000));
    let told = scene.events.len();
    scene.answer(end("Goodbye"));
    assert_eq!(scene.events.len(), told);
    scene.wait(2000);
    assert!(scene.events.len() > told);
}

#[test]
fn an_answer_after_the_minimum_is_shown_at_once() {
    let mut scene = fetching(latency(500, 2000));
    scene.wait(2500);
    scene.answer(question("Anything else?"));
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Anything else?"]
    );
}

#[test]
fn a_delay_of_zero_shows_the_message_at_once() {
    let scene = fetching(latency(0, 2000));
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
}

#[test]
fn a_minimum_of_zero_holds_nothing() {
    let mut scene = fetching(latency(0, 0));
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    assert_eq!(scene.running_timers(), []);
    scene.answer(question("Anything else?"));
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Anything else?"]
    );
}

#[test]
fn an_action_without_words_holds_nothing() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    for words in [None, Some(message("  "))] {
        scene.answer(saying(
            &[],
            Action::DataAccess(DataAccess {
                id: "price".to_owned(),
                message: words,
                view: None,
                data: Data::new(),
                latency: latency(0, 5000),
            }),
        ));
        assert_eq!(scene.running_timers(), []);
        scene.fetched(Data::new());
    }
    scene.answer(question("Anything else?"));
    assert_eq!(lines_after(&scene), ["bot: Anything else?"]);
}

#[test]
fn the_rule_covers_the_fetch_in_the_page_and_the_call_after_it() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.answer(data_access(
        "get_coffee_price",
        "Looking up the price",
        latency(500, 1000),
    ));
    scene.wait(300);
    scene.fetched(object(json!({"returnCode": "0"})));
    assert_eq!(lines_after(&scene), [""; 0]);
    scene.wait(200);
    assert_eq!(lines_after(&scene), ["latency: Looking up the price"]);
    scene.wait(100);
    scene.answer(question("4.25, fine?"));
    scene.wait(899);
    assert_eq!(lines_after(&scene), ["latency: Looking up the price"]);
    scene.wait(1);
    assert_eq!(
        lines_after(&scene),
        ["latency: Looking up the price", "bot: 4.25, fine?"]
    );
}

#[test]
fn what_an_action_says_before_its_latency_message_is_no_part_of_the_rule() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    let reply = go_on("ChargeCard", "One moment", latency(500, 0));
    scene.answer(Reply {
        messages: vec![message("Good choice")],
        ..reply
    });
    assert_eq!(lines_after(&scene), ["bot: Good choice"]);
}

#[test]
fn chained_actions_each_follow_the_rule() {
    let mut scene = fetching(latency(500, 1000));
    scene.wait(600);
    scene.answer(go_on(
        "SendReceipt",
        "Sending the receipt",
        latency(1000, 2000),
    ));
    // The first message came at 500 and stays until 1500; the second is due at 1600.
    scene.wait(999);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    scene.wait(1);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "latency: Sending the receipt"]
    );
    scene.answer(question("Anything else?"));
    scene.wait(1999);
    assert_eq!(lines_after(&scene).len(), 2);
    scene.wait(1);
    assert_eq!(lines_after(&scene)[2..], ["bot: Anything else?"]);
}

#[test]
fn a_chained_message_waits_for_the_minimum_of_the_one_before_it() {
    let mut scene = fetching(latency(0, 5000));
    scene.wait(1000);
    scene.answer(go_on(
        "SendReceipt",
        "Sending the receipt",
        latency(1000, 2000),
    ));
    // Due at 2000, but the first one stays until 5000.
    scene.wait(3999);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    scene.wait(1);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "latency: Sending the receipt"]
    );
    scene.answer(question("Anything else?"));
    scene.wait(1999);
    assert_eq!(lines_after(&scene).len(), 2);
    scene.wait(1);
    assert_eq!(lines_after(&scene)[2..], ["bot: Anything else?"]);
}

#[test]
fn a_chained_message_whose_answer_came_while_it_was_held_never_appears() {
    let mut scene = fetching(latency(0, 5000));
    scene.wait(1000);
    let chained = go_on("SendReceipt", "Sending the receipt", latency(0, 2000));
    scene.answer(Reply {
        messages: vec![message("Paid")],
        ..chained
    });
    scene.wait(1000);
    scene.answer(question("Anything else?"));
    scene.wait(2999);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    scene.wait(1);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Paid", "bot: Anything else?"]
    );
    assert_eq!(scene.running_timers(), []);
}

#[test]
fn the_work_of_a_held_action_starts_at_once() {
    let mut scene = fetching(latency(0, 5000));
    scene.wait(1000);
    scene.answer(data_access(
        "get_coffee_price",
        "Looking up the price",
        latency(0, 0),
    ));
    assert_eq!(scene.requests.len(), 1);
    scene.fetched(Data::new());
    assert!(
        scene
            .executing()
            .payload
            .as_ref()
            .unwrap()
            .requested_data
            .is_some()
    );
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
}

#[test]
fn a_failure_before_the_delay_keeps_the_message_away() {
    let mut scene = fetching(latency(500, 2000));
    scene.wait(100);
    scene.fail(status(GrpcCode::Internal, "no"));
    assert_eq!(scene.conversation.notice(), Some(Notice::ServiceFailed));
    scene.wait(10_000);
    assert_eq!(lines_after(&scene), [""; 0]);
}

#[test]
fn a_failure_while_the_message_is_shown_waits_like_an_answer() {
    let mut scene = fetching(latency(0, 2000));
    scene.wait(500);
    scene.fail(maybe_left());
    scene.wait(1499);
    assert_eq!(scene.conversation.notice(), None);
    assert_eq!(scene.errors(), []);
    assert!(scene.conversation.is_typing());
    scene.wait(1);
    assert_eq!(scene.conversation.notice(), Some(Notice::CannotConnect));
    assert_eq!(scene.errors().len(), 1);
    assert_eq!(scene.deliveries(), [Delivery::Delivered]);
}

#[test]
fn the_message_also_appears_while_a_call_is_made_again() {
    let mut scene = fetching(latency(700, 1000));
    scene.fail(unreachable());
    scene.wait(500);
    scene.executing();
    scene.wait(200);
    assert_eq!(lines_after(&scene), ["latency: One moment"]);
    scene.answer(question("Anything else?"));
    scene.wait(1000);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Anything else?"]
    );
}

#[test]
fn a_restart_drops_the_message_the_timer_and_what_is_held() {
    let mut scene = fetching(latency(0, 2000));
    scene.answer(question("Anything else?"));
    scene.happen(Event::Restart { ticket: None });
    assert_eq!(scene.running_timers(), []);
    scene.calls.remove(0);
    scene.start("session-2");
    scene.answer(question("Welcome"));
    scene.wait(10_000);
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "divider: ", "bot: Welcome"]
    );
}

#[test]
fn a_timer_of_an_earlier_message_does_nothing() {
    let mut scene = fetching(latency(500, 0));
    let late = scene.running_timers()[0];
    assert_eq!(late.kind, TimerKind::LatencyDelay);
    scene.answer(go_on("SendReceipt", "Sending the receipt", latency(500, 0)));
    scene.happen(Event::TimerFired(late));
    assert_eq!(lines_after(&scene), [""; 0]);
}

#[test]
fn a_sleeping_tab_does_not_hold_an_answer_longer_than_the_minimum() {
    let mut scene = fetching(latency(0, 2000));
    scene.doze(2000);
    scene.answer(question("Anything else?"));
    assert_eq!(
        lines_after(&scene),
        ["latency: One moment", "bot: Anything else?"]
    );
    assert_eq!(scene.running_timers(), []);
}
