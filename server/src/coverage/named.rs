//! Coverage with the names of the design, component by component.

use std::collections::BTreeMap;

use bavard_dialog::{
    ComponentNumber, Coverage, CoverageCount, EdgeReason, Flow, FlowSource, FlowTarget, NodeNumber,
};
use serde::{Serialize, Serializer};

/// Coverage with the names of the design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedCoverage {
    /// Nodes, entered and all.
    #[serde(serialize_with = "count")]
    pub nodes: CoverageCount,
    /// Transitions, taken and all. A transition is a pair of source and target, whatever its reasons.
    #[serde(serialize_with = "count")]
    pub transitions: CoverageCount,
    /// Prompts, said and all.
    #[serde(serialize_with = "count")]
    pub prompts: CoverageCount,
    /// The components in file order, then what belongs to the whole project.
    pub components: Vec<ComponentCoverage>,
}

/// Coverage of a component, or of what belongs to the whole project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ComponentCoverage {
    /// The designer's name; none for the whole project.
    pub name: Option<String>,
    /// Its nodes.
    pub nodes: Vec<NodeCoverage>,
    /// The ways that begin in it.
    pub transitions: Vec<TransitionCoverage>,
    /// What it says.
    pub prompts: Vec<PromptCoverage>,
}

/// How often a node was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeCoverage {
    /// Id in the file.
    pub id: String,
    /// The designer's name.
    pub name: String,
    /// How often.
    pub times: usize,
}

/// How often a way was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TransitionCoverage {
    /// Name of the node, or of the component or project whose handler it is.
    pub source: String,
    /// Where it leads, in words.
    pub target: String,
    /// Each case in which it is taken, in words; empty for a plain way onwards.
    pub reasons: Vec<String>,
    /// How often.
    pub times: usize,
}

/// How often a prompt was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromptCoverage {
    /// Name of the node that says it; none for messages of all questions.
    pub node: Option<String>,
    /// Its first text, placeholders left out.
    pub text: String,
    /// How often.
    pub times: usize,
}

impl NamedCoverage {
    /// Names what a coverage of this flow counted.
    pub fn new(flow: &Flow, coverage: &Coverage) -> NamedCoverage {
        let mut components: Vec<_> = flow
            .components
            .iter()
            .map(|component| ComponentCoverage {
                name: Some(component.name.clone()),
                ..ComponentCoverage::default()
            })
            .collect();
        let mut project = ComponentCoverage::default();
        let mut place = |source: FlowSource, add: &mut dyn FnMut(&mut ComponentCoverage)| {
            let component = component_of(flow, source);
            let component = component.and_then(|number| components.get_mut(number.get()));
            add(component.unwrap_or(&mut project));
        };
        for (number, node) in flow.numbered_nodes() {
            place(FlowSource::Node(number), &mut |component| {
                component.nodes.push(NodeCoverage {
                    id: node.id.clone(),
                    name: node.name.clone(),
                    times: coverage.times_entered(number),
                });
            });
        }
        let mut reasons = reasons(flow);
        for (source, target, times) in coverage.transitions() {
            let reasons = reasons.remove(&(source, target)).unwrap_or_default();
            let transition = TransitionCoverage {
                source: source_name(flow, source),
                target: target_name(flow, target),
                reasons,
                times,
            };
            place(source, &mut |component| {
                component.transitions.push(transition.clone());
            });
        }
        for prompt in &flow.prompts {
            place(prompt.source, &mut |component| {
                component.prompts.push(PromptCoverage {
                    node: match prompt.source {
                        FlowSource::Node(node) => Some(node_name(flow, node)),
                        FlowSource::Component(_) | FlowSource::Project => None,
                    },
                    text: prompt.text.clone(),
                    times: coverage.times_said(prompt.number),
                });
            });
        }
        components.push(project);
        NamedCoverage {
            nodes: coverage.node_count(),
            transitions: coverage.transition_count(),
            prompts: coverage.prompt_count(),
            components,
        }
    }
}

fn component_of(flow: &Flow, source: FlowSource) -> Option<ComponentNumber> {
    match source {
        FlowSource::Node(node) => flow.node(node).map(|node| node.component),
        FlowSource::Component(component) => Some(component),
        FlowSource::Project => None,
    }
}

fn reasons(flow: &Flow) -> BTreeMap<(FlowSource, FlowTarget), Vec<String>> {
    let mut reasons: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for edge in &flow.edges {
        let of_edge = reasons.entry((edge.source, edge.target)).or_default();
        of_edge.extend(reason_words(flow, &edge.reason));
    }
    reasons
}

fn reason_words(flow: &Flow, reason: &EdgeReason) -> Option<String> {
    let words = match reason {
        EdgeReason::Next => return None,
        EdgeReason::Returned => "after the component".to_owned(),
        EdgeReason::Value(value) => format!("value {value}"),
        EdgeReason::Command(command) => format!("command {command}"),
        EdgeReason::Intent(intent) => format!("intent {intent}"),
        EdgeReason::IntentSwitch => "another intent".to_owned(),
        EdgeReason::Collect(entity) => format!("asks for {entity}"),
        EdgeReason::Process(entity) => format!("takes {entity}"),
        EdgeReason::Complete => "all collected".to_owned(),
        EdgeReason::Router => "back to the router".to_owned(),
        EdgeReason::Success => "success".to_owned(),
        EdgeReason::Failure => "failure".to_owned(),
        EdgeReason::Handler(event) => {
            let event = flow.event(*event).map(|event| event.label.as_str());
            format!("event {}", event.unwrap_or_default())
        }
    };
    Some(words)
}

fn source_name(flow: &Flow, source: FlowSource) -> String {
    match source {
        FlowSource::Node(node) => node_name(flow, node),
        FlowSource::Component(component) => component_name(flow, component),
        FlowSource::Project => "the project".to_owned(),
    }
}

fn target_name(flow: &Flow, target: FlowTarget) -> String {
    match target {
        FlowTarget::Node(node) => node_name(flow, node),
        FlowTarget::Component(component) => {
            format!("component {}", component_name(flow, component))
        }
        FlowTarget::Return => "return".to_owned(),
        FlowTarget::ReturnToIntentMapper => "return to the intent mapper".to_owned(),
        FlowTarget::Throw(event) => {
            let event = flow.event(event).map(|event| event.label.as_str());
            format!("event {}", event.unwrap_or_default())
        }
    }
}

fn node_name(flow: &Flow, node: NodeNumber) -> String {
    let node = flow.node(node);
    node.map(|node| node.name.clone()).unwrap_or_default()
}

fn component_name(flow: &Flow, component: ComponentNumber) -> String {
    let component = flow.component(component);
    let name = component.map(|component| component.name.clone());
    name.unwrap_or_default()
}

fn count<S: Serializer>(count: &CoverageCount, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Count {
        covered: usize,
        total: usize,
        percent: usize,
    }
    Count {
        covered: count.covered,
        total: count.total,
        percent: count.percent(),
    }
    .serialize(serializer)
}
