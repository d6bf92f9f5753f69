//! What is kept of a conversation, and what comes of it.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::replies::{
    data_access, end, escalation, latency, masked_question, object, question, sizes,
};
use super::scene::{Scene, maybe_left, status, unreachable};
use crate::conversation::{
    Body, Call, CallAnswer, Conversation, Data, DialogEvent, DialogEventType, Event, GrpcCode,
    SessionId, Settings,
};

/// What a visitor, a page, a service or time may do next. What does not fit in is left out.
#[derive(Debug, Clone)]
enum Act {
    Say(String),
    Pick(&'static str, String),
    Raise(String),
    Retry,
    Restart,
    Stop,
    Open,
    Hide,
    Leave,
    Resume,
    Wait(u64),
    Answer(u8, String),
    Fail(u8),
    Fetched,
    Reload,
}

fn act() -> impl Strategy<Value = Act> {
    let text = "[ -~äß←😀<&]{0,12}";
    prop_oneof![
        4 => text.prop_map(Act::Say),
        2 => text.prop_map(|value| Act::Pick("COFFEE_SIZE", value)),
        1 => text.prop_map(Act::Raise),
        1 => Just(Act::Retry),
        1 => Just(Act::Restart),
        1 => Just(Act::Stop),
        1 => Just(Act::Open),
        1 => Just(Act::Hide),
        1 => Just(Act::Leave),
        1 => Just(Act::Resume),
        2 => (1u64..100_000).prop_map(Act::Wait),
        12 => (0u8..8, text).prop_map(|(kind, text)| Act::Answer(kind, text)),
        3 => (0u8..4).prop_map(Act::Fail),
        2 => Just(Act::Fetched),
        1 => Just(Act::Reload),
    ]
}

fn play(scene: &mut Scene, act: Act) {
    match act {
        Act::Say(text) => scene.say(&text),
        Act::Pick(id, value) => scene.pick(id, &value),
        Act::Raise(message) => scene.happen(Event::Raise {
            event: DialogEvent {
                event_type: DialogEventType::Custom,
                name: "page".to_owned(),
                message,
            },
            ticket: None,
        }),
        Act::Retry => scene.happen(Event::Retry),
        Act::Restart => scene.happen(Event::Restart { ticket: None }),
        Act::Stop => scene.happen(Event::Stop { ticket: None }),
        Act::Open => scene.happen(Event::Open),
        Act::Hide => scene.happen(Event::Hide),
        Act::Leave => scene.happen(Event::Leave),
        Act::Resume => scene.happen(Event::Resume),
        Act::Wait(milliseconds) => scene.wait(milliseconds),
        Act::Answer(kind, text) => {
            if let Some((id, call, _)) = scene.calls.pop() {
                let result = Ok(match call {
                    Call::Start(_) => {
                        CallAnswer::Started(SessionId::parse("session".to_owned()).unwrap())
                    }
                    Call::Status(_) => CallAnswer::Status(Duration::from_secs(600)),
                    Call::Update(_) => CallAnswer::Updated,
                    Call::Stop(_) => CallAnswer::Stopped,
                    Call::Execute(_) => CallAnswer::Executed(Box::new(match kind {
                        0 => sizes(),
                        1 => masked_question(&text),
                        2 => data_access("price", &text, latency(0, 2_000)),
                        3 => data_access("price", &text, latency(500, 0)),
                        4 => escalation("person", &text),
                        5 => end(&text),
                        _ => question(&text),
                    })),
                });
                scene.happen(Event::CallEnded { id, result });
            }
        }
        Act::Fail(kind) => {
            if let Some((id, ..)) = scene.calls.pop() {
                let result = Err(match kind {
                    0 => unreachable(),
                    1 => maybe_left(),
                    2 => status(GrpcCode::Internal, "a fault"),
                    _ => status(GrpcCode::NotFound, "no such session"),
                });
                scene.happen(Event::CallEnded { id, result });
            }
        }
        Act::Fetched => {
            if let Some(request) = scene.requests.pop() {
                let data = object(json!({"price": "4.25", "list": [1, null, {"deep": true}]}));
                scene.happen(Event::DataFetched {
                    id: request.id,
                    data,
                });
            }
        }
        Act::Reload => *scene = scene.returned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn a_restored_state_equals_the_kept_state(acts in prop::collection::vec(act(), 0..40)) {
        let mut scene = Scene::new();
        scene.happen(Event::Open);
        for act in acts {
            play(&mut scene, act);
            let kept = scene.kept();
            prop_assert_eq!(scene.reloaded().kept(), kept);
        }
    }

    #[test]
    fn a_follower_becomes_what_it_follows(acts in prop::collection::vec(act(), 0..40)) {
        let mut scene = Scene::new();
        scene.happen(Event::Open);
        let mut follower = scene.reloaded();
        let mut known = Vec::new();
        for act in acts.into_iter().filter(|act| !matches!(act, Act::Reload)) {
            play(&mut scene, act);
            let (head, entries) = scene.kept();
            let news: Vec<_> = entries.iter().filter(|entry| !known.contains(*entry)).cloned().collect();
            prop_assert!(follower.conversation.follow(&head, &news));
            known = entries;
            prop_assert_eq!(follower.kept(), scene.kept());
        }
    }

    #[test]
    fn whatever_is_found_in_the_storage_does_no_harm(
        cut in 0usize..400, put in "[\\[\\]{},:\"0-9a-z-]{0,4}",
    ) {
        let mut scene = Scene::asked(sizes());
        scene.say("an espresso");
        scene.say("a large one");
        let (head, entries) = scene.kept();
        let mut text = Value::Array(vec![head, Value::Array(entries)]).to_string();
        let cut = cut.min(text.len());
        if text.is_char_boundary(cut) {
            text.insert_str(cut, &put);
        }
        if let Ok(Value::Array(kept)) = serde_json::from_str(&text) {
            let entries = kept.get(1).and_then(Value::as_array).cloned().unwrap_or_default();
            let head = kept.first().unwrap_or(&Value::Null);
            if let Some(conversation) = Conversation::restore(Settings::default(), head, &entries) {
                let mut scene = Scene::new();
                scene.conversation = conversation;
                scene.happen(Event::Resume);
                scene.happen(Event::Open);
                prop_assert!(scene.calls.len() <= 1);
            }
        }
    }
}

#[test]
fn another_format_means_that_nothing_was_kept() {
    let (head, entries) = Scene::asked(sizes()).kept();
    let restore = |head: &Value| Conversation::restore(Settings::default(), head, &entries);
    assert!(restore(&head).is_some());
    let mut older = head.clone();
    older[0] = json!(0);
    for head in [
        older,
        Value::Null,
        json!([]),
        json!({"format": 1}),
        json!([1, "x"]),
    ] {
        assert!(restore(&head).is_none(), "{head}");
    }
}

#[test]
fn rich_text_is_kept_as_it_came_and_parsed_again() {
    let markup = "<b>Two</b> <a href='javascript:hack()'>espressos</a>";
    let scene = Scene::asked(question(markup)).reloaded();
    let entry = &scene.conversation.transcript()[0];
    assert!(matches!(&entry.body, Body::Rich { source, .. } if source == markup));
    assert_eq!(entry.plain_text(), "Two espressos");
    assert_eq!(
        entry.snapshot(),
        Scene::asked(question(markup)).conversation.transcript()[0].snapshot()
    );
}

#[test]
fn an_entry_that_does_not_read_is_left_out() {
    let (head, mut entries) = Scene::asked(sizes()).kept();
    entries.push(json!(["of another kind"]));
    let restored = Conversation::restore(Settings::default(), &head, &entries).unwrap();
    assert_eq!(restored.transcript().len(), 1);
}

#[test]
fn a_masked_text_that_waits_is_not_kept() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say("4929-1111");
    scene.say("4929-2222");
    let (head, entries) = scene.kept();
    let kept = [head.to_string(), Value::Array(entries).to_string()].concat();
    assert!(!kept.contains("4929"), "{kept}");
}

#[test]
fn what_the_page_returned_in_a_masked_turn_is_not_kept() {
    let mut scene = Scene::asked(masked_question("Your card number?"));
    scene.say("4929-1111");
    scene.answer(data_access("check_card", "A moment", latency(0, 0)));
    let mut data = Data::new();
    data.insert("card".to_owned(), json!("4929-1111"));
    scene.fetched(data);
    let (head, entries) = scene.kept();
    let kept = [head.to_string(), Value::Array(entries).to_string()].concat();
    assert!(!kept.contains("4929"), "{kept}");
}
