//! Projects to draw in tests.

use bavard_dialog::{LocaleFile, Project, ProjectFiles};
use serde_json::{Value, json};

/// Whatever a name could do to a drawing.
pub(super) const HOSTILE_NAME: &str =
    "</title><script>&\"']]>\u{0}\u{1b}\r\n%%{init}%% `#quot;` \u{202E}שלום 一二三";

fn load(components: &Value) -> Project {
    let dialog = json!({"data": {
        "name": "sample",
        "supportedLocales": ["en-US"],
        "supportedChannels": [
            {"id": "default", "displayName": "Default", "codeName": "default", "modes": ["Rich Text"]}
        ],
        "ontology": {},
        "components": components,
        "events": [{"id": "trouble", "eventString": "event.trouble", "uiString": "Trouble"}],
        "eventHandlers": [
            {"eventId": "trouble", "transition": {"transitionType": "GO_TO", "nodeId": "bye"}}
        ],
    }});
    let files = ProjectFiles {
        dialog: dialog.to_string(),
        locales: Vec::<LocaleFile>::new(),
    };
    Project::load(&files).unwrap_or_else(|error| panic!("{:#?}", error.findings))
}

fn go_to(node: &str) -> Value {
    json!({"transition": {"transitionType": "GO_TO", "nodeId": node}})
}

fn group(items: &[Value]) -> Value {
    json!({"channelProcessingItemsMap": {"default": {"processingItems": items}}})
}

fn node(id: &str, name: &str, kind: &str, items: &[Value]) -> Value {
    json!({"id": id, kind: {"name": name, "processingItems": group(items), "componentId": "help", "actionType": "END"}})
}

/// A project with a link of each sort: on, back, to itself, on an event, and out to each sort of target.
pub(super) fn project() -> Project {
    named(None)
}

/// The same project with this name for all of its nodes and components but Main.
pub(super) fn named(name: Option<&str>) -> Project {
    let named = |own| name.unwrap_or(own);
    let prompt = json!({"promptGroup": {"prompts": [{
        "channel": "default", "language": "en-US", "payload": {"displayText": named("Welcome!")}
    }]}});
    let throw = json!({"transition": {"transitionType": "THROW", "eventId": "trouble"}});
    let leave = json!({"transition": {"transitionType": "RETURN"}});
    load(&json!([
        {
            "id": "main", "name": "Main",
            "eventHandlers": [{"eventId": "trouble", "transition": go_to("sorry")["transition"]}],
            "nodes": [
                {"id": "start", "startNode": {"name": named("start"), "nodeId": "hello"}},
                node("hello", named("say hello"), "messageNode", &[prompt, go_to("choose")]),
                node("choose", named("choose"), "decisionNode", &[
                    go_to("choose"), go_to("hello"), go_to("ask"), go_to("bye"), go_to("inner"), throw,
                ]),
                node("ask", named("call help"), "componentNode", &[go_to("bye")]),
                node("sorry", named("say sorry"), "messageNode", &[go_to("choose")]),
                node("bye", named("end here"), "externalactionNode", &[]),
            ],
        },
        {
            "id": "help", "name": named("Help"),
            "nodes": [
                {"id": "help.start", "startNode": {"name": named("start"), "nodeId": "inner"}},
                node("inner", named("say help"), "messageNode", &[leave]),
            ],
        },
    ]))
}

/// A project that runs from start to end, and has a node beside that.
pub(super) fn straight() -> Project {
    load(&json!([{
        "id": "main", "name": "Main",
        "nodes": [
            {"id": "start", "startNode": {"name": "start", "nodeId": "hello"}},
            node("hello", "say hello", "messageNode", &[go_to("bye")]),
            node("bye", "end here", "externalactionNode", &[]),
            node("never", "never said", "messageNode", &[go_to("bye")]),
        ],
    }]))
}

/// A project as large as they get: 24 components and 177 nodes, each with up to four ways on and back.
pub(super) fn large() -> Project {
    let components: Vec<Value> = (0..24_u32).map(large_component).collect();
    load(&json!(components))
}

fn large_component(number: u32) -> Value {
    // 24 starts and 153 other nodes.
    let count = if number < 9 { 7 } else { 6 };
    let name = |index: u32| match (number, index) {
        (0, 0) => "bye".to_owned(),
        _ => format!("c{number}n{index}"),
    };
    let mut nodes = vec![
        json!({"id": format!("c{number}.start"), "startNode": {"name": "start", "nodeId": name(0)}}),
    ];
    for index in 0..count {
        let targets = (0..4).map(|way| name((index * 5 + way * 3 + number) % count));
        let on = [name((index + 1) % count)].into_iter().chain(targets);
        let items: Vec<Value> = on.map(|target| go_to(&target)).collect();
        let label = format!("ma{number}{index}_AskSomethingOfTheVisitor_QA");
        nodes.push(node(&name(index), &label, "decisionNode", &items));
    }
    let title = if number == 0 {
        "Main".to_owned()
    } else {
        format!("Component {number}")
    };
    json!({"id": format!("c{number}"), "name": title, "nodes": nodes})
}
