//! Nodes. The one key of a node that is not common to all names its type.

use super::commands::{intent_mapping, keyed_intent_mapping};
use super::data_access;
use super::events;
use super::expressions;
use super::index::{CHANNEL_VARIABLE, Index, VariableReference};
use super::processing;
use super::questions;
use super::reader::At;
use super::routers;
use super::settings;
use crate::model::{
    Component, ComponentCall, ExternalAction, ExternalActionKind, IntentMapper, Key, MessageNode,
    Node, NodeKind, SendValue, StartNode, TakenValue, Transition,
};
use crate::project::FindingCode;
use crate::reply::View;

/// Reads a node; none, with a finding, if it cannot run.
pub(super) fn node(
    at: &At<'_>,
    component: Key<Component>,
    project: &At<'_>,
    index: &Index,
) -> Option<Node> {
    let id = at.text("id").into_owned();
    let Some((kind, body)) = typed_body(at) else {
        at.error(
            FindingCode::UnknownNodeType,
            "the node has no key that names a known node type",
        );
        return None;
    };
    let name = body.text("name").into_owned();
    let body = body.within_node(&name);
    index.place_node(&body);
    let kind = match kind {
        TypeName::Start => NodeKind::Start(start(&body, index)),
        TypeName::Message => NodeKind::Message(MessageNode {
            items: processing::group(&body, "processingItems", index),
            view: view(&body),
            settings: settings::node(&body, index),
        }),
        TypeName::Decision => {
            NodeKind::Decision(processing::group(&body, "processingItems", index))
        }
        TypeName::ComponentCall => {
            if body.id("componentId").is_none() {
                body.error(FindingCode::MissingComponent, "the node calls no component");
            }
            NodeKind::ComponentCall(ComponentCall {
                component: index.component(&body, "componentId")?,
                on_return: processing::group(&body, "processingItems", index),
            })
        }
        TypeName::IntentMapper => NodeKind::IntentMapper(intent_mapper(&body, index)),
        TypeName::QuestionRouter => NodeKind::QuestionRouter(routers::router(&body, index)),
        TypeName::Question => NodeKind::Question(Box::new(questions::question(&body, index))),
        TypeName::DataAccess => {
            NodeKind::DataAccess(Box::new(data_access::data_access(&body, project, index)))
        }
        TypeName::ExternalAction => NodeKind::ExternalAction(external_action(&body, None, index)),
        TypeName::End => NodeKind::ExternalAction(external_action(&body, Some("END"), index)),
        TypeName::Transfer => {
            NodeKind::ExternalAction(external_action(&body, Some("ESCALATE"), index))
        }
    };
    Some(Node {
        id,
        name,
        component,
        handlers: events::handlers(at, index),
        kind,
    })
}

#[derive(Debug, Clone, Copy)]
enum TypeName {
    Start,
    Message,
    Decision,
    ComponentCall,
    IntentMapper,
    QuestionRouter,
    Question,
    DataAccess,
    ExternalAction,
    End,
    Transfer,
}

/// The part of a node that its type names. Spellings differ in case and in a final 2 (model.md section 1).
fn typed_body<'a>(at: &At<'a>) -> Option<(TypeName, At<'a>)> {
    at.entries().into_iter().find_map(|(key, body)| {
        let key = key.to_ascii_lowercase();
        let name = match key.strip_suffix('2').unwrap_or(&key) {
            "startnode" => TypeName::Start,
            "messagenode" => TypeName::Message,
            "decisionnode" => TypeName::Decision,
            "componentnode" => TypeName::ComponentCall,
            "intentmappernode" => TypeName::IntentMapper,
            "controllernode" => TypeName::QuestionRouter,
            "recognitionnode" => TypeName::Question,
            "dataaccessnode" => TypeName::DataAccess,
            "externalactionnode" => TypeName::ExternalAction,
            "endnode" => TypeName::End,
            "transfernode" => TypeName::Transfer,
            _ => return None,
        };
        body.value.is_object().then_some((name, body))
    })
}

fn start(at: &At<'_>, index: &Index) -> StartNode {
    if at.id("nodeId").is_none() {
        at.warn(FindingCode::MissingNode, "the start node leads nowhere");
    }
    StartNode {
        items: processing::group(at, "processingItems", index),
        next: index.node(at, "nodeId"),
    }
}

