//! What is said and offered to confirm an answer, and what is kept of it.

use bavard_dialog::{Action, Input};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::confirming::*;
use crate::support::talk::{Talk, asked, text, texts};

#[test]
fn messages_of_the_project_hold_by_channel_and_collection_type_where_the_question_has_none() {
    let behavior = |event: &str, enabled: bool, text: &str| json!({"event": event, "enabled": enabled, "processingItemsList": group(&[say(text)])});
    let entry = |channel: &str, entity_type: &str, behaviors: &[Value]| json!({"channelId": channel, "entityType": entity_type, "confirmationRecoveryBehaviors": behaviors});
    let project = confirming(&[], json!([]))
        .set(
            "globalConfirmations",
            json!([
                entry(
                    "default",
                    "DEFAULT",
                    &[
                        behavior("initial-prompt", true, "Right?"),
                        behavior("yes-prompt", true, "Fine."),
                        behavior("no-prompt", true, "Oh."),
                    ]
                ),
                entry(
                    "default",
                    "CUSTOM_LIST_TYPE",
                    &[behavior("initial-prompt", true, "That one?")]
                ),
                entry(
                    "default",
                    "DATE",
                    &[behavior("initial-prompt", true, "That day?")]
                ),
                entry("web", "", &[behavior("no-prompt", false, "Off here.")]),
            ]),
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    let unsure_city = || unsure(&[("city", "Basel")], 0.5);
    assert_eq!(texts(&talk.say(unsure_city())), ["That one?"]);
    assert_eq!(texts(&talk.say(text("no"))), ["Where to?"]);
    talk.say(unsure_city());
    assert_eq!(texts(&talk.say(text("yes"))), ["Fine.", "(city)", "When?"]);
}

#[test]
fn the_older_spelling_of_a_questions_messages_is_read() {
    let mut dialog = confirming(&[], json!([])).json();
    let question = &mut dialog["data"]["components"][0]["nodes"][2]["recognitionNode2"];
    assert_eq!(question["name"], "askCity");
    question["confirmationActionConfigurations"] = json!([
        {"event": "initial", "escalationLevel": 0, "processingItems": group(&[city()])},
    ]);
    let trsx = &ProjectBuilder::new().files().locales[0].trsx;
    let project = bavard_dialog::Project::load(&files(&dialog.to_string(), trsx)).unwrap();
    asked_about_basel(&project);
}

#[test]
fn a_confirmation_offers_nothing_to_pick_and_its_own_keys() {
    let builder = travelling(&[]);
    let mut dialog = builder.json();
    let question = &mut dialog["data"]["components"][0]["nodes"][2]["recognitionNode2"];
    question["clickables"] =
        json!([{"entityValue": "Basel", "label": "Basel", "channel": "default"}]);
    question["view"] = json!({"name": "carousel", "style": ""});
    question["dtmfToEntityValueMapping"] = json!([{"dtmfValue": "7", "entityValue": "Basel"}]);
    let project = bavard_dialog::Project::load(&files(
        &dialog.to_string(),
        &builder.files().locales[0].trsx,
    ))
    .unwrap();
    let start = bavard_dialog::SessionStart {
        channel: "default".to_owned(),
        language: "en-US".to_owned(),
        data: serde_json::Map::new(),
        seed: 0,
    };
    let mut talk = Talk::resume(&project, project.start(&start).unwrap());
    let reply = talk.say(Input::Empty);
    assert_eq!(asked(&reply).selectables.len(), 1);
    let reply = talk.say(unsure(&[("city", "Basel")], 0.5));
    let question = asked(&reply);
    assert!(question.selectables.is_empty());
    assert_eq!(question.view, None);
    let keys = &question
        .recognition_settings
        .as_ref()
        .unwrap()
        .dtmf_mappings;
    let keys: Vec<_> = keys
        .iter()
        .map(|key| (key.id.as_str(), key.value.as_str(), key.dtmf_key.as_str()))
        .collect();
    assert_eq!(keys, [("YES_NO", "yes", "1"), ("YES_NO", "no", "2")]);
}

#[test]
fn an_intent_is_confirmed_where_its_question_has_a_message_for_it() {
    let confirmed = json!([
        prompt("initial-prompt", say("A coffee?")),
        prompt("no-prompt", say("Oh."))
    ]);
    let mut ask = intent_question("what", "What?", "mapper");
    ask["recognitionNode2"]["recoConfirmationBehaviors"] = confirmed;
    let project = ProjectBuilder::new()
        .intent("coffee", "Coffee")
        .intent("tea", "Tea")
        .component(
            "Main",
            &[
                ask,
                node(
                    "mapper",
                    "intentmapperNode2",
                    json!({"transition": go_to("what")["transition"]}),
                ),
            ],
        )
        .component(
            "Coffee",
            &[message("coffee", &[say("Coffee."), transition("RETURN")])],
        )
        .component(
            "Tea",
            &[message("tea", &[say("Tea."), transition("RETURN")])],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    let unsure_coffee = || unsure(&[("INTENT", "coffee")], 0.5);
    assert_eq!(texts(&talk.say(unsure_coffee())), ["A coffee?"]);
    assert_eq!(texts(&talk.say(text("yes"))), ["Coffee.", "What?"]);
    talk.say(unsure_coffee());
    assert_eq!(texts(&talk.say(text("no"))), ["Oh.", "What?"]);
    talk.say(unsure_coffee());
    assert_eq!(
        texts(&talk.intent("tea")),
        ["Tea.", "What?"],
        "a correction"
    );
}

#[test]
fn the_last_results_can_be_compared_and_shown() {
    let show = json!({"variableExpression": {"variableId": "lastCollectionResultObject", "operations": [
        {"selectField": {"fieldVariableId": "literal"}},
    ]}});
    let is = |operand: &str, value: &str| json!({"leftSpecialOperand": operand, "relationalOperator": "EQUAL_OPERATOR", "rightConstant": value});
    let project = ProjectBuilder::new()
        .entity("city")
        .variable("words", "STRING_TYPE")
        .set("complexVariableTypes", json!([
            {"id": "interpretationResult", "fields": [{"id": "literal", "name": "literal", "simpleVariableType": "STRING_TYPE"}]},
        ]))
        .set("variables", json!([
            {"id": "words", "name": "words", "simpleVariableType": "STRING_TYPE"},
            {"id": "lastCollectionResultObject", "name": "lastCollectionResultObject", "complexVariableTypeId": "interpretationResult"},
        ]))
        .component("Main", &[
            question("ask", "city", "Where to?", json!({
                "recoConfirmationBehaviors": [prompt("initial-prompt", city())],
                "defaultConceptProcessingItem": group(&[
                    assign_from("words", show),
                    condition("IF", is("LAST_COLLECTION_INTERPRETATION", "Basel"), &[say("It is Basel.")]),
                    condition("IF", is("LAST_CONFIRMATION_INTERPRETATION", "yes"), &[say("It was confirmed.")]),
                    say_with("You said [w|words].", json!([{"variableId": "words"}])),
                    go_to("bye"),
                ]),
            })),
            end("bye"),
        ])
        .build();
    let (mut talk, _) = Talk::open(&project);
    let Input::Interpretation(mut given) = unsure(&[("city", "Basel")], 0.5) else {
        unreachable!()
    };
    given.utterance = "to Basel please".to_owned();
    talk.say(Input::Interpretation(given));
    let reply = talk.say(text("yes"));
    assert_eq!(
        texts(&reply),
        [
            "It is Basel.",
            "It was confirmed.",
            "You said to Basel please."
        ]
    );
    assert!(matches!(reply.action, Action::End(_)));
}

#[test]
fn a_message_of_the_project_shows_the_entity_that_it_is_about() {
    let shown = say_with(
        "Did you say [Current Entity Value|ENTITY_VALUE]?",
        json!([{"currentEntity": "ENTITY_VALUE"}]),
    );
    let behaviors = json!([{"event": "initial-prompt", "enabled": true, "processingItemsList": group(&[shown])}]);
    let project = confirming(&[], json!([]))
        .set(
            "globalConfirmations",
            json!([{"channelId": "default", "confirmationRecoveryBehaviors": behaviors}]),
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    let reply = talk.say(unsure(&[("day", "today"), ("city", "Basel")], 0.5));
    assert_eq!(texts(&reply), ["Did you say Basel?"]);
}
