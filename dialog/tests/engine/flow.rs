//! Messages, decisions, assignments, components and intents.

use bavard_dialog::{Action, Input};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, texts};

/// What a project says from its opening to its first action.
fn opening(builder: ProjectBuilder) -> Vec<String> {
    let project = builder.build();
    let (_, reply) = Talk::open(&project);
    texts(&reply).into_iter().map(str::to_owned).collect()
}

#[test]
fn what_is_said_on_the_way_comes_with_the_first_action_one_message_for_each_node() {
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[
                message("first", &[say("Hello."), say("Welcome."), go_to("second")]),
                message("second", &[say("  "), go_to("third")]),
                message("third", &[say("Bye."), go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let (_, reply) = Talk::open(&project);
    let messages: Vec<Vec<&str>> = reply
        .messages
        .iter()
        .map(|message| {
            message
                .visual
                .iter()
                .map(|visual| visual.text.as_str())
                .collect()
        })
        .collect();
    assert_eq!(messages, [vec!["Hello.", "Welcome."], vec!["Bye."]]);
    assert!(matches!(&reply.action, Action::End(end) if end.id == "bye"));
}

#[test]
fn a_prompt_of_the_channel_wins_and_an_empty_one_falls_back_to_the_default_channel() {
    let prompt = |default: &str, web: &str| {
        let prompt = |channel: &str, text: &str| json!({"channel": channel, "language": "en-US", "payload": {"displayText": text, "ttsText": "spoken"}});
        json!({"promptGroup": {"prompts": [prompt("default", default), prompt("web", web)]}})
    };
    let french = json!({"promptGroup": {"prompts": [
        {"channel": "web", "language": "fr-FR", "payload": {"displayText": "Bonjour"}},
    ]}});
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[
                message(
                    "hello",
                    &[
                        prompt("all", "web"),
                        prompt("all again", ""),
                        french,
                        go_to("bye"),
                    ],
                ),
                end("bye"),
            ],
        )
        .build();
    let (_, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["web", "all again"]);
    assert!(
        reply.messages[0].nlg.is_empty(),
        "the channel does not speak"
    );
}

#[test]
fn items_of_the_channel_win_even_if_they_are_empty() {
    let for_channels = |web: &[Value]| {
        json!({"processingItems": {"channelProcessingItemsMap": {
            "default": {"processingItems": [say("for all")]},
            "web": {"processingItems": web},
        }}})
    };
    let builder = |web: &[Value]| {
        let bye = || json!({"id": "bye.error", "eventId": "error", "transition": {"transitionType": "GO_TO", "nodeId": "bye"}});
        let mut hello = node("hello", "messageNode", for_channels(web));
        hello["eventHandlers"] = json!([bye()]);
        ProjectBuilder::new().component("Main", &[hello, end("bye")])
    };
    assert_eq!(
        opening(builder(&[say("for web"), go_to("bye")])),
        ["for web"]
    );
    assert!(opening(builder(&[])).is_empty());
}

#[test]
fn the_first_branch_that_holds_runs_and_the_first_transition_ends_the_group() {
    let run = |count: &str| {
        opening(
            ProjectBuilder::new().variable("count", "INTEGER_TYPE").component(
                "Main",
                &[
                    decision("set", &[assign("count", count), go_to("choose")]),
                    message(
                        "choose",
                        &[
                            condition("IF", compare("count", "LESS", "10"), &[say("small")]),
                            condition("ELSEIF", compare("count", "LESS", "100"), &[say("middle")]),
                            json!({"note": "a note between the branches", "placeholderProcessingType": "note"}),
                            condition("ELSE", Value::Null, &[say("large"), go_to("bye"), say("never")]),
                            condition("ELSE", Value::Null, &[say("never")]),
                            condition("ALWAYS", Value::Null, &[say("always"), go_to("bye")]),
                            say("never"),
                        ],
                    ),
                    end("bye"),
                ],
            ),
        )
    };
    assert_eq!(run("9"), ["small", "always"]);
    assert_eq!(run("10"), ["middle", "always"]);
    assert_eq!(run("100"), ["large"]);
}

#[test]
fn conditions_compare_by_the_declared_type() {
    let holds = |simple_type: &str, value: &str, operator: &str, constant: &str| {
        let builder = ProjectBuilder::new().variable("x", simple_type).component(
            "Main",
            &[
                decision("set", &[assign("x", value), go_to("test")]),
                message(
                    "test",
                    &[
                        condition("IF", compare("x", operator, constant), &[say("yes")]),
                        go_to("bye"),
                    ],
                ),
                end("bye"),
            ],
        );
        opening(builder) == ["yes"]
    };
    assert!(!holds("STRING_TYPE", "0000", "EQUAL", "0"));
    assert!(holds("INTEGER_TYPE", "0", "EQUAL", "0.0"));
    assert!(holds("DECIMAL_TYPE", "10", "GREATER", "9"));
    assert!(holds("BOOLEAN_TYPE", "true", "EQUAL", "true"));
    assert!(holds("TIME_TYPE", "0130p", "GREATER", "1130a"));
    assert!(holds("DATE_TYPE", "20261121", "LESS_EQUAL", "20261121"));
    assert!(
        holds("INTEGER_TYPE", "not a number", "NOT_EQUAL", "1"),
        "what is no number is NULL"
    );
    assert!(
        !holds("INTEGER_TYPE", "not a number", "LESS", "1"),
        "NULL is not less"
    );
    assert!(holds("STRING_TYPE", "", "EQUAL", ""));
}

#[test]
fn a_condition_may_test_for_null_before_it_reads_further() {
    let is_null = json!({"leftVariable": {"name": "x"}, "relationalOperator": "EQUAL_OPERATOR", "rightSpecialOperand": "NULL"});
    let unknown_method = json!({"leftVariableExpression": {"variableId": "x", "operations": [{"callMethod": {"methodName": "shout"}}]}});
    let both = json!({"leftExpression": is_null, "logicalOperator": "OR_OPERATOR", "rightExpression": unknown_method});
    let builder = ProjectBuilder::new()
        .variable("x", "STRING_TYPE")
        .component(
            "Main",
            &[
                message(
                    "test",
                    &[condition("IF", both, &[say("null")]), go_to("bye")],
                ),
                end("bye"),
            ],
        );
    assert_eq!(opening(builder), ["null"]);
}

#[test]
fn a_message_shows_the_values_from_before_its_own_assignments() {
    let show = say_with(
        "[n|count]",
        json!([{"variableId": "count", "variable": {"name": "count"}}]),
    );
    let builder = ProjectBuilder::new()
        .variable("count", "INTEGER_TYPE")
        .component(
            "Main",
            &[
                message("one", &[assign("count", "1"), go_to("two")]),
                message("two", &[assign("count", "2"), show.clone(), go_to("three")]),
                message("three", &[show, go_to("bye")]),
                end("bye"),
            ],
        );
    assert_eq!(opening(builder), ["1", "2"]);
}

#[test]
fn arithmetic_fields_and_methods_give_values() {
    let field = |name: &str| json!({"selectField": {"fieldVariableId": name}});
    let method = |name: &str, parameters: Value| json!({"callMethod": {"methodName": name, "parameters": parameters}});
    let of = |variable: &str, operations: Value| json!({"variableExpression": {"variableId": variable, "operations": operations}});
    let to_field = json!({"action": {"assign": {
        "lhsVariableExpression": {"variableId": "user", "operations": [field("place"), field("city")]}, "constant": "Basel",
    }}});
    let show = |variable: &str| {
        say_with(
            &format!("[x|{variable}]"),
            json!([{"variableId": variable}]),
        )
    };
    let dialog = ProjectBuilder::new()
        .variable("count", "INTEGER_TYPE")
        .variable("sum", "INTEGER_TYPE")
        .variable("length", "INTEGER_TYPE")
        .variable("city", "STRING_TYPE")
        .variable("drawn", "INTEGER_TYPE")
        .set("complexVariableTypes", json!([
            {"id": "User", "fields": [{"id": "place", "name": "_place", "complexVariableTypeId": "Place"}]},
            {"id": "Place", "fields": [{"id": "city", "name": "city", "simpleVariableType": "STRING_TYPE"}]},
        ]))
        .component("Main", &[
            decision("set", &[
                assign("count", "0"),
                assign_from("sum", json!({"expression": {
                    "leftVariable": {"name": "count"}, "mathOperator": "PLUS_OPERATOR", "rightConstant": "1",
                }})),
                to_field,
                assign_from("city", of("user", json!([field("place"), field("city")]))),
                assign_from("length", of("city", json!([method("length", json!([]))]))),
                assign_from("drawn", json!({"variableExpression": {"operations": [method("random", json!([{"constant": "1"}]))]}})),
                go_to("show"),
            ]),
            message("show", &[show("sum"), show("city"), show("length"), show("drawn"), go_to("bye")]),
            end("bye"),
        ]);
    let mut json = dialog.json();
    json["data"]["variables"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "user", "name": "user", "complexVariableTypeId": "User"}));
    let project =
        bavard_dialog::Project::load(&files(&json.to_string(), &dialog.files().locales[0].trsx))
            .unwrap();
    let (_, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["1", "Basel", "5", "0"]);
}

