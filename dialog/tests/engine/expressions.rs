//! Expressions, methods and assignments as projects write them.

use bavard_dialog::{Project, TurnError};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, asked, texts, understood};

/// A project whose variables are assigned in order and that then shows `out`.
fn showing(variables: &[(&str, &str)], items: &[Value]) -> ProjectBuilder {
    let mut items = items.to_vec();
    items.push(go_to("show"));
    let shown = say_with("<[o|out]>", json!([{"variableId": "out"}]));
    let builder = variables
        .iter()
        .fold(ProjectBuilder::new(), |builder, (name, kind)| {
            builder.variable(name, &format!("{kind}_TYPE"))
        });
    builder.variable("out", "STRING_TYPE").component(
        "Main",
        &[
            decision("work", &items),
            message("show", &[shown, go_to("bye")]),
            end("bye"),
        ],
    )
}

fn shown(project: &Project) -> String {
    let (_, reply) = Talk::open(project);
    texts(&reply).concat()
}

fn called(variable: &str, method: &str, parameters: &[&str]) -> Value {
    let parameters: Vec<Value> = parameters
        .iter()
        .map(|parameter| json!({"constant": parameter}))
        .collect();
    let call = json!({"callMethod": {"methodName": method, "parameters": parameters}});
    json!({"variableExpression": {"variableId": variable, "operations": [call]}})
}

#[test]
fn methods_are_called_by_the_type_of_the_variable() {
    for (kind, value, method, parameters, expected) in [
        ("STRING", "Zoë", "length", &[][..], "<3>"),
        ("STRING", "hello", "toUpperCase", &[], "<HELLO>"),
        ("STRING", "hello", "substring", &["1", "3"], "<el>"),
        ("DATE", "20261102", "getDay", &[], "<2>"),
        ("DATE", "2026-11-02", "getMonth", &[], "<11>"),
        ("DATE", "20261102", "getYear", &[], "<2026>"),
        ("DATE", "20261102", "getDayOfWeek", &[], "<1>"),
        ("TIME", "0130p", "getHours", &[], "<13>"),
        ("AMOUNT", "USD 4.25", "getUnit", &[], "<USD>"),
        ("AMOUNT", "USD 4.25", "getNumber", &[], "<4.25>"),
        ("DISTANCE", "12 km LT", "getModifier", &[], "<LT>"),
        ("DECIMAL", "2.5", "round", &[], "<3>"),
        ("LIST", "[\"a\", \"b\"]", "length", &[], "<2>"),
        ("LIST", "[\"a\", \"b\"]", "contains", &["b"], "<true>"),
        ("LIST", "[\"a\", \"b\"]", "get", &["0"], "<a>"),
        ("STRING", "", "getDay", &[], "<>"),
    ] {
        let items = [
            assign("v", value),
            assign_from("out", called("v", method, parameters)),
        ];
        let project = showing(&[("v", kind)], &items).build();
        assert_eq!(shown(&project), expected, "{kind} {value} {method}");
    }
}

#[test]
fn a_method_of_another_type_throws_an_error() {
    let items = [
        assign("v", "[1]"),
        assign_from("out", called("v", "getDay", &[])),
    ];
    let project = showing(&[("v", "LIST")], &items).build();
    let error = Talk::new(&project).step(bavard_dialog::Input::Empty);
    assert!(
        matches!(&error, Err(TurnError::UnhandledEvent { event, .. }) if event == "error"),
        "{error:?}"
    );
}

#[test]
fn sums_keep_the_type_of_what_is_added() {
    let plus = |operand: Value| {
        let mut expression = operand;
        expression["leftVariableId"] = json!("v");
        expression["mathematicalOperator"] = json!("PLUS");
        assign_from("out", json!({"expression": expression}))
    };
    for (kind, value, operand, expected) in [
        ("INTEGER", "0", json!({"rightConstant": "1"}), "<1>"),
        ("DECIMAL", "0.1", json!({"rightConstant": "0.2"}), "<0.3>"),
        ("STRING", "1", json!({"rightConstant": "2"}), "<12>"),
        (
            "AMOUNT",
            "USD 4",
            json!({"rightConstant": "0.25"}),
            "<USD 4.25>",
        ),
        ("INTEGER", "1", json!({"rightSpecialOperand": "NULL"}), "<>"),
    ] {
        let project = showing(&[("v", kind)], &[assign("v", value), plus(operand)]).build();
        assert_eq!(shown(&project), expected, "{kind} {value}");
    }
}

#[test]
fn a_text_that_doubles_itself_ends_in_an_error_and_not_in_the_memory() {
    let double =
        json!({"leftVariableId": "out", "mathematicalOperator": "PLUS", "rightVariableId": "out"});
    let project = showing(&[], &[assign("out", &"x".repeat(1000)), go_to("grow")])
        .component(
            "Other",
            &[decision(
                "grow",
                &[
                    assign_from("out", json!({"expression": double})),
                    go_to("grow"),
                ],
            )],
        )
        .build();
    let error = Talk::new(&project).step(bavard_dialog::Input::Empty);
    assert!(
        matches!(&error, Err(TurnError::UnhandledEvent { cause: Some(cause), .. }) if cause.to_string().contains("65536")),
        "{error:?}"
    );
}

