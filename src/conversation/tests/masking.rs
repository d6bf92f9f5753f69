//! What a visitor types into a masked question goes to the service and nowhere else.

use super::replies::{asking, data_access, latency, masked_question, message, question, saying};
use super::scene::{Scene, status};
use crate::conversation::{Action, Composer, Delivery, Event, Failure, GrpcCode, Message, Visual};

const SECRET: &str = "4929-1111";

/// Everything that leaves the conversation, requests to the service apart, and everything that stays in it.
fn everything(scene: &Scene) -> String {
    let details: Vec<_> = scene
        .events
        .iter()
        .map(|event| serde_json::to_string(event).unwrap())
        .collect();
    let snapshots: Vec<_> = scene
        .conversation
        .transcript()
        .iter()
        .map(|entry| entry.snapshot())
        .collect();
    format!(
        "{details:?} {} {:?} {:?} {:?} {:?} {:?}",
        serde_json::to_string(&snapshots).unwrap(),
        scene.conversation.transcript(),
        scene.events,
        scene.settled,
        scene.conversation,
        scene.kept(),
    )
}

#[test]
fn a_masked_text_is_sent_but_not_shown_told_or_kept() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: true }
    );
    scene.say_with(1, SECRET);
    assert_eq!(scene.sending(), SECRET);
    assert_eq!(scene.last_line(), "user: ***");
    assert!(scene.conversation.transcript()[1].masked);
    assert!(!everything(&scene).contains(SECRET));
    scene.answer(data_access("charge", "One moment", latency(0, 0)));
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: true }
    );
    assert!(!everything(&scene).contains(SECRET));
    scene.fetched(Default::default());
    scene.answer(question("Anything else?"));
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: false }
    );
    assert!(!everything(&scene).contains(SECRET));
}

#[test]
fn a_masked_text_can_be_sent_again() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say(SECRET);
    scene.fail(Failure::Cut);
    assert_eq!(
        scene.conversation.composer(),
        Composer::Open { masked: true }
    );
    assert!(!everything(&scene).contains(SECRET));
    scene.happen(Event::Retry);
    assert_eq!(scene.sending(), SECRET);
}

#[test]
fn an_error_that_quotes_a_masked_text_is_told_without_its_words() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say_with(1, SECRET);
    scene.fail(status(
        GrpcCode::InvalidArgument,
        &format!("cannot read {SECRET}"),
    ));
    assert_eq!(scene.errors()[0].0, 3);
    assert!(!everything(&scene).contains(SECRET));
}

#[test]
fn a_text_typed_behind_a_masked_one_is_masked_too() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say("4929");
    scene.say(SECRET);
    assert_eq!(scene.deliveries(), [Delivery::Sending, Delivery::Waiting]);
    assert!(!everything(&scene).contains(SECRET));
    scene.answer(question("Which size?"));
    assert_eq!(scene.sending(), SECRET);
    assert!(!everything(&scene).contains(SECRET));
}

#[test]
fn a_text_typed_ahead_that_answers_a_masked_question_is_hidden() {
    let mut scene = Scene::asked(question("What can I get you?"));
    scene.say("espresso");
    scene.say("large please");
    scene.answer(masked_question("Your card number?"));
    assert_eq!(scene.sending(), "large please");
    assert_eq!(scene.lines()[2], "user: ***");
    assert!(scene.conversation.transcript()[2].revision > 0);
    assert_eq!(scene.conversation.transcript()[2].snapshot().text, "");
}

#[test]
fn a_pick_that_answers_a_masked_question_is_masked() {
    let mut scene = Scene::asked(masked_question("Which account?"));
    scene.pick("ACCOUNT", SECRET);
    assert_eq!(scene.last_line(), "choice: ***");
    assert!(!everything(&scene).contains(SECRET));
}

#[test]
fn a_masked_text_of_the_bot_is_shown_but_not_told() {
    let quoting = Message {
        visuals: vec![Visual {
            text: format!("You said {SECRET}"),
            mask: true,
        }],
        ..message("")
    };
    let mut reply = saying(&[], Action::Question(asking("Right?")));
    reply.messages.push(quoting);
    let scene = Scene::asked(reply);
    assert_eq!(scene.lines()[0], format!("bot: You said {SECRET}"));
    let details: Vec<_> = scene
        .events
        .iter()
        .map(|event| serde_json::to_string(event).unwrap())
        .collect();
    assert!(!details.concat().contains(SECRET));
    assert_eq!(scene.conversation.transcript()[0].snapshot().text, "");
}