fn intent_mapper(at: &At<'_>, index: &Index) -> IntentMapper {
    let mappings = match at.get("intentMappings") {
        Some(mappings) if mappings.value.is_object() => mappings
            .entries()
            .iter()
            .filter_map(|(key, at)| keyed_intent_mapping(key, at, index))
            .collect(),
        _ => at
            .list("intentMappings")
            .iter()
            .filter_map(|at| intent_mapping(at, index))
            .collect(),
    };
    IntentMapper {
        mappings,
        on_return: at
            .object_at("transition")
            .and_then(|at| processing::transition(&at, index)),
    }
}

fn external_action(at: &At<'_>, older_type: Option<&str>, index: &Index) -> ExternalAction {
    let word = at.text("actionType");
    // Deprecated nodes name nodes where newer ones have transitions.
    let transition = |key: &str, node_key: &str| match at.object_at(key) {
        Some(at) => processing::transition(&at, index),
        None => index.node(at, node_key).map(Transition::GoTo),
    };
    let kind = match older_type.unwrap_or(&word) {
        "ESCALATE" => ExternalActionKind::Escalate {
            take: taken_values(at, index),
            on_success: transition("successTransition", "successNodeId"),
            on_failure: transition("failureTransition", "failureNodeId"),
        },
        "END" => ExternalActionKind::End,
        word => {
            at.error(
                FindingCode::UnknownValue,
                format!("the external action `{word}` is not known"),
            );
            ExternalActionKind::End
        }
    };
    ExternalAction {
        kind,
        items: processing::group(at, "processingItems", index),
        send: send_values(at, index),
        view: view(at),
    }
}

/// Reads `inputVariablesConcepts`: what the client or a backend is sent.
pub(super) fn send_values(at: &At<'_>, index: &Index) -> Vec<SendValue> {
    at.list("inputVariablesConcepts")
        .iter()
        .filter_map(|at| {
            for key in ["conceptId", "entityId"] {
                if at.id(key).is_some() {
                    return index.entity(at, key).map(SendValue::Entity);
                }
            }
            if let Some(word) = at.id("intent") {
                return expressions::intent_aspect(at, &word).map(SendValue::Intent);
            }
            if let Some(word) = at.id("specialOperand") {
                return expressions::special(at, &word).map(SendValue::Special);
            }
            Some(match index.variable(at, "variableId", "variable")? {
                VariableReference::One(variable) => SendValue::Variable(variable),
                VariableReference::SessionChannel => SendValue::Channel,
            })
        })
        .collect()
}

/// Reads `outputVariables`, or their ids where only those are there.
pub(super) fn taken_values(at: &At<'_>, index: &Index) -> Vec<TakenValue> {
    let copies = at.list("outputVariables");
    let by_copy = copies.iter().filter_map(|at| {
        if at.text("id") == CHANNEL_VARIABLE {
            return Some(TakenValue::Channel);
        }
        let found = at
            .id("id")
            .and_then(|id| index.variables.get(id.as_ref()))
            .or_else(|| index.variable_names.get(at.text("name").as_ref()));
        if found.is_none() {
            at.error(
                FindingCode::MissingVariable,
                format!("the variable `{}` does not exist", at.text("name")),
            );
        }
        found.copied().map(TakenValue::Variable)
    });
    let ids = if copies.is_empty() {
        at.list("outputVariableIds")
    } else {
        Vec::new()
    };
    let by_id = ids.iter().filter_map(|at| {
        let id = at.value.as_str().unwrap_or_default();
        if id == CHANNEL_VARIABLE {
            return Some(TakenValue::Channel);
        }
        let found = index.variables.get(id);
        if found.is_none() {
            at.error(
                FindingCode::MissingVariable,
                format!("the variable `{id}` does not exist"),
            );
        }
        found.copied().map(TakenValue::Variable)
    });
    by_copy.chain(by_id).collect()
}

/// Reads `view`; none if neither name nor style is set.
pub(super) fn view(at: &At<'_>) -> Option<View> {
    let at = at.object_at("view")?;
    let view = View {
        id: at.text("style").into_owned(),
        name: at.text("name").into_owned(),
    };
    (view != View::default()).then_some(view)
}