#[test]
fn random_numbers_go_on_from_the_state_and_not_from_the_start() {
    let random = json!({"variableExpression": {"operations": [{"callMethod": {"methodName": "random", "parameters": [{"constant": "1000000"}]}}]}});
    let show = say_with("[x|drawn]", json!([{"variableId": "drawn"}]));
    let project = ProjectBuilder::new()
        .variable("drawn", "INTEGER_TYPE")
        .intent("again", "Draw")
        .component(
            "Main",
            &[
                intent_question("what", "", "mapper"),
                node(
                    "mapper",
                    "intentmapperNode2",
                    json!({"transition": go_to("what")["transition"]}),
                ),
            ],
        )
        .component(
            "Draw",
            &[
                decision("draw", &[assign_from("drawn", random), go_to("show")]),
                message("show", &[show, transition("RETURN")]),
            ],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    let first = texts(&talk.intent("again"))[0].to_owned();
    let state = talk.state.clone();
    let second = texts(&talk.intent("again"))[0].to_owned();
    assert_ne!(first, second);
    talk.state = serde_json::from_value(serde_json::to_value(&state).unwrap()).unwrap();
    assert_eq!(
        texts(&talk.intent("again"))[0],
        second,
        "a state that was read back goes on the same"
    );
}

#[test]
fn a_called_component_returns_to_what_follows_its_call() {
    let builder = ProjectBuilder::new()
        .component(
            "Main",
            &[
                call("call", "Sub", &[say("back"), go_to("bye")]),
                end("bye"),
            ],
        )
        .component("Sub", &[call("deeper", "Deep", &[transition("RETURN")])])
        .component(
            "Deep",
            &[message("hello", &[say("deep"), transition("RETURN")])],
        );
    assert_eq!(opening(builder), ["deep", "back"]);
}

/// An intent question, a mapper, and two components with a question each.
fn intents() -> ProjectBuilder {
    let switch = json!({"assign": {"lhsIntent": "INTENT_VALUE", "constant": "tea"}});
    ProjectBuilder::new()
        .intent("coffee", "Coffee")
        .intent("tea", "Tea")
        .intent("water", "")
        .intent("NO_INTENT", "")
        .component("Main", &[
            intent_question("what", "What?", "mapper"),
            node("mapper", "intentmapperNode2", json!({
                "intentMappings": [{"intentId": "NO_INTENT", "destination": {"nodeId": "again"}}],
                "transition": go_to("what")["transition"],
            })),
            message("again", &[say("Again:"), go_to("what")]),
        ])
        .component("Coffee", &[
            message("coffee", &[say("Coffee."), json!({"action": switch}), transition("RETURN_TO_INTENT_MAPPER")]),
        ])
        .component("Tea", &[message("tea", &[say("Tea."), transition("RETURN_TO_INTENT_MAPPER")])])
}

#[test]
fn an_intent_leads_to_its_component_and_a_local_mapping_comes_first() {
    let project = intents().build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.intent("NO_INTENT")), ["Again:", "What?"]);
    assert_eq!(
        texts(&talk.intent("water")),
        ["What?"],
        "an intent without mapping goes on as after a return"
    );
}

