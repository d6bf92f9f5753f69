//! The file as a whole.

use serde_json::Value;

use super::index::Index;
use super::places::Places;
use super::reader::{At, Report};
use super::{behaviors, channels, commands, components, events, ontology, settings, variables};
use crate::model::{Model, SendValue, Special};
use crate::project::{Finding, FindingCode, JsonPath, Severity};

/// Name of the component that a session begins in.
const MAIN: &str = "Main";

/// A `dialog.json` that was read.
pub(crate) struct Document {
    /// None if something keeps the project from running.
    pub(crate) model: Option<(Model, Places)>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads `dialog.json`.
pub(crate) fn load(dialog: &str, is_sensitive: &dyn Fn(&str) -> bool) -> Document {
    let document: Value = match serde_json::from_str(dialog) {
        Ok(document) => document,
        Err(error) => {
            return Document {
                model: None,
                findings: vec![invalid_json(&error)],
            };
        }
    };
    let report = Report::default();
    let root = At::root(&document, &report);
    let Some(project) = root
        .object_at("data")
        .or_else(|| root.object_at("importProject"))
    else {
        root.error(
            FindingCode::MissingProject,
            "the file has neither `data` nor `importProject`: it is no export",
        );
        return Document {
            model: None,
            findings: report.into_findings(),
        };
    };
    let model = model(&project, is_sensitive);
    let sound = !report.is_refused();
    Document {
        model: model.filter(|_| sound),
        findings: report.into_findings(),
    }
}

fn invalid_json(error: &serde_json::Error) -> Finding {
    Finding {
        severity: Severity::Error,
        code: FindingCode::InvalidJson,
        path: JsonPath::root(),
        component: None,
        node: None,
        // The message of the error ends with line and column.
        message: format!("dialog.json is not valid JSON: {error}"),
    }
}

fn model(project: &At<'_>, is_sensitive: &dyn Fn(&str) -> bool) -> Option<(Model, Places)> {
    let mut index = Index::new(project);
    let channels = channels::channels(project, &mut index);
    let languages = channels::languages(project);
    let default_language = channels::default_language(project, &languages);
    let variables = variables::variables(project, &mut index);
    let entities = ontology::ontology(project, is_sensitive, &mut index);
    let events = events::events(project, &mut index);
    components::number(project, &mut index);

    let (components, nodes) = components::components(project, &index);
    let handlers = events::handlers(project, &index);
    let commands = commands::commands(project, &index);
    let recoveries = behaviors::project_recoveries(project, &index);
    let confirmations = behaviors::project_confirmations(project, &index);
    let settings = settings::project(project, &index);
    let intents = commands::intents(project, &index);

    let main = components
        .keys()
        .find(|(_, component)| component.name == MAIN);
    if main.is_none() {
        project.error(
            FindingCode::MissingStart,
            format!("there is no component `{MAIN}` to begin in"),
        );
    }
    let (main, main_start) = main.and_then(|(key, component)| Some((key, component.start?)))?;
    let keeps_last_message = nodes.iter().any(|node| {
        node.kind
            .send_values()
            .contains(&SendValue::Special(Special::LastMessage))
    });
    let places = index.places.into_inner();
    let model = Model {
        name: project.text("name").into_owned(),
        languages,
        default_language,
        channels,
        default_channel: index.default_channel,
        variables: variables.variables,
        variable_names: index.variable_names,
        schemas: variables.schemas,
        fields: variables.fields,
        entities,
        entity_names: index.entity_names,
        intent_names: index.intents.into_values().collect(),
        events,
        components,
        component_ids: index.components,
        nodes,
        node_ids: index.nodes,
        main: (main, main_start),
        intents,
        handlers,
        commands,
        recoveries,
        confirmations,
        settings,
        keeps_last_message,
    };
    Some((model, places))
}
