//! Variables: types, reserved ones, and what clients may set.

use bavard_dialog::{Action, Input, Project, SessionStart};
use serde_json::{Value, json};

use crate::support::builder::*;
use crate::support::talk::Talk;

/// A project that sends these variables to the client at once.
fn sending(builder: ProjectBuilder, names: &[&str], items: &[Value]) -> Project {
    let send: Vec<Value> = names
        .iter()
        .map(|name| json!({"variable": {"name": name}}))
        .collect();
    let fetch = json!({
        "externalFetchEnabled": true, "inputVariablesConcepts": send,
        "successNodeId": "fetch", "failureNodeId": "fetch",
    });
    let mut items = items.to_vec();
    items.push(go_to("fetch"));
    let nodes = [
        decision("work", &items),
        node("fetch", "dataaccessNode", fetch),
    ];
    builder.component("Main", &nodes).build()
}

/// What the project sends in a session with this data.
fn sent(project: &Project, data: Value) -> Value {
    let start = SessionStart {
        channel: "Web VA".to_owned(),
        language: "en-US".to_owned(),
        data: data.as_object().unwrap().clone(),
        seed: 1,
    };
    let mut talk = Talk::resume(project, project.start(&start).unwrap());
    match talk.say(Input::Empty).action {
        Action::DataAccess(action) => Value::Object(action.data),
        other => panic!("{other:#?}"),
    }
}

#[test]
fn reserved_variables_are_there_without_a_declaration() {
    let names = [
        "userData",
        "channelIntegration",
        "language",
        "returnMessage",
        "ExternalResourceReferences",
    ];
    let project = sending(ProjectBuilder::new(), &names, &[]);
    assert_eq!(
        sent(
            &project,
            json!({
                "userData": {"timezone": "Europe/Paris", "location": {"latitude": "48.8", "height": 3}, "shoe": 44},
                "channelIntegration": "WhatsApp",
                "language": "fr_fr",
                "ExternalResourceReferences": [{"uri": "urn:x"}],
            })
        ),
        json!({
            "userData": {"timezone": "Europe/Paris", "location": {"latitude": "48.8"}},
            "channelIntegration": "WhatsApp",
            "language": "fr-FR",
            "ExternalResourceReferences": [{"uri": "urn:x"}],
        })
    );
}

#[test]
fn lists_take_items_of_their_type_and_keep_their_places() {
    let mut list = json!({"id": "l", "name": "l", "simpleVariableType": "LIST_TYPE"});
    let project = |list: &Value| {
        let schema = json!({"id": "s", "name": "s", "fields": [{"id": "f", "name": "f", "simpleVariableType": "INTEGER_TYPE"}]});
        let builder = ProjectBuilder::new()
            .set("complexVariableTypes", json!([schema]))
            .set("variables", json!([list]));
        sending(builder, &["l"], &[])
    };
    let data = json!({"l": [1, "2", "x", {"f": "7", "g": 1}]});
    assert_eq!(sent(&project(&list), data.clone()), data);
    list["simpleGenericType"] = json!("INTEGER_TYPE");
    assert_eq!(
        sent(&project(&list), data.clone()),
        json!({"l": [1, 2, null, null]})
    );
    list["complexGenericTypeId"] = json!("s");
    assert_eq!(
        sent(&project(&list), data),
        json!({"l": [null, null, null, {"f": 7}]})
    );
}

#[test]
fn quantities_come_as_objects_or_in_words() {
    let builder = ProjectBuilder::new()
        .variable("price", "AMOUNT_TYPE")
        .variable("way", "DISTANCE_TYPE")
        .variable("heat", "TEMPERATURE_TYPE");
    let project = sending(builder, &["price", "way", "heat"], &[]);
    assert_eq!(
        sent(
            &project,
            json!({"price": "USD 234.56", "way": "12.5 km LT", "heat": {"unit": "C", "number": "20"}})
        ),
        json!({
            "price": {"unit": "USD", "number": 234.56},
            "way": {"unit": "km", "number": 12.5, "modifier": "LT"},
            "heat": {"unit": "C", "number": 20},
        })
    );
    assert_eq!(
        sent(&project, json!({"price": 3, "way": "far", "heat": "1 2 3"})),
        json!({})
    );
}

#[test]
fn long_numbers_keep_every_digit() {
    let builder = ProjectBuilder::new().variable("account", "INTEGER_TYPE");
    let project = sending(builder, &["account"], &[]);
    for number in [json!(9_007_199_254_740_993_i64), json!("9007199254740993")] {
        assert_eq!(
            sent(&project, json!({"account": number})).to_string(),
            r#"{"account":9007199254740993}"#
        );
    }
}

#[test]
fn a_new_object_has_fields_that_are_null_until_they_are_set() {
    let field = |id: &str, kind: Value| {
        let mut field = json!({"id": id, "name": id});
        field
            .as_object_mut()
            .unwrap()
            .extend(kind.as_object().unwrap().clone());
        field
    };
    let schemas = json!([
        {"id": "Person", "name": "Person", "fields": [
            field("name", json!({"simpleVariableType": "STRING_TYPE"})),
            field("home", json!({"complexVariableTypeId": "Place"})),
        ]},
        {"id": "Place", "name": "Place", "fields": [field("floor", json!({"simpleVariableType": "INTEGER_TYPE"}))]},
    ]);
    let person = json!({"id": "person", "name": "person", "complexVariableTypeId": "Person"});
    let path = |fields: &[&str]| {
        let operations: Vec<Value> = fields
            .iter()
            .map(|field| json!({"selectField": {"fieldVariableId": field}}))
            .collect();
        json!({"variableId": "person", "operations": operations})
    };
    let is_null = |operand: Value| json!({"leftVariableExpression": operand, "relationalOperator": "EQUAL_OPERATOR", "rightSpecialOperand": "NULL"});
    let not_null = json!({"leftVariableId": "person", "relationalOperator": "NOT_EQUAL_OPERATOR", "rightSpecialOperand": "NULL"});
    let set = |fields: &[&str], value: &str| json!({"action": {"assign": {"lhsVariableExpression": path(fields), "constant": value}}});
    let builder = ProjectBuilder::new()
        .set("complexVariableTypes", schemas)
        .set("variables", json!([person]));
    let items = [
        assign_from("person", json!({"specialOperand": "NEW_OBJECT"})),
        condition(
            "IF",
            not_null,
            &[condition(
                "IF",
                is_null(path(&["name"])),
                &[set(&["name"], "Ann")],
            )],
        ),
        condition(
            "IF",
            is_null(path(&["home", "floor"])),
            &[set(&["home", "floor"], "3")],
        ),
    ];
    let project = sending(builder, &["person"], &items);
    assert_eq!(
        sent(&project, json!({})),
        json!({"person": {"name": "Ann", "home": {"floor": 3}}})
    );
}