#[test]
fn returning_to_the_mapper_maps_the_new_intent_and_stops_when_it_has_not_changed() {
    let project = intents().build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.intent("coffee")), ["Coffee.", "Tea.", "What?"]);
    assert_eq!(texts(&talk.intent("tea")), ["Tea.", "What?"]);
}

#[test]
fn the_language_can_be_switched_in_the_middle_of_a_session() {
    let hello = json!({"promptGroup": {"prompts": [
        {"channel": "default", "language": "en-US", "payload": {"displayText": "Hello"}},
        {"channel": "default", "language": "fr-FR", "payload": {"displayText": "Bonjour"}},
    ]}});
    let project = ProjectBuilder::new()
        .variable("language", "STRING_TYPE")
        .component(
            "Main",
            &[
                message("en", &[hello.clone(), go_to("switch")]),
                decision(
                    "switch",
                    &[
                        assign("language", "fr-FR"),
                        assign("language", "xx-XX"),
                        go_to("fr"),
                    ],
                ),
                message("fr", &[hello, go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let mut talk = Talk::new(&project);
    let reply = talk.say(Input::Text(
        "anything said before the opening is dropped".to_owned(),
    ));
    assert_eq!(texts(&reply), ["Hello", "Bonjour"]);
    assert_eq!(reply.messages[1].language, "fr-FR");
    assert_eq!(talk.state.language(), "fr-FR");
}

#[test]
fn old_projects_set_placeholders_off_by_blanks_and_new_ones_do_not() {
    let text = |setting: &str| {
        let hello = say_with(
            "Hello [name|name]! [other|name]s [x] [a|b]",
            json!([{"variableId": "name"}]),
        );
        let builder = ProjectBuilder::new()
            .setting(
                "INTERNAL_SETTINGS/add-spaces-around-dynamic-prompt-parts",
                setting,
            )
            .variable("name", "STRING_TYPE")
            .component(
                "Main",
                &[
                    decision("set", &[assign("name", "Miranda"), go_to("hello")]),
                    message("hello", &[hello, go_to("bye")]),
                    end("bye"),
                ],
            );
        opening(builder)
    };
    assert_eq!(text("true"), ["Hello Miranda ! Miranda s [x] [a|b]"]);
    assert_eq!(text("false"), ["Hello Miranda! Mirandas [x] [a|b]"]);
}

#[test]
fn returning_to_the_mapper_without_a_call_goes_to_the_mapper_of_the_running_component() {
    let to_tea = json!({"action": {"assign": {"lhsIntent": "INTENT_VALUE", "constant": "tea"}}});
    let mapped =
        |intent: &str, node: &str| json!({"intentId": intent, "destination": {"nodeId": node}});
    let project = ProjectBuilder::new()
        .intent("coffee", "")
        .intent("tea", "")
        .component(
            "Main",
            &[
                intent_question("what", "What?", "mapper"),
                node(
                    "mapper",
                    "intentmapperNode2",
                    json!({"intentMappings": [mapped("coffee", "coffee"), mapped("tea", "tea")]}),
                ),
                message(
                    "coffee",
                    &[
                        say("Coffee."),
                        to_tea,
                        transition("RETURN_TO_INTENT_MAPPER"),
                    ],
                ),
                message("tea", &[say("Tea."), go_to("what")]),
            ],
        )
        .build();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.intent("coffee")), ["Coffee.", "Tea.", "What?"]);
}
