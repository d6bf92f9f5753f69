//! A project that confirms what it understood.

use bavard_dialog::{Input, Interpretation};
use serde_json::{Value, json};

use super::builder::*;
use super::talk::{Talk, texts, understood};

/// A message of a question for an event of its recovery or confirmation.
pub(crate) fn prompt(event: &str, text: Value) -> Value {
    json!({"event": event, "processingItems": group(&[text])})
}

/// Asks whether the city is right.
pub(crate) fn city() -> Value {
    say_with("[c|city], right?", json!([{"conceptId": "city"}]))
}

/// Asks for a city and confirms it; a router also collects a day.
pub(crate) fn travelling(settings: &[(&str, &str)]) -> ProjectBuilder {
    confirming(
        settings,
        json!([
            prompt("initial-prompt", city()),
            prompt("yes-prompt", say("Good.")),
            prompt("no-prompt", say("My mistake.")),
            prompt("nomatch1-prompt", say("Yes or no?")),
        ]),
    )
}

/// The same with other messages of the question for the city.
pub(crate) fn confirming(settings: &[(&str, &str)], behaviors: Value) -> ProjectBuilder {
    let slot = |entity: &str, node: &str| json!({"conceptId": entity, "collectGotoNodeId": node});
    let to_router = || group(&[go_to("router")]);
    let is_confirmed = say_with(
        "Going to [c|city] on [d|day].",
        json!([{"conceptId": "city"}, {"conceptId": "day"}]),
    );
    let builder = ProjectBuilder::new()
        .event("event.nuance.dialog.odm.maxnotoconfirms")
        .event("event.nuance.dialog.odm.maxinvalidanswers")
        .event("event.nuance.dialog.odm.maxturns")
        .entity("place")
        .inherited_entity("city", "place")
        .entity("day")
        .entity("sure")
        .entity("commands")
        .event("event.custom.Help")
        .set("globalCommandsEntityId", json!("commands"))
        .set("globalCommands", json!([
            {"entityValue": "help", "projectLevelEnabled": true, "event": {"id": "event.custom.Help"}},
        ]))
        .handling_component(
            "Main",
            &[
                ("event.nuance.dialog.odm.maxnotoconfirms", "denied"),
                ("event.nuance.dialog.odm.maxinvalidanswers", "puzzled"),
                ("event.nuance.dialog.odm.maxturns", "tired"),
                ("event.custom.Help", "help"),
            ],
            &[
                node("router", "controllerNode", json!({
                    "concepts": [slot("city", "askCity"), slot("day", "askDay")],
                    "finalTransition": group(&[go_to("done")]),
                })),
                question("askCity", "city", "Where to?", json!({
                    "inputManagerReferenceId": "router",
                    "initialProcessingItem": group(&[say("(city)")]),
                    "defaultConceptProcessingItem": to_router(),
                    "recoConfirmationBehaviors": behaviors,
                })),
                question("askDay", "day", "When?", json!({
                    "inputManagerReferenceId": "router",
                    "defaultConceptProcessingItem": to_router(),
                })),
                message("done", &[is_confirmed, go_to("bye")]),
                message("denied", &[say("Too many denials."), go_to("bye")]),
                message("puzzled", &[say("Too many invalid answers."), go_to("bye")]),
                message("tired", &[say("Too many turns."), go_to("bye")]),
                message("help", &[say("Help."), go_to("router")]),
                end("bye"),
            ],
        );
    settings.iter().fold(builder, |builder, (name, value)| {
        builder.setting(name, value)
    })
}

/// An interpretation by a client that is not sure.
pub(crate) fn unsure(data: &[(&str, &str)], confidence: f32) -> Input {
    let Input::Interpretation(sure) = understood(data) else {
        unreachable!()
    };
    Input::Interpretation(Interpretation { confidence, ..sure })
}

/// A session that is asked to confirm Basel.
pub(crate) fn asked_about_basel(project: &bavard_dialog::Project) -> Talk<'_> {
    let (mut talk, _) = Talk::open(project);
    let reply = talk.say(unsure(&[("city", "Basel")], 0.5));
    assert_eq!(texts(&reply), ["Basel, right?"]);
    talk
}
