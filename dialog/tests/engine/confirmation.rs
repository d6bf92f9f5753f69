//! Asking whether an answer was understood.

use bavard_dialog::{EventKind, Input, LocaleFile, Project, SessionState, Waiting};
use serde_json::json;

use crate::support::builder::*;
use crate::support::confirming::*;
use crate::support::talk::{Talk, picked, text, texts, understood};

#[test]
fn an_unsure_answer_is_confirmed_and_a_sure_one_is_not() {
    let project = travelling(&[("COLLECTION_SETTINGS/confidence-high", "0.7")]).build();
    let answer = |input: Input| {
        let (mut talk, _) = Talk::open(&project);
        let reply = talk.say(input);
        (texts(&reply).join(" "), talk.state.waiting().clone())
    };
    let confirming = Waiting::Confirmation("askCity".to_owned());
    let going_on = Waiting::Answer("askDay".to_owned());
    for (input, said, waiting) in [
        (
            unsure(&[("city", "Basel")], 0.69),
            "Basel, right?",
            &confirming,
        ),
        (unsure(&[("city", "Basel")], 0.7), "(city) When?", &going_on),
        (picked("city", "Basel"), "(city) When?", &going_on),
        (
            unsure(&[("place", "Basel")], 0.5),
            "Basel, right?",
            &confirming,
        ),
    ] {
        assert_eq!(
            answer(input.clone()),
            (said.to_owned(), waiting.clone()),
            "{input:?}"
        );
    }
}

#[test]
fn the_confidence_of_the_entity_itself_counts_where_the_client_gives_it() {
    let project = travelling(&[]).build();
    let (mut talk, _) = Talk::open(&project);
    let Input::Interpretation(mut given) = understood(&[("city", "Basel")]) else {
        unreachable!()
    };
    given.slot_confidences.insert("city".to_owned(), 0.4);
    assert_eq!(
        texts(&talk.say(Input::Interpretation(given))),
        ["Basel, right?"]
    );
}

#[test]
fn the_strategy_never_and_a_question_without_a_message_for_it_confirm_nothing() {
    for project in [
        travelling(&[("CONFIRMATION_SETTINGS/type-confirmation-strategy", "NEVER")]),
        confirming(&[], json!([prompt("yes-prompt", say("Good."))])),
        confirming(
            &[],
            json!([{
                "event": "initial-prompt", "disabledChannelIds": ["web"], "processingItems": group(&[city()]),
            }]),
        ),
    ] {
        let project = project.build();
        let (mut talk, _) = Talk::open(&project);
        let reply = talk.say(unsure(&[("city", "Basel")], 0.5));
        assert_eq!(texts(&reply), ["(city)", "When?"]);
    }
}

#[test]
fn yes_is_taken_as_text_as_a_pick_and_as_an_interpretation() {
    let project = travelling(&[]).build();
    for yes in [
        text("Yes!"),
        text("that's right"),
        picked("YES_NO", "yes"),
        picked("sure", "true"),
        understood(&[("YES_NO", "yes")]),
        understood(&[("nuance_BOOLEAN", "true")]),
        Input::Interpretation(bavard_dialog::Interpretation {
            utterance: "yes".to_owned(),
            ..Default::default()
        }),
        understood(&[("city", "Basel")]),
    ] {
        let mut talk = asked_about_basel(&project);
        let reply = talk.say(yes.clone());
        assert_eq!(texts(&reply), ["Good.", "(city)", "When?"], "{yes:?}");
    }
}

#[test]
fn no_takes_the_answer_back_and_asks_again() {
    let project = travelling(&[]).build();
    for no in [
        text("nope"),
        text("No, it isn't."),
        picked("YES_NO", "no"),
        understood(&[("YES_NO", "no")]),
    ] {
        let mut talk = asked_about_basel(&project);
        let reply = talk.say(no.clone());
        assert_eq!(texts(&reply), ["My mistake.", "Where to?"], "{no:?}");
        assert_eq!(*talk.state.waiting(), Waiting::Answer("askCity".to_owned()));
    }
}

#[test]
fn a_yes_and_a_no_are_taken_in_the_language_of_the_session() {
    let locales = ["en-US", "fr-FR", "de-DE", "es-ES"];
    let mut files = travelling(&[])
        .set("supportedLocales", json!(locales))
        .files();
    let english = files.locales.remove(0);
    files.locales = locales
        .map(|locale| LocaleFile {
            locale: locale.to_owned(),
            ..english.clone()
        })
        .to_vec();
    let project = Project::load(&files).unwrap();
    let agreed = ["Good.", "(city)", "When?"].as_slice();
    let denied = ["My mistake.", "Where to?"].as_slice();
    let unclear = ["Yes or no?", "Basel, right?"].as_slice();
    for (language, said, expected) in [
        ("fr-FR", "Oui !", agreed),
        ("fr-FR", "c'est ça", agreed),
        ("fr-FR", "Non, merci.", denied),
        ("fr-FR", "yes", unclear),
        ("de-DE", "Ja, genau", agreed),
        ("de-DE", "Stimmt!", agreed),
        ("de-DE", "Nein.", denied),
        ("de-DE", "oui", unclear),
        ("es-ES", "¡Sí!", agreed),
        ("es-ES", "claro", agreed),
        ("es-ES", "no, gracias", denied),
        ("es-ES", "ja", unclear),
    ] {
        let mut talk = asked_about_basel(&project);
        talk.state = project.select(&talk.state, "", language).unwrap();
        let reply = talk.say(text(said));
        assert_eq!(texts(&reply), expected, "{language}: {said}");
    }
}

