//! What `Project::check` finds, and what it must not find.

mod data;
mod documentation;
mod flow;
mod intents;
mod projects;
mod prompts;
mod questions;
mod values;

use bavard_dialog::{Finding, Project};
use serde_json::{Value, json};

use crate::support::builder::*;

/// A project in English with these nodes in `Main`, beside `bye`, which ends it and takes all events.
fn main(nodes: &[Value]) -> ProjectBuilder {
    let mut all = nodes.to_vec();
    all.push(end("bye"));
    ProjectBuilder::new()
        .set("supportedLocales", json!(["en-US"]))
        .handling_component("Main", &[("event", "bye")], &all)
}

fn findings(project: &ProjectBuilder) -> Vec<Finding> {
    let mut files = project.files();
    files.locales.truncate(1);
    Project::check(&files)
}

/// Codes and nodes (or components) of all findings.
fn found(project: &ProjectBuilder) -> Vec<(String, String)> {
    let findings = findings(project).into_iter();
    let found = findings.map(|finding| {
        let place = finding.node.or(finding.component).unwrap_or_default();
        (finding.code.to_string(), place)
    });
    found.collect()
}

fn assert_found(project: &ProjectBuilder, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(code, place)| ((*code).to_owned(), (*place).to_owned()))
        .collect();
    assert_eq!(found(project), expected, "{:#?}", findings(project));
}

/// Nothing may be found in what looks like a problem and is none.
fn assert_silent(case: &str, project: &ProjectBuilder) {
    assert_eq!(findings(project), [], "{case}");
}

/// The only finding there is.
fn only(project: &ProjectBuilder) -> Finding {
    let mut findings = findings(project);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

/// Training data with a list entity `size`: small, large.
const SIZES: &str = r#"<ontology><concepts><concept name="size"/></concepts></ontology><dictionaries>
    <dictionary conceptref="size"><entry literal="small" value="small"/><entry literal="big" value="large"/></dictionary>
    </dictionaries>"#;

/// A question for the size whose default action leads to `bye`.
fn size_question(more: Value) -> Value {
    let mut body = json!({"defaultConceptProcessingItem": group(&[go_to("bye")])});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    question("asks", "size", "Which size?", body)
}

/// A project that asks for the size.
fn sized(nodes: &[Value]) -> ProjectBuilder {
    main(nodes).entity("size").training(SIZES)
}

/// `entity operator constant`.
fn compare_entity(entity: &str, operator: &str, constant: &str) -> Value {
    json!({
        "leftConceptId": entity,
        "relationalOperator": format!("{operator}_OPERATOR"),
        "rightConstant": constant,
    })
}
