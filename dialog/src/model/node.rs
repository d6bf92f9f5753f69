//! Components and nodes (model.md sections 3, 6, 7 and 9).

use super::{
    DataAccessNode, Entity, Expression, Group, Handler, IntentAspect, Key, QuestionNode, Setting,
    Special, Transition, Variable,
};
use crate::reply::View;

/// A component: a part of the dialog that others can call.
#[derive(Debug)]
pub(crate) struct Component {
    pub id: String,
    pub name: String,
    pub start: Option<Key<Node>>,
    pub handlers: Vec<Handler>,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub id: String,
    /// The designer's name; clients know data access and external action nodes by it.
    pub name: String,
    pub component: Key<Component>,
    pub handlers: Vec<Handler>,
    pub kind: NodeKind,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    Start(StartNode),
    Message(MessageNode),
    Decision(Group),
    ComponentCall(ComponentCall),
    IntentMapper(IntentMapper),
    QuestionRouter(QuestionRouter),
    Question(Box<QuestionNode>),
    DataAccess(Box<DataAccessNode>),
    ExternalAction(ExternalAction),
}

impl NodeKind {
    pub(crate) fn as_question(&self) -> Option<&QuestionNode> {
        match self {
            NodeKind::Question(node) => Some(node),
            _ => None,
        }
    }

    pub(crate) fn as_question_router(&self) -> Option<&QuestionRouter> {
        match self {
            NodeKind::QuestionRouter(node) => Some(node),
            _ => None,
        }
    }

    pub(crate) fn as_data_access(&self) -> Option<&DataAccessNode> {
        match self {
            NodeKind::DataAccess(node) => Some(node),
            _ => None,
        }
    }

    /// What the node sends to the client or a backend.
    pub(crate) fn send_values(&self) -> &[SendValue] {
        match self {
            NodeKind::Question(node) => &node.send,
            NodeKind::DataAccess(node) => &node.send,
            NodeKind::ExternalAction(node) => &node.send,
            _ => &[],
        }
    }

    pub(crate) fn as_external_action(&self) -> Option<&ExternalAction> {
        match self {
            NodeKind::ExternalAction(node) => Some(node),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(crate) struct StartNode {
    pub items: Group,
    pub next: Option<Key<Node>>,
}

#[derive(Debug)]
pub(crate) struct MessageNode {
    pub items: Group,
    pub view: Option<View>,
    pub settings: Vec<Setting>,
}

#[derive(Debug)]
pub(crate) struct ComponentCall {
    pub component: Key<Component>,
    /// Runs when the component returns.
    pub on_return: Group,
}

#[derive(Debug)]
pub(crate) struct IntentMapper {
    /// Destinations by intent name; before those of the project.
    pub mappings: Vec<(String, Destination)>,
    /// Runs when a mapped component returns.
    pub on_return: Option<Transition>,
}

/// What an intent leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Destination {
    Component(Key<Component>),
    Node(Key<Node>),
}

#[derive(Debug)]
pub(crate) struct QuestionRouter {
    /// Runs before a collection begins.
    pub on_begin: Group,
    pub slots: Vec<Slot>,
    pub on_complete: Group,
    pub intent_switching_disabled: bool,
    pub on_intent_switch: Option<Transition>,
}

/// One entity that a router collects.
#[derive(Debug)]
pub(crate) struct Slot {
    pub entity: Key<Entity>,
    /// Question that asks for it.
    pub collect: Key<Node>,
    /// Question that processes it when it was filled elsewhere.
    pub process: Key<Node>,
    /// Skips the slot when it does not hold.
    pub collect_if: Option<Expression>,
    /// Takes a value that was filled elsewhere unprocessed when it does not hold.
    pub process_if: Option<Expression>,
    /// Keeps a completed value as it is when it does not hold.
    pub changes_if: Option<Expression>,
    /// Whether the design itself marks the entity as completed.
    pub manual_complete: bool,
}

#[derive(Debug)]
pub(crate) struct ExternalAction {
    pub kind: ExternalActionKind,
    /// What the node itself says; only older exports have it.
    pub items: Group,
    pub send: Vec<SendValue>,
    pub view: Option<View>,
}

#[derive(Debug)]
pub(crate) enum ExternalActionKind {
    End,
    Escalate {
        take: Vec<TakenValue>,
        on_success: Option<Transition>,
        on_failure: Option<Transition>,
    },
}

/// Something that the client or a backend is sent, under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SendValue {
    Variable(Key<Variable>),
    Entity(Key<Entity>),
    Intent(IntentAspect),
    Special(Special),
    /// The channel of the session.
    Channel,
}

/// Something that is taken over from a reply of the client or a backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TakenValue {
    Variable(Key<Variable>),
    /// The channel of the session, by name.
    Channel,
}