#[test]
fn operands_in_objects_of_their_own_are_the_same_as_bare_ones() {
    let nested = json!({
        "leftOperand": {"leftVariable": {"id": "v", "name": "v"}},
        "operator": {"relationalOperator": "GREATER_EQUAL_OPERATOR"},
        "rightOperand": {"rightConstant": "3"},
    });
    let bare = json!({
        "leftVariable": {}, "leftVariableId": "v", "leftExpressionId": "",
        "logicalOperator": "NO_LOGICAL_OPERATOR", "mathematicalOperator": "NO_OP",
        "relationalOperator": "GREATER_EQUAL_OPERATOR", "rightConstant": "3",
    });
    for expression in [nested, bare] {
        for (value, expected) in [("3", "<yes>"), ("2", "<>")] {
            let items = [
                assign("v", value),
                condition("IF", expression.clone(), &[assign("out", "yes")]),
            ];
            let project = showing(&[("v", "INTEGER")], &items).build();
            assert_eq!(shown(&project), expected, "{value} {expression}");
        }
    }
}

#[test]
fn the_channel_can_be_compared_shown_sent_and_switched() {
    let on_web = json!({"leftVariableId": "SYS_VAR_channel", "relationalOperator": "EQUAL_OPERATOR", "rightChannelId": "web"});
    let switch =
        json!({"action": {"assign": {"lhsVariableId": "SYS_VAR_channel", "channelId": "default"}}});
    let shown = say_with(
        "[c|SYS_VAR_channel]",
        json!([{"variableId": "SYS_VAR_channel"}]),
    );
    let fetch = json!({
        "externalFetchEnabled": true, "successNodeId": "again", "failureNodeId": "bye",
        "inputVariablesConcepts": [{"variableId": "SYS_VAR_channel"}], "outputVariableIds": ["SYS_VAR_channel"],
    });
    let project = ProjectBuilder::new()
        .component(
            "Main",
            &[
                decision(
                    "start",
                    &[condition("IF", on_web, &[go_to("first")]), go_to("bye")],
                ),
                message("first", &[shown.clone(), go_to("switch")]),
                decision("switch", &[switch, go_to("fetch")]),
                node("fetch", "dataaccessNode", fetch),
                message("again", &[shown, go_to("bye")]),
                end("bye"),
            ],
        )
        .build();
    let (mut talk, reply) = Talk::open(&project);
    assert_eq!(texts(&reply), ["Web VA"]);
    let bavard_dialog::Action::DataAccess(action) = &reply.action else {
        panic!("{reply:#?}")
    };
    assert_eq!(
        Value::Object(action.data.clone()),
        json!({"channel": "Default"})
    );
    let data = json!({"returnCode": 0, "channel": "Web_VA"});
    let reply = talk.say(bavard_dialog::Input::RequestedData {
        id: "fetch".to_owned(),
        data: data.as_object().unwrap().clone(),
    });
    assert_eq!(texts(&reply), ["Web VA"]);
    assert_eq!(talk.state.channel(), "Web VA");
}

#[test]
fn words_and_values_of_entities_and_intents_are_different_operands() {
    let operands = [
        ("value", json!({"conceptId": "SIZE"})),
        ("words", json!({"conceptIdLiteral": "SIZE"})),
        ("intent", json!({"intent": "INTENT_VALUE"})),
        ("certainty", json!({"intent": "INTENT_CONFIDENCE"})),
    ];
    let mut items: Vec<Value> = operands
        .iter()
        .map(|(name, operand)| assign_from(name, operand.clone()))
        .collect();
    items.push(go_to("ask"));
    let send = json!([
        {"variableId": "value"}, {"variableId": "words"}, {"variableId": "intent"}, {"variableId": "certainty"},
        {"intent": "INTENT_VALUE"}, {"conceptId": "SIZE"}, {"specialOperand": "LAST_MESSAGE_OBJECT"},
    ]);
    let mut ask = intent_question("ask", "What?", "work");
    ask["recognitionNode2"]["inputVariablesConcepts"] = send;
    let mut builder = ProjectBuilder::new().entity("SIZE").intent("ORDER", "");
    for (name, _) in &operands {
        builder = builder.variable(name, "STRING_TYPE");
    }
    let project = builder
        .component("Main", &[ask, decision("work", &items)])
        .build();
    let (mut talk, _) = Talk::open(&project);
    let mut input = understood(&[("INTENT", "ORDER"), ("SIZE", "L")]);
    if let bavard_dialog::Input::Interpretation(interpretation) = &mut input {
        interpretation.confidence = 0.5;
        let words = ("SIZE".to_owned(), "large".to_owned());
        interpretation.slot_literals.extend([words]);
    }
    let reply = talk.say(input);
    assert_eq!(
        Value::Object(asked(&reply).data.clone()),
        json!({
            "value": "L", "words": "large", "intent": "ORDER", "certainty": "0.5",
            "INTENT_VALUE": "ORDER", "SIZE": "L",
            "LAST_MESSAGE_OBJECT": {
                "visual": [{"text": "What?", "mask": false, "barge_in_disabled": false}], "language": "en-US", "channel": "Web VA",
            },
        })
    );
}
