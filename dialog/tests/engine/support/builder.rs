//! Small projects in the export format. Ids are names, so that tests read like the design.

use bavard_dialog::{LocaleFile, Project, ProjectFiles};
use serde_json::{Map, Value, json};

/// A project under construction. Channels are `Default` (all modes) and `Web VA` (rich text, interactivity).
pub(crate) struct ProjectBuilder {
    data: Map<String, Value>,
    trsx: String,
}

impl ProjectBuilder {
    pub(crate) fn new() -> ProjectBuilder {
        let all = ["Rich Text", "TTS", "Audio Script", "Interactivity", "DTMF"];
        let data = json!({
            "supportedLocales": ["en-US", "fr-FR"],
            "supportedChannels": [
                {"id": "default", "displayName": "Default", "codeName": "default", "modes": all},
                {"id": "web", "displayName": "Web VA", "codeName": "custom", "modes": ["Rich Text", "Interactivity"]},
            ],
            "ontology": {"concepts": [], "intents": []},
            "variables": [], "events": [], "components": [],
        });
        let Value::Object(data) = data else {
            unreachable!()
        };
        let trsx = concat!(
            r#"<project xmlns:nuance="https://developer.nuance.com/mix/nlu/trsx" xml:lang="eng-USA">"#,
            "<ontology><intents/><concepts/></ontology><dictionaries/><samples/></project>"
        );
        ProjectBuilder {
            data,
            trsx: trsx.to_owned(),
        }
        .event("error")
        .event("event")
    }

    /// Sets a key of the project.
    pub(crate) fn set(mut self, key: &str, value: Value) -> ProjectBuilder {
        self.data.insert(key.to_owned(), value);
        self
    }

    fn push(mut self, key: &str, value: Value) -> ProjectBuilder {
        let list = self.data.entry(key).or_insert(json!([]));
        list.as_array_mut().unwrap().push(value);
        self
    }

    /// A variable of a type such as `STRING_TYPE`.
    pub(crate) fn variable(self, name: &str, simple_type: &str) -> ProjectBuilder {
        self.push(
            "variables",
            json!({"id": name, "name": name, "simpleVariableType": simple_type}),
        )
    }

    pub(crate) fn entity(self, name: &str) -> ProjectBuilder {
        self.inherited_entity(name, "")
    }

    pub(crate) fn inherited_entity(mut self, name: &str, parent: &str) -> ProjectBuilder {
        let concept = json!({"id": name, "name": name, "isA": parent});
        self.data["ontology"]["concepts"]
            .as_array_mut()
            .unwrap()
            .push(concept);
        self
    }

