//! How often a question is tried, and what is said on the way.

use bavard_dialog::EventKind;
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, picked, text, texts, understood};

const MAXIMA: [&str; 4] = [
    "event.nuance.dialog.odm.maxnomatches",
    "event.nuance.dialog.odm.maxnoinputs",
    "event.nuance.dialog.odm.maxturns",
    "event.nuance.dialog.odm.maxrepeats",
];

/// Asks for a size; each maximum has a handler that says its name.
fn asking(settings: &[(&str, &str)], more: Value) -> ProjectBuilder {
    let mut body = json!({
        "nodeCommandOverrides": [{"entityValue": "repeat", "enabled": true, "processingItems": group(&[go_to("ask")])}],
        "defaultConceptProcessingItem": group(&[go_to("ask")]),
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let mut nodes = vec![question("ask", "size", "Which size?", body)];
    nodes.extend(MAXIMA.map(|event| {
        message(
            event,
            &[say(event.rsplit('.').next().unwrap()), go_to("bye")],
        )
    }));
    nodes.push(end("bye"));
    let builder = MAXIMA
        .iter()
        .fold(ProjectBuilder::new(), |builder, event| builder.event(event));
    let builder = builder
        .entity("size")
        .entity("commands")
        .set("globalCommandsEntityId", json!("commands"))
        .handling_component("Main", &MAXIMA.map(|event| (event, event)), &nodes);
    settings.iter().fold(builder, |builder, (name, value)| {
        builder.setting(name, value)
    })
}

fn recovery(event: &str, text: &str) -> Value {
    json!({"event": event, "processingItems": group(&[say(text)])})
}

#[test]
fn turns_count_failures_of_every_kind_until_there_is_an_answer() {
    let project = asking(&[("CONVERSATION_SETTINGS/max-turns", "3")], json!({})).build();
    let (mut talk, _) = Talk::open(&project);
    talk.event(EventKind::NoMatch);
    talk.event(EventKind::NoInput);
    talk.say(picked("size", "big"));
    talk.event(EventKind::NoMatch);
    talk.event(EventKind::NoInput);
    assert_eq!(texts(&talk.event(EventKind::NoInput)), ["maxturns"]);
}

#[test]
fn the_limit_of_a_kind_goes_before_the_limit_of_all() {
    let project = asking(
        &[
            ("CONVERSATION_SETTINGS/max-turns", "2"),
            ("COLLECTION_SETTINGS/max-nomatch", "2"),
        ],
        json!({}),
    )
    .build();
    let (mut talk, _) = Talk::open(&project);
    talk.event(EventKind::NoMatch);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["maxnomatches"]);
}

#[test]
fn without_the_settings_a_question_is_repeated_as_often_as_the_visitor_wants() {
    let project = asking(&[], json!({})).build();
    let (mut talk, _) = Talk::open(&project);
    for _ in 0..20 {
        assert_eq!(
            texts(&talk.say(picked("commands", "repeat"))),
            ["Which size?"]
        );
    }
}

#[test]
fn repetitions_have_a_limit_of_their_own_that_an_answer_sets_back() {
    let project = asking(
        &[
            ("CONVERSATION_SETTINGS/max-repeats", "2"),
            ("CONVERSATION_SETTINGS/max-turns", "2"),
        ],
        json!({}),
    )
    .build();
    let (mut talk, _) = Talk::open(&project);
    talk.say(picked("commands", "repeat"));
    talk.say(picked("size", "big"));
    assert_eq!(
        texts(&talk.say(picked("commands", "repeat"))),
        ["Which size?"]
    );
    assert_eq!(
        texts(&talk.say(picked("commands", "repeat"))),
        ["maxrepeats"]
    );
}

#[test]
fn a_failure_beyond_the_messages_is_answered_like_the_last_of_them() {
    let project = asking(&[
        ("COLLECTION_SETTINGS/max-nomatch", "5"),
        ("COLLECTION_SETTINGS/re-use-initial-prompt-nomatch", "false"),
    ], json!({
        "recoRecoveryBehaviors": [recovery("nomatch1-prompt", "Pardon?"), recovery("nomatch3-prompt", "A size.")],
    }))
    .set("recovery", json!([{"channelId": "default", "recoveryBehaviors": [
        {"event": "nomatch", "escalationLevel": 2, "processingItems": group(&[say("Sorry?")])},
        {"event": "nomatch1-pre-prompt", "processingItemsList": group(&[say("Oh.")])},
    ]}]))
    .build();
    let (mut talk, _) = Talk::open(&project);
    let said: Vec<String> = (0..4)
        .map(|_| texts(&talk.event(EventKind::NoMatch)).join(" "))
        .collect();
    assert_eq!(said, ["Oh. Pardon?", "Sorry?", "A size.", "A size."]);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["maxnomatches"]);
}

#[test]
fn a_message_that_is_off_on_the_channel_is_not_replaced_by_another() {
    let mut off = recovery("nomatch2-prompt", "Off here.");
    off["disabledChannelIds"] = json!(["web"]);
    let project = asking(
        &[],
        json!({"recoRecoveryBehaviors": [recovery("nomatch1-prompt", "Pardon?"), off]}),
    )
    .build();
    let (mut talk, _) = Talk::open(&project);
    talk.event(EventKind::NoMatch);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Which size?"]);
}

#[test]
fn a_question_that_was_asked_again_repeats_its_initial_message_after_a_failure() {
    let project = asking(
        &[],
        json!({"reentryMessage": group(&[say("Another size?")])}),
    )
    .build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.say(picked("size", "big"))), ["Another size?"]);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Which size?"]);
}

#[test]
fn an_interpretation_that_the_client_is_hardly_sure_of_is_no_match() {
    let project = asking(
        &[("COLLECTION_SETTINGS/confidence-low", "0.4")],
        json!({
            "reentryMessage": group(&[say("Another size?")]),
        }),
    )
    .build();
    let (mut talk, _) = Talk::open(&project);
    let answer = |confidence: f32| {
        let bavard_dialog::Input::Interpretation(given) = understood(&[("size", "big")]) else {
            unreachable!()
        };
        bavard_dialog::Input::Interpretation(bavard_dialog::Interpretation {
            confidence,
            ..given
        })
    };
    assert_eq!(texts(&talk.say(answer(0.39))), ["Which size?"]);
    assert_eq!(texts(&talk.say(answer(0.4))), ["Another size?"]);
    assert_eq!(
        texts(&talk.say(answer(0.0))),
        ["Another size?"],
        "not said at all"
    );
    assert_eq!(texts(&talk.say(text(" "))), ["Which size?"]);
}