#[test]
fn a_correction_takes_the_place_of_the_answer_and_is_confirmed_itself_if_it_is_unsure() {
    let project = travelling(&[]).build();
    let mut talk = asked_about_basel(&project);
    let reply = talk.say(unsure(&[("YES_NO", "no"), ("city", "Bern")], 0.6));
    assert_eq!(texts(&reply), ["Bern, right?"]);
    let reply = talk.say(picked("city", "Biel"));
    assert_eq!(texts(&reply), ["(city)", "When?"]);
    let reply = talk.say(picked("day", "today"));
    assert_eq!(texts(&reply), ["Going to Biel on today."]);
}

#[test]
fn whoever_answers_another_slot_agrees_and_with_no_before_it_does_not() {
    let project = travelling(&[]).build();
    let mut talk = asked_about_basel(&project);
    let reply = talk.say(understood(&[("day", "today")]));
    assert_eq!(texts(&reply), ["(city)", "Going to Basel on today."]);
    let mut talk = asked_about_basel(&project);
    let reply = talk.say(understood(&[("YES_NO", "no"), ("day", "today")]));
    assert_eq!(texts(&reply), ["My mistake.", "Where to?"]);
    let reply = talk.say(picked("city", "Bern"));
    assert_eq!(texts(&reply), ["(city)", "Going to Bern on today."]);
}

#[test]
fn a_command_drops_the_answer_that_nobody_has_agreed_to() {
    let project = travelling(&[]).build();
    let mut talk = asked_about_basel(&project);
    assert_eq!(
        texts(&talk.say(picked("commands", "help"))),
        ["Help.", "Where to?"]
    );
    let mut talk = asked_about_basel(&project);
    assert_eq!(texts(&talk.custom_event("Help")), ["Help.", "Where to?"]);
}

#[test]
fn too_many_denials_and_too_many_invalid_answers_throw_their_events() {
    let project = travelling(&[
        ("CONFIRMATION_SETTINGS/max-no-to-confirm", "2"),
        ("COLLECTION_SETTINGS/re-use-initial-prompt-nomatch", "false"),
    ])
    .build();
    let mut talk = asked_about_basel(&project);
    talk.say(text("no"));
    talk.say(unsure(&[("city", "Basel")], 0.5));
    assert_eq!(texts(&talk.say(text("no"))), ["Too many denials."]);

    let mut talk = asked_about_basel(&project);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Yes or no?"]);
    assert_eq!(texts(&talk.event(EventKind::NoInput)), ["Basel, right?"]);
    assert_eq!(
        *talk.state.waiting(),
        Waiting::Confirmation("askCity".to_owned())
    );
    let reply = talk.say(text("what?"));
    assert_eq!(texts(&reply), ["Too many invalid answers."]);
}

#[test]
fn denials_count_as_turns_of_the_question() {
    let project = travelling(&[("CONVERSATION_SETTINGS/max-turns", "2")]).build();
    let mut talk = asked_about_basel(&project);
    assert_eq!(texts(&talk.say(text("no"))), ["My mistake.", "Where to?"]);
    assert_eq!(texts(&talk.event(EventKind::NoMatch)), ["Too many turns."]);
}

#[test]
fn a_session_that_waits_for_a_confirmation_survives_json() {
    let project = travelling(&[]).build();
    let talk = asked_about_basel(&project);
    let json = serde_json::to_string(&talk.state).unwrap();
    let state: SessionState = serde_json::from_str(&json).unwrap();
    assert_eq!(state, talk.state);
    let mut talk = Talk::resume(&project, state);
    assert_eq!(texts(&talk.say(text("yes"))), ["Good.", "(city)", "When?"]);
}

#[test]
fn a_text_can_deny_and_correct_at_once() {
    let dictionary = |entity: &str, literals: &[&str]| {
        let entry = |literal: &&str| format!(r#"<entry literal="{literal}" value="{literal}"/>"#);
        let entries: String = literals.iter().map(entry).collect();
        format!(r#"<dictionary conceptref="{entity}">{entries}</dictionary>"#)
    };
    let cities = dictionary("city", &["Basel", "Bern"]);
    let days = dictionary("day", &["today", "tomorrow"]);
    let trsx = format!(
        r#"<project xmlns:nuance="https://developer.nuance.com/mix/nlu/trsx" xml:lang="eng-USA"><ontology><intents/>
        <concepts><concept name="city"/><concept name="day"/></concepts></ontology>
        <dictionaries>{cities}{days}</dictionaries><samples/></project>"#
    );
    let project = bavard_dialog::Project::load(&files(&travelling(&[]).json().to_string(), &trsx));
    let project = project.unwrap();
    for (said, expected) in [
        ("no, Bern", vec!["(city)", "When?"]),
        ("Bern", vec!["(city)", "When?"]),
        ("yes, Basel", vec!["Good.", "(city)", "When?"]),
        ("no, not Basel", vec!["My mistake.", "Where to?"]),
        ("tomorrow", vec!["(city)", "Going to Basel on tomorrow."]),
        (
            "yes, tomorrow",
            vec!["Good.", "(city)", "Going to Basel on tomorrow."],
        ),
        ("no, tomorrow", vec!["My mistake.", "Where to?"]),
    ] {
        let mut talk = asked_about_basel(&project);
        assert_eq!(texts(&talk.say(text(said))), expected, "{said}");
    }
}
