//! What a visitor says of the bot's messages.

use super::replies::question;
use super::scene::Scene;
use crate::conversation::{Author, EntryId, Event, HostEvent, Verdict};

fn entry_from(scene: &Scene, author: Author) -> EntryId {
    let entries = scene.conversation.transcript().iter();
    let mut from_author = entries.filter(|entry| entry.from == author);
    from_author.next().unwrap().id
}

fn judge(scene: &mut Scene, entry: EntryId, verdict: Verdict, comment: &str) {
    scene.happen(Event::Judge {
        entry,
        verdict,
        comment: comment.to_owned(),
    });
}

#[test]
fn the_page_is_told_each_verdict_on_a_message_of_the_bots() {
    let mut scene = Scene::asked(question("Hello."));
    let entry = entry_from(&scene, Author::Bot);
    scene.events.clear();
    judge(&mut scene, entry, Verdict::Up, "");
    judge(&mut scene, entry, Verdict::Down, "too short");
    let told: Vec<_> = scene
        .events
        .iter()
        .map(|event| (event.name(), serde_json::to_value(event).unwrap()))
        .collect();
    assert_eq!(scene.conversation.verdict(entry), Some(Verdict::Down));
    let detail = |value: &str, comment: &str| serde_json::json!({ "messageId": entry.number(), "value": value, "comment": comment });
    assert_eq!(
        told,
        [
            ("bavard-feedback", detail("up", "")),
            ("bavard-feedback", detail("down", "too short"))
        ]
    );
}

#[test]
fn a_verdict_on_what_the_bot_never_said_is_none() {
    let mut scene = Scene::asked(question("Hello."));
    scene.happen(Event::Say {
        text: "Hi".to_owned(),
        ticket: None,
    });
    let own = entry_from(&scene, Author::User);
    judge(&mut scene, own, Verdict::Up, "");
    judge(&mut scene, EntryId::numbered(999), Verdict::Up, "");
    let feedback = |event: &HostEvent| matches!(event, HostEvent::Feedback { .. });
    assert!(!scene.events.iter().any(feedback));
}
