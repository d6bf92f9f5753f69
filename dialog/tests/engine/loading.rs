//! What loads, what does not, and what is said about it.

use bavard_dialog::{Action, Finding, FindingCode, Project, SessionStart, Severity, StartError};
use serde_json::{Map, Value, json};

use crate::support::builder::*;
use crate::support::talk::{Talk, asked, texts, understood};

fn findings(dialog: &Value) -> Vec<Finding> {
    let trsx = "<project/>";
    let files = files(&dialog.to_string(), trsx);
    match Project::load(&files) {
        Ok(project) => project.findings().to_vec(),
        Err(error) => error.findings,
    }
}

fn errors(dialog: &Value) -> Vec<(FindingCode, String, Option<String>)> {
    let findings = findings(dialog)
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    findings
        .filter(|finding| finding.code != FindingCode::InvalidTrainingData)
        .map(|finding| (finding.code, finding.path.to_string(), finding.node))
        .collect()
}

#[test]
fn every_dangling_reference_is_an_error_with_its_path_and_node() {
    let dialog = ProjectBuilder::new()
        .component(
            "Main",
            &[
                message("hello", &[assign("ghost", "1"), go_to("nowhere")]),
                call("calls", "missing component", &[throw("missing event")]),
                question("asks", "missing entity", "?", json!({"inputManagerReferenceId": "missing router"})),
                node(
                    "fetch",
                    "dataaccessNode",
                    json!({
                        "externalFetchEnabled": false, "successNodeId": "hello", "failureNodeId": "gone",
                        "backendConfig": {"dressAliasId": "missing host"},
                    }),
                ),
            ],
        )
        .json();
    let items = "processingItems.channelProcessingItemsMap.default.processingItems";
    let at = |node: usize, rest: &str| format!("$.data.components[0].nodes[{node}].{rest}");
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(
        errors(&dialog),
        [
            (
                FindingCode::MissingVariable,
                at(1, &format!("messageNode.{items}[0].action.assign")),
                named("hello")
            ),
            (
                FindingCode::MissingNode,
                at(1, &format!("messageNode.{items}[1].transition")),
                named("hello")
            ),
            (
                FindingCode::MissingComponent,
                at(2, "componentNode"),
                named("calls")
            ),
            (
                FindingCode::MissingEntity,
                at(3, "recognitionNode2"),
                named("asks")
            ),
            (
                FindingCode::MissingNode,
                at(3, "recognitionNode2"),
                named("asks")
            ),
            (
                FindingCode::MissingBackend,
                at(4, "dataaccessNode.backendConfig"),
                named("fetch")
            ),
            (
                FindingCode::MissingNode,
                at(4, "dataaccessNode"),
                named("fetch")
            ),
        ]
    );
}

#[test]
fn a_truncated_file_is_refused_with_line_and_column() {
    let whole = serde_json::to_string_pretty(&ProjectBuilder::new().json()).unwrap();
    let cut = whole.get(..whole.len() / 2).unwrap();
    let error = Project::load(&files(cut, "<project/>")).unwrap_err();
    let finding = &error.findings[0];
    assert_eq!(
        (finding.code, finding.path.to_string().as_str()),
        (FindingCode::InvalidJson, "$")
    );
    let line = cut.lines().count();
    assert!(
        finding.message.contains(&format!("line {line} column ")),
        "{}",
        finding.message
    );
}

