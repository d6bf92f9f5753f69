//! What there is to see in a flow, before anything is drawn: a panel for each component, boxes in it, links between
//! them, and for what leaves the component a line in the box that it leaves from.
//!
//! Links within a component are arrows. What leads out of it (another component, back to the caller, a thrown event)
//! would be an arrow across the whole picture; a line in the box that says when and where reads better, and can be
//! followed by a click.

mod build;
mod words;

use bavard_dialog::{ComponentNumber, CoverageCount, FlowNodeKind, NodeNumber};

pub use build::diagram;

/// A flow, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// Name of the project.
    pub(super) title: String,
    /// What is drawn: the component that sessions begin in first.
    pub(super) panels: Vec<Panel>,
    /// How much conversations ran through, if that was counted.
    pub(super) counts: Option<Counts>,
}

/// How many nodes and transitions conversations ran through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub nodes: CoverageCount,
    pub transitions: CoverageCount,
}

/// A component, or the handlers of the project.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// None for the handlers of the project.
    pub component: Option<ComponentNumber>,
    pub title: String,
    pub is_main: bool,
    /// Where it begins first.
    pub boxes: Vec<PanelBox>,
    pub links: Vec<Link>,
    pub counts: Option<Counts>,
}

/// A node, or the handlers of a component.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PanelBox {
    pub kind: BoxKind,
    pub name: String,
    /// Id in the file, for nodes.
    pub id: String,
    /// The first thing that it says.
    pub says: Option<String>,
    pub exits: Vec<Exit>,
    pub passage: Passage,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BoxKind {
    Node(NodeNumber, FlowNodeKind),
    /// Handlers of a component, or of the project.
    Handlers,
}

/// A way from one box of a panel to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    /// Indices of the boxes.
    pub source: usize,
    pub target: usize,
    pub way: Way,
}

/// A way out of a panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Exit {
    pub target: ExitTarget,
    pub way: Way,
}

/// When a way is taken.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    /// Each reason in words, but for the one that goes without saying.
    pub reasons: Vec<String>,
    pub is_handler: bool,
    /// Whether it is taken because something failed.
    pub is_failure: bool,
    pub passage: Passage,
}

/// Where a way out of a panel leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExitTarget {
    Component {
        number: ComponentNumber,
        name: String,
    },
    /// A node of another component.
    Node {
        number: NodeNumber,
        name: String,
        component: ComponentNumber,
        component_name: String,
    },
    Return,
    ReturnToIntentMapper,
    /// An event is thrown.
    Throw(String),
}

/// Whether conversations ran through something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    NotCounted,
    Passed,
    Missed,
}

impl Diagram {
    /// Whether the component is in the picture, and can be jumped to.
    pub(super) fn shows(&self, component: ComponentNumber) -> bool {
        self.panels
            .iter()
            .any(|panel| panel.component == Some(component))
    }

    /// Kinds of boxes in the picture, in order of appearance.
    pub(super) fn kinds(&self) -> Vec<BoxKind> {
        let mut kinds: Vec<BoxKind> = Vec::new();
        for next in self.panels.iter().flat_map(|panel| &panel.boxes) {
            if kinds.iter().all(|kind| kind.name() != next.kind.name()) {
                kinds.push(next.kind);
            }
        }
        kinds
    }
}

impl BoxKind {
    /// What designers call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            BoxKind::Handlers => "Event handlers",
            BoxKind::Node(_, kind) => match kind {
                FlowNodeKind::Start => "Start",
                FlowNodeKind::Message => "Message",
                FlowNodeKind::Decision => "Decision",
                FlowNodeKind::ComponentCall => "Component call",
                FlowNodeKind::IntentMapper => "Intent mapper",
                FlowNodeKind::QuestionRouter => "Question router",
                FlowNodeKind::Question => "Question",
                FlowNodeKind::ClientDataAccess => "Data access by the client",
                FlowNodeKind::ServerDataAccess => "Data access by the server",
                FlowNodeKind::Escalation => "Hand-over to a person",
                FlowNodeKind::End => "End",
            },
        }
    }

    /// The name by which styles know it.
    pub(super) fn class(self) -> &'static str {
        match self {
            BoxKind::Handlers => "handlers",
            BoxKind::Node(_, kind) => match kind {
                FlowNodeKind::Start => "start",
                FlowNodeKind::Message => "message",
                FlowNodeKind::Decision => "decision",
                FlowNodeKind::ComponentCall => "call",
                FlowNodeKind::IntentMapper => "mapper",
                FlowNodeKind::QuestionRouter => "router",
                FlowNodeKind::Question => "question",
                FlowNodeKind::ClientDataAccess => "client-data",
                FlowNodeKind::ServerDataAccess => "server-data",
                FlowNodeKind::Escalation => "escalation",
                FlowNodeKind::End => "end",
            },
        }
    }
}

impl Exit {
    /// Whether it is the call of a component, for no reason in particular.
    fn is_plain_call(&self) -> bool {
        self.way.reasons.is_empty() && matches!(self.target, ExitTarget::Component { .. })
    }
}

impl ExitTarget {
    /// The target in words.
    pub(super) fn words(&self) -> String {
        match self {
            ExitTarget::Component { name, .. } => name.clone(),
            ExitTarget::Node {
                name,
                component_name,
                ..
            } => format!("{component_name} · {name}"),
            ExitTarget::Return => "return".to_owned(),
            ExitTarget::ReturnToIntentMapper => "back to the intent mapper".to_owned(),
            ExitTarget::Throw(event) => format!("throw {event}"),
        }
    }
}