    /// An entity whose values must not be kept.
    pub(crate) fn sensitive_entity(mut self, name: &str) -> ProjectBuilder {
        let setting = r#"<settings><setting name="isSensitive" value="true"/></settings>"#;
        let concept = format!(r#"<concepts><concept name="{name}">{setting}</concept></concepts>"#);
        self.trsx = self.trsx.replace("<concepts/>", &concept);
        self.entity(name)
    }

    /// Training data: the inside of its `project`.
    pub(crate) fn training(mut self, trsx: &str) -> ProjectBuilder {
        self.trsx = format!(r#"<project xml:lang="eng-USA">{trsx}</project>"#);
        self
    }

    /// An intent that leads to a component, or nowhere if that is empty.
    pub(crate) fn intent(mut self, name: &str, component: &str) -> ProjectBuilder {
        self.data["ontology"]["intents"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": name, "name": name}));
        if component.is_empty() {
            return self;
        }
        self.push(
            "projectIntentMappings",
            json!({"intentId": name, "destination": {"componentId": component}}),
        )
    }

    pub(crate) fn event(self, name: &str) -> ProjectBuilder {
        let label = name.rsplit('.').next().unwrap_or(name);
        self.push(
            "events",
            json!({"id": name, "eventString": name, "uiString": label}),
        )
    }

    /// A setting for all channels, as `KIND/name`.
    pub(crate) fn setting(self, name: &str, value: &str) -> ProjectBuilder {
        let (kind, name) = name.split_once('/').unwrap();
        let setting = json!({"settingType": kind, "settingName": name, "value": value});
        self.push("globalSettingOverrides", setting)
    }

    /// A component whose start node leads to its first node.
    pub(crate) fn component(self, name: &str, nodes: &[Value]) -> ProjectBuilder {
        self.handling_component(name, &[], nodes)
    }

    /// A component with event handlers: event and node.
    pub(crate) fn handling_component(
        self,
        name: &str,
        handlers: &[(&str, &str)],
        nodes: &[Value],
    ) -> ProjectBuilder {
        let first = nodes
            .first()
            .map(|node| node["id"].clone())
            .unwrap_or_default();
        let mut all = vec![
            json!({"id": format!("{name}.start"), "startNode": {"name": "start", "nodeId": first}}),
        ];
        all.extend(nodes.iter().cloned());
        self.push("components", json!({"id": name, "name": name, "nodes": all, "eventHandlers": event_handlers(handlers)}))
    }

    /// The `dialog.json`.
    pub(crate) fn json(&self) -> Value {
        json!({"data": self.data})
    }

    pub(crate) fn files(&self) -> ProjectFiles {
        files(&self.json().to_string(), &self.trsx)
    }

    pub(crate) fn build(&self) -> Project {
        Project::load(&self.files()).unwrap_or_else(|error| panic!("{:#?}", error.findings))
    }
}

/// Project files with the same training data in both languages.
pub(crate) fn files(dialog: &str, trsx: &str) -> ProjectFiles {
    let locale = |locale: &str| LocaleFile {
        locale: locale.to_owned(),
        trsx: trsx.to_owned(),
    };
    ProjectFiles {
        dialog: dialog.to_owned(),
        locales: vec![locale("en-US"), locale("fr-FR")],
    }
}

/// A node of a type; `body` is what the type's key holds, without the name.
pub(crate) fn node(name: &str, kind: &str, body: Value) -> Value {
    let mut body = body;
    body["name"] = json!(name);
    json!({"id": name, kind: body, "eventHandlers": []})
}

/// The same node with event handlers: event and node.
pub(crate) fn handling(mut node: Value, handlers: &[(&str, &str)]) -> Value {
    node["eventHandlers"] = event_handlers(handlers);
    node
}

fn event_handlers(handlers: &[(&str, &str)]) -> Value {
    let handler = |(event, node): &(&str, &str)| json!({"eventId": event, "transition": {"transitionType": "GO_TO", "nodeId": node}});
    handlers.iter().map(handler).collect()
}

pub(crate) fn message(name: &str, items: &[Value]) -> Value {
    node(
        name,
        "messageNode",
        json!({"processingItems": group(items)}),
    )
}

pub(crate) fn decision(name: &str, items: &[Value]) -> Value {
    node(
        name,
        "decisionNode",
        json!({"processingItems": group(items)}),
    )
}

pub(crate) fn call(name: &str, component: &str, on_return: &[Value]) -> Value {
    node(
        name,
        "componentNode",
        json!({"componentId": component, "processingItems": group(on_return)}),
    )
}

pub(crate) fn end(name: &str) -> Value {
    node(name, "externalactionNode", json!({"actionType": "END"}))
}

/// An intent question that leads to an intent mapper.
pub(crate) fn intent_question(name: &str, text: &str, mapper: &str) -> Value {
    node(
        name,
        "recognitionNode2",
        json!({
            "collectionType": "INTENT_TYPE",
            "initialMessage": group(&[say(text)]),
            "defaultIntentProcessingItem": group(&[go_to(mapper)]),
        }),
    )
}

/// A question for an entity.
pub(crate) fn question(name: &str, entity: &str, text: &str, more: Value) -> Value {
    let mut body = json!({
        "collectionType": "CUSTOM_LIST_TYPE", "entityId": entity, "initialMessage": group(&[say(text)]),
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    node(name, "recognitionNode2", body)
}

/// Items for all channels.
pub(crate) fn group(items: &[Value]) -> Value {
    json!({"channelProcessingItemsMap": {"default": {"processingItems": items}}})
}

/// A prompt for all channels in English.
pub(crate) fn say(text: &str) -> Value {
    say_with(text, json!([]))
}

/// A prompt with placeholders.
pub(crate) fn say_with(text: &str, annotations: Value) -> Value {
    let payload =
        json!({"displayText": text, "displayTextAnnotations": annotations, "ttsText": ""});
    json!({"promptGroup": {"prompts": [{"channel": "default", "language": "en-US", "payload": payload}]}})
}

pub(crate) fn go_to(node: &str) -> Value {
    json!({"transition": {"transitionType": "GO_TO", "nodeId": node}})
}

/// `RETURN`, `RETURN_TO_INTENT_MAPPER`.
pub(crate) fn transition(kind: &str) -> Value {
    json!({"transition": {"transitionType": kind}})
}

pub(crate) fn throw(event: &str) -> Value {
    json!({"transition": {"transitionType": "THROW", "eventId": event}})
}

/// A condition: `IF`, `ELSEIF`, `ELSE` or `ALWAYS`.
pub(crate) fn condition(kind: &str, expression: Value, items: &[Value]) -> Value {
    json!({"condition": {"statementType": format!("{kind}_TYPE"), "expression": expression, "processingItems": items}})
}

/// `variable operator constant`.
pub(crate) fn compare(variable: &str, operator: &str, constant: &str) -> Value {
    json!({
        "leftVariable": {"id": variable, "name": variable},
        "relationalOperator": format!("{operator}_OPERATOR"),
        "rightConstant": constant,
    })
}

pub(crate) fn assign(variable: &str, constant: &str) -> Value {
    assign_from(variable, json!({"constant": constant}))
}

/// An assignment to a variable from any operand.
pub(crate) fn assign_from(variable: &str, operand: Value) -> Value {
    let mut assign = operand;
    assign["lhsVariable"] = json!({"id": variable, "name": variable});
    json!({"action": {"assign": assign}})
}

pub(crate) fn clear(entity: &str) -> Value {
    json!({"action": {"conceptAction": {"conceptId": entity, "clearConcept": true}}})
}