#[test]
fn what_is_no_export_is_refused() {
    for (dialog, code) in [
        ("not json at all", FindingCode::InvalidJson),
        ("", FindingCode::InvalidJson),
        ("{}", FindingCode::MissingProject),
        ("[]", FindingCode::MissingProject),
        (r#"{"data": 3}"#, FindingCode::WrongType),
        (r#"{"data": {}}"#, FindingCode::MissingKey),
    ] {
        let error = Project::load(&files(dialog, "<project/>")).unwrap_err();
        assert!(
            error.findings.iter().any(|finding| finding.code == code),
            "{dialog}: {:?}",
            error.findings
        );
    }
}

#[test]
fn values_of_the_wrong_type_are_reported_where_they_stand() {
    let dialog = ProjectBuilder::new()
        .set("variables", json!("none"))
        .set("components", json!([{"id": "Main", "name": "Main", "nodes": [{"id": "a", "startNode": {"name": ["x"]}}]}]))
        .json();
    assert_eq!(
        errors(&dialog)
            .into_iter()
            .map(|(code, path, _)| (code, path))
            .collect::<Vec<_>>(),
        [
            (FindingCode::WrongType, "$.data.variables".to_owned()),
            (
                FindingCode::WrongType,
                "$.data.components[0].nodes[0].startNode.name".to_owned()
            ),
        ]
    );
}

#[test]
fn unknown_keys_and_a_mapping_to_a_deleted_component_do_not_keep_a_project_from_loading() {
    let builder = ProjectBuilder::new()
        .set("somethingNew", json!({"deep": [1, {"er": null}]}))
        .intent("buy", "invalid reference id [1234]")
        .component(
            "Main",
            &[
                message(
                    "hello",
                    &[
                        say("Hi"),
                        json!({"note": "x", "placeholderProcessingType": "note"}),
                        go_to("bye"),
                    ],
                ),
                end("bye"),
            ],
        );
    let project = builder.build();
    let codes: Vec<_> = project
        .findings()
        .iter()
        .map(|finding| (finding.severity, finding.code))
        .collect();
    assert_eq!(
        codes,
        [(Severity::Warning, FindingCode::DanglingIntentMapping)]
    );
}

#[test]
fn nesting_without_end_is_refused_and_does_not_overflow() {
    let mut nested = say("deep");
    let mut expression = compare("flag", "EQUAL", "true");
    for _ in 0..26 {
        nested = condition("ALWAYS", Value::Null, &[nested]);
    }
    for _ in 0..60 {
        expression = json!({"leftExpression": expression, "logicalOperator": "AND_OPERATOR", "rightConstant": "true"});
    }
    for items in [vec![nested], vec![condition("IF", expression, &[])]] {
        let dialog = ProjectBuilder::new()
            .variable("flag", "BOOLEAN_TYPE")
            .component("Main", &[message("hello", &items)])
            .json();
        assert_eq!(
            errors(&dialog)
                .into_iter()
                .map(|(code, ..)| code)
                .collect::<Vec<_>>(),
            [FindingCode::TooDeep]
        );
    }
    let brackets = "[".repeat(100_000);
    let error =
        Project::load(&files(&format!(r#"{{"data": {brackets}"#), "<project/>")).unwrap_err();
    assert_eq!(error.findings[0].code, FindingCode::InvalidJson);
}

#[test]
fn training_data_that_cannot_be_read_is_an_error_and_none_at_all_a_warning() {
    let builder = ProjectBuilder::new().component("Main", &[end("bye")]);
    let mut files = builder.files();
    files.locales.pop();
    let project = Project::load(&files).unwrap();
    assert_eq!(project.findings()[0].code, FindingCode::MissingTrainingData);
    files.locales[0].trsx.truncate(40);
    let error = Project::load(&files).unwrap_err();
    assert_eq!(error.findings[0].code, FindingCode::InvalidTrainingData);
}

#[test]
fn mappings_as_an_object_may_be_keyed_by_the_intent_and_hold_the_destination() {
    for key in ["order", "intent-1"] {
        let mapper = json!({"intentMappings": {key: {"nodeId": "bye"}}});
        let project = ProjectBuilder::new()
            .set(
                "ontology",
                json!({"concepts": [], "intents": [{"id": "intent-1", "name": "order"}]}),
            )
            .component(
                "Main",
                &[
                    intent_question("what", "What?", "mapper"),
                    node("mapper", "intentmapperNode", mapper),
                    end("bye"),
                ],
            )
            .build();
        let (mut talk, _) = Talk::open(&project);
        let reply = talk.say(understood(&[("INTENT", "order")]));
        assert!(matches!(reply.action, Action::End(_)), "{key}: {reply:?}");
    }
}

#[test]
fn the_older_spelling_of_an_export_runs_like_the_newer_one() {
    let mut dialog = ProjectBuilder::new()
        .entity("size")
        .intent("order", "")
        .component(
            "Main",
            &[
                intent_question("what", "What?", "mapper"),
                node(
                    "mapper",
                    "intentMapperNode",
                    json!({"intentMappings": {"1": {"intentId": "order", "destination": {"nodeId": "which"}}}}),
                ),
                node(
                    "which",
                    "recognitionNode",
                    json!({
                        "collectionType": "CUSTOM_LIST_TYPE", "conceptId": "size",
                        "initialMessage": group(&[say("Which size?")]),
                        "recoRecoveryBehaviors": [
                            {"event": "nomatch", "escalationLevel": 1, "processingItems": group(&[say("Pardon?")])},
                        ],
                        "defaultConceptProcessingItem": group(&[go_to("fetch")]),
                    }),
                ),
                node(
                    "fetch",
                    "dataAccessNode",
                    json!({"externalFetchEnabled": true, "successNodeId": "bye", "failureNodeId": "bye"}),
                ),
                node("bye", "endNode", json!({})),
            ],
        )
        .json();
    let project = dialog["data"].take();
    let dialog = json!({"importProject": project});
    let project = Project::load(&files(
        &dialog.to_string(),
        &ProjectBuilder::new().files().locales[0].trsx,
    ))
    .unwrap();
    let (mut talk, _) = Talk::open(&project);
    assert_eq!(texts(&talk.intent("order")), ["Which size?"]);
    assert_eq!(
        texts(&talk.say(understood(&[("INTENT", "NO_INTENT")]))),
        ["Pardon?", "Which size?"]
    );
    let reply = talk.say(understood(&[("size", "big")]));
    assert!(matches!(reply.action, bavard_dialog::Action::DataAccess(_)));
}

#[test]
fn a_session_starts_on_channels_and_languages_of_the_project_only() {
    let project = ProjectBuilder::new()
        .component("Main", &[end("bye")])
        .build();
    let start = |channel: &str, language: &str| {
        let start = SessionStart {
            channel: channel.to_owned(),
            language: language.to_owned(),
            data: Map::new(),
            seed: 0,
        };
        project
            .start(&start)
            .map(|state| state.channel().to_owned())
    };
    assert_eq!(project.channels(), ["Default", "Web VA"]);
    assert_eq!(start("default", "fr-FR").as_deref(), Ok("Default"));
    assert_eq!(start("Web VA", "en-US").as_deref(), Ok("Web VA"));
    assert_eq!(start("Web_VA", "en-US").as_deref(), Ok("Web VA"));
    assert!(
        matches!(start("IVR", "en-US"), Err(StartError::UnknownChannel { supported, .. }) if supported.len() == 2)
    );
    assert!(matches!(
        start("default", "de-DE"),
        Err(StartError::UnknownLanguage { .. })
    ));
}

#[test]
fn a_question_that_collects_nothing_loads_with_a_warning_and_is_never_answered() {
    let project = ProjectBuilder::new()
        .entity("size")
        .component("Main", &[question("asks", "", "Well?", json!({}))])
        .build();
    assert_eq!(project.findings()[0].code, FindingCode::MissingEntity);
    let (mut talk, reply) = Talk::open(&project);
    assert_eq!(asked(&reply).node, "asks");
    assert_eq!(texts(&talk.say(understood(&[("size", "big")]))), ["Well?"]);
}
