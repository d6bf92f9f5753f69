//! Texts that are missing.

use bavard_dialog::Severity;
use serde_json::{Value, json};

use super::*;

/// A prompt with texts: channel, language, rich text, speech.
fn prompt(texts: &[(&str, &str, &str, &str)]) -> Value {
    let prompts: Vec<Value> = texts
        .iter()
        .map(|(channel, language, rich, speech)| {
            json!({"channel": channel, "language": language, "payload": {"displayText": rich, "ttsText": speech}})
        })
        .collect();
    json!({"promptGroup": {"prompts": prompts}})
}

fn says(items: &[Value]) -> ProjectBuilder {
    let mut all = items.to_vec();
    all.push(go_to("bye"));
    main(&[message("hello", &all)])
}

fn in_two_languages(project: ProjectBuilder) -> ProjectBuilder {
    project.set("supportedLocales", json!(["en-US", "fr-FR"]))
}

/// Findings of a project in two languages, but for the missing training data of the second.
fn in_french(project: &ProjectBuilder) -> Vec<(Severity, String, String)> {
    let findings = findings(project).into_iter();
    findings
        .filter(|finding| finding.code.as_str() != "missing-training-data")
        .map(|finding| (finding.severity, finding.code.to_string(), finding.message))
        .collect()
}

#[test]
fn a_text_that_is_missing_in_a_language_is_found_at_its_prompt() {
    let project = in_two_languages(says(&[
        prompt(&[
            ("default", "en-US", "Hi", ""),
            ("default", "fr-FR", "Salut", ""),
        ]),
        prompt(&[("default", "en-US", "Welcome", "")]),
    ]));
    let found = in_french(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    let (severity, code, message) = &found[0];
    assert_eq!(
        (*severity, code.as_str()),
        (Severity::Warning, "missing-prompt")
    );
    assert!(
        message.contains("in fr-FR") && message.contains("Welcome"),
        "{message}"
    );
    let missing = findings(&project).pop().unwrap();
    assert!(
        missing
            .path
            .to_string()
            .ends_with(".processingItems[1].promptGroup"),
        "{}",
        missing.path
    );
}

#[test]
fn a_text_that_is_missing_on_a_channel_is_found() {
    let project = says(&[prompt(&[("web", "en-US", "Click", "")])]);
    let finding = only(&project);
    assert_eq!(finding.code.as_str(), "missing-prompt");
    assert!(
        finding.message.contains("channel `Default`"),
        "{}",
        finding.message
    );
}

#[test]
fn a_channel_that_lacks_only_one_language_is_not_said_to_lack_the_other() {
    let project = in_two_languages(says(&[prompt(&[("web", "en-US", "Click", "")])]));
    let finding = findings(&project)
        .into_iter()
        .find(|finding| finding.message.contains("Click"))
        .unwrap();
    assert_eq!(
        finding.message,
        "the message says nothing on the channel `Default` in en-US, `Default` in fr-FR, `Web VA` in fr-FR: \"Click\""
    );
}

#[test]
fn texts_that_are_meant_for_some_sessions_only_are_not_missing() {
    let both = [
        ("default", "en-US", "Hi", ""),
        ("default", "fr-FR", "Salut", ""),
    ];
    let speaks_french = compare("language", "EQUAL", "fr-FR");
    let french = prompt(&[("default", "fr-FR", "En passant", "")]);
    let on_web = json!({"channelProcessingItemsMap": {
        "default": {"processingItems": [go_to("bye")]},
        "web": {"processingItems": [prompt(&[("web", "en-US", "Click", "")]), go_to("bye")]},
    }});
    for (case, project) in [
        ("both languages", in_two_languages(says(&[prompt(&both)]))),
        (
            "a text for any language",
            in_two_languages(says(&[prompt(&[("default", "", "OK", "")])])),
        ),
        (
            "a condition on the language",
            in_two_languages(
                says(&[condition("IF", speaks_french, &[french])])
                    .variable("language", "STRING_TYPE"),
            ),
        ),
        (
            "items of one channel",
            main(&[node(
                "hello",
                "messageNode",
                json!({"processingItems": on_web}),
            )]),
        ),
        (
            "one message for each language",
            in_two_languages(says(&[
                prompt(&[("default", "en-US", "Hi", "")]),
                prompt(&[("default", "fr-FR", "Salut", "")]),
            ])),
        ),
        (
            "the text for all channels",
            says(&[prompt(&[
                ("default", "en-US", "Hi", ""),
                ("web", "en-US", "", ""),
            ])]),
        ),
    ] {
        let found = in_french(&project);
        assert!(found.is_empty(), "{case}: {found:?}");
    }
}

#[test]
fn a_form_that_other_messages_have_is_a_note() {
    let finding = only(&says(&[
        prompt(&[("default", "en-US", "Hi", "Hi")]),
        prompt(&[("default", "en-US", "Welcome", "")]),
    ]));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Note, "missing-form")
    );
    assert!(
        finding.message.contains("text to speech"),
        "{}",
        finding.message
    );
    // Where nothing is spoken, nothing has to be.
    assert_silent(
        "no message has it",
        &says(&[prompt(&[("default", "en-US", "Hi", "")])]),
    );
}

#[test]
fn a_message_without_text_is_a_note() {
    let project = says(&[prompt(&[("default", "en-US", " ", "")])]);
    assert_found(&project, &[("empty-prompt", "hello")]);
    assert_eq!(only(&project).severity, Severity::Note);
    assert_silent("no message at all", &says(&[]));
}

#[test]
fn a_placeholder_that_nothing_binds_is_a_warning() {
    let id = "5f75f8f1-4e76-4a7d-99d0-5013e68ac259";
    let finding = only(&says(&[say(&format!("Hi [name|{id}]!"))]));
    assert_eq!(
        (finding.severity, finding.code.as_str()),
        (Severity::Warning, "unbound-placeholder")
    );
    let bound = json!([{"variableId": id}]);
    let variable = json!([{"id": id, "name": "name", "simpleVariableType": "STRING_TYPE"}]);
    assert_silent(
        "it is bound",
        &says(&[say_with(&format!("Hi [name|{id}]!"), bound)]).set("variables", variable),
    );
    assert_silent(
        "other brackets are text",
        &says(&[say("[a|b] [c] [d|e-f]")]),
    );
}
