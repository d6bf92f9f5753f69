//! The graph of a design.

use super::edges::edges;
use super::prompts::prompts;
use super::{ComponentNumber, EventNumber, NodeNumber, PromptNumber};
use crate::model::{self, ExternalActionKind, Key, Model, NodeKind, Transition};

/// The design of a project as a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The designer's name for the project.
    pub name: String,
    /// All components, in file order.
    pub components: Vec<FlowComponent>,
    /// All nodes, in file order.
    pub nodes: Vec<FlowNode>,
    /// Every way from one place to another. Two ways with the same source and target differ in their reason.
    pub edges: Vec<FlowEdge>,
    /// All prompts, in file order.
    pub prompts: Vec<FlowPrompt>,
    /// All events that the project declares, in file order.
    pub events: Vec<FlowEvent>,
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowComponent {
    /// Id in the file.
    pub id: String,
    /// The designer's name.
    pub name: String,
    /// Where it begins.
    pub start: Option<NodeNumber>,
    /// Whether sessions begin in it.
    pub is_main: bool,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowNode {
    /// Id in the file; a waiting session names its node by it.
    pub id: String,
    /// The designer's name.
    pub name: String,
    /// What kind of node it is.
    pub kind: FlowNodeKind,
    /// The component that it is in.
    pub component: ComponentNumber,
}

/// Kinds of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowNodeKind {
    /// Where a component begins.
    Start,
    /// Says something.
    Message,
    /// Chooses a way.
    Decision,
    /// Calls another component.
    ComponentCall,
    /// Leads to what the visitor wants.
    IntentMapper,
    /// Collects several entities.
    QuestionRouter,
    /// Asks.
    Question,
    /// Lets the client fetch data.
    ClientDataAccess,
    /// Fetches data from a backend.
    ServerDataAccess,
    /// Hands over to a person.
    Escalation,
    /// Ends the conversation.
    End,
}

/// An event that the project declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEvent {
    /// Its full name, such as `event.nuance.hangup`.
    pub name: String,
    /// The designer's name for it.
    pub label: String,
}

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowPrompt {
    /// By which traces name it.
    pub number: PromptNumber,
    /// The node that says it; the project for recovery messages of all questions.
    pub source: FlowSource,
    /// Its first text, placeholders left out: for people to recognise it by.
    pub text: String,
}

/// One way from one place to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEdge {
    /// Where it begins.
    pub source: FlowSource,
    /// Where it leads.
    pub target: FlowTarget,
    /// When it is taken.
    pub reason: EdgeReason,
}

/// Where an edge begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowSource {
    /// A node, or a handler of it.
    Node(NodeNumber),
    /// A handler of a component.
    Component(ComponentNumber),
    /// A handler of the project.
    Project,
}

/// Where an edge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowTarget {
    /// To a node.
    Node(NodeNumber),
    /// To the start of a called component.
    Component(ComponentNumber),
    /// Back to the node that called the component.
    Return,
    /// Back to the intent mapper that called the component, for another intent.
    ReturnToIntentMapper,
    /// To whoever handles the event.
    Throw(EventNumber),
}

/// When an edge is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EdgeReason {
    /// The node's own items lead there.
    Next,
    /// What a called component returned to.
    Returned,
    /// The visitor gave this value.
    Value(String),
    /// The visitor gave this command.
    Command(String),
    /// The visitor wants this (name of the intent).
    Intent(String),
    /// The visitor wants something else.
    IntentSwitch,
    /// A router asks for this entity.
    Collect(String),
    /// A router lets this entity, filled elsewhere, be processed.
    Process(String),
    /// A router has all of its entities.
    Complete,
    /// A question gives its answer back to its router.
    Router,
    /// Data came, or a hand-over went well.
    Success,
    /// Data did not come, or a hand-over failed.
    Failure,
    /// An event is handled.
    Handler(EventNumber),
}

impl Flow {
    /// The graph of a model.
    pub(crate) fn of(model: &Model) -> Flow {
        Flow {
            name: model.name.clone(),
            components: model
                .components
                .keys()
                .map(|(key, component)| FlowComponent {
                    id: component.id.clone(),
                    name: component.name.clone(),
                    start: component.start.map(NodeNumber::from),
                    is_main: key == model.main.0,
                })
                .collect(),
            nodes: model.nodes.iter().map(node).collect(),
            edges: edges(model),
            prompts: prompts(model),
            events: model
                .events
                .iter()
                .map(|event| FlowEvent {
                    name: event.name.clone(),
                    label: event.label.clone(),
                })
                .collect(),
        }
    }

    /// All nodes with their numbers, in file order.
    pub fn numbered_nodes(&self) -> impl Iterator<Item = (NodeNumber, &FlowNode)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.map(|(index, node)| (NodeNumber(index), node))
    }

    /// The components with their numbers.
    pub fn numbered_components(&self) -> impl Iterator<Item = (ComponentNumber, &FlowComponent)> {
        let components = self.components.iter().enumerate();
        components.map(|(index, component)| (ComponentNumber(index), component))
    }

    /// The node with this number, if the number is one of this flow.
    pub fn node(&self, number: NodeNumber) -> Option<&FlowNode> {
        self.nodes.get(number.get())
    }

    /// The component with this number, if the number is one of this flow.
    pub fn component(&self, number: ComponentNumber) -> Option<&FlowComponent> {
        self.components.get(number.get())
    }

    /// The event with this number, if the number is one of this flow.
    pub fn event(&self, number: EventNumber) -> Option<&FlowEvent> {
        self.events.get(number.get())
    }
}

impl FlowSource {
    pub(crate) fn of(node: Key<model::Node>) -> FlowSource {
        FlowSource::Node(node.into())
    }
}

impl From<Transition> for FlowTarget {
    fn from(transition: Transition) -> Self {
        match transition {
            Transition::GoTo(node) => FlowTarget::Node(node.into()),
            Transition::Return => FlowTarget::Return,
            Transition::ReturnToIntentMapper => FlowTarget::ReturnToIntentMapper,
            Transition::Throw(event) => FlowTarget::Throw(event.into()),
        }
    }
}

fn node(node: &model::Node) -> FlowNode {
    let kind = match &node.kind {
        NodeKind::Start(_) => FlowNodeKind::Start,
        NodeKind::Message(_) => FlowNodeKind::Message,
        NodeKind::Decision(_) => FlowNodeKind::Decision,
        NodeKind::ComponentCall(_) => FlowNodeKind::ComponentCall,
        NodeKind::IntentMapper(_) => FlowNodeKind::IntentMapper,
        NodeKind::QuestionRouter(_) => FlowNodeKind::QuestionRouter,
        NodeKind::Question(_) => FlowNodeKind::Question,
        NodeKind::DataAccess(node) => match node.backend {
            None => FlowNodeKind::ClientDataAccess,
            Some(_) => FlowNodeKind::ServerDataAccess,
        },
        NodeKind::ExternalAction(node) => match node.kind {
            ExternalActionKind::End => FlowNodeKind::End,
            ExternalActionKind::Escalate { .. } => FlowNodeKind::Escalation,
        },
    };
    FlowNode {
        id: node.id.clone(),
        name: node.name.clone(),
        kind,
        component: node.component.into(),
    }
}
