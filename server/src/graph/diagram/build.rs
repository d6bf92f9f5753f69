//! The diagram of a flow.

use std::collections::{BTreeMap, BTreeSet};

use bavard_dialog::{
    ComponentNumber, Coverage, CoverageCount, EdgeReason, Flow, FlowComponent, FlowEdge,
    FlowSource, FlowTarget, NodeNumber,
};

use super::words;
use super::{BoxKind, Counts, Diagram, Exit, ExitTarget, Link, Panel, PanelBox, Passage, Way};
use crate::graph::text::clean;

/// The diagram of a flow, or of one component of it, with what conversations ran through if that was counted.
pub fn diagram(flow: &Flow, coverage: Option<&Coverage>, only: Option<ComponentNumber>) -> Diagram {
    let builder = Builder { flow, coverage };
    let mut nodes: BTreeMap<ComponentNumber, Vec<NodeNumber>> = BTreeMap::new();
    for (number, node) in flow.numbered_nodes() {
        nodes.entry(node.component).or_default().push(number);
    }
    let mut edges: BTreeMap<Option<ComponentNumber>, Vec<&FlowEdge>> = BTreeMap::new();
    for edge in &flow.edges {
        let component = match edge.source {
            FlowSource::Node(node) => flow.node(node).map(|node| node.component),
            FlowSource::Component(component) => Some(component),
            FlowSource::Project => None,
        };
        edges.entry(component).or_default().push(edge);
    }

    let mut panels: Vec<Panel> = flow
        .numbered_components()
        .filter(|(number, _)| only.is_none_or(|only| only == *number))
        .map(|(number, component)| {
            let nodes = nodes.remove(&number).unwrap_or_default();
            let edges = edges.remove(&Some(number)).unwrap_or_default();
            builder.component(number, component, nodes, &edges)
        })
        .collect();
    panels.sort_by_key(|panel| !panel.is_main);
    if let Some(edges) = edges.get(&None).filter(|_| only.is_none()) {
        panels.push(builder.project(edges));
    }
    Diagram {
        title: words::name(&flow.name),
        counts: coverage.map(|coverage| {
            let alone = panels.first().filter(|_| only.is_some());
            alone.and_then(|panel| panel.counts).unwrap_or(Counts {
                nodes: coverage.node_count(),
                transitions: coverage.transition_count(),
            })
        }),
        panels,
    }
}

struct Builder<'a> {
    flow: &'a Flow,
    coverage: Option<&'a Coverage>,
}

/// What becomes one link or exit: edges that differ in nothing but why they are taken. Coverage cannot tell them apart
/// either.
type Bundles<'a> = Vec<(&'a FlowEdge, Vec<&'a EdgeReason>)>;

impl Builder<'_> {
    fn component(
        &self,
        number: ComponentNumber,
        component: &FlowComponent,
        mut nodes: Vec<NodeNumber>,
        edges: &[&FlowEdge],
    ) -> Panel {
        // Stable: the start first, the rest as in the file.
        nodes.sort_by_key(|node| Some(*node) != component.start);
        Panel {
            component: Some(number),
            title: words::name(&component.name),
            is_main: component.is_main,
            counts: self.counts(&nodes, edges),
            ..self.panel(&nodes, edges)
        }
    }

    /// Handlers of the project, which belong to no component.
    fn project(&self, edges: &[&FlowEdge]) -> Panel {
        Panel {
            component: None,
            title: "In every component".to_owned(),
            is_main: false,
            counts: self.counts(&[], edges),
            ..self.panel(&[], edges)
        }
    }

    fn panel(&self, nodes: &[NodeNumber], edges: &[&FlowEdge]) -> Panel {
        let mut boxes: Vec<PanelBox> = nodes.iter().filter_map(|node| self.node(*node)).collect();
        let indices: BTreeMap<NodeNumber, usize> = nodes.iter().copied().zip(0..).collect();
        let handlers = boxes.len();
        let has_handlers = |edge: &&FlowEdge| !matches!(edge.source, FlowSource::Node(_));
        if edges.iter().any(has_handlers) {
            boxes.push(PanelBox {
                kind: BoxKind::Handlers,
                name: BoxKind::Handlers.name().to_owned(),
                id: String::new(),
                says: None,
                exits: Vec::new(),
                passage: Passage::NotCounted,
            });
        }
        let mut links = Vec::new();
        for (edge, reasons) in bundles(edges) {
            let way = self.way(edge, &reasons);
            let source = match edge.source {
                FlowSource::Node(node) => indices.get(&node).copied(),
                FlowSource::Component(_) | FlowSource::Project => Some(handlers),
            };
            let Some(source) = source else { continue };
            let inside = match edge.target {
                FlowTarget::Node(node) => indices.get(&node).copied(),
                _ => None,
            };
            if let Some(target) = inside {
                links.push(Link {
                    source,
                    target,
                    way,
                });
            } else if let (Some(target), Some(from)) =
                (self.exit_target(edge.target), boxes.get_mut(source))
            {
                from.exits.push(Exit { target, way });
            }
        }
        for shape in &mut boxes {
            // What a node calls comes before where it goes then.
            shape.exits.sort_by_key(|exit| !exit.is_plain_call());
        }
        Panel {
            component: None,
            title: String::new(),
            is_main: false,
            boxes,
            links,
            counts: None,
        }
    }

    fn node(&self, number: NodeNumber) -> Option<PanelBox> {
        let node = self.flow.node(number)?;
        let mut prompts = self.flow.prompts.iter();
        let says = prompts
            .find(|prompt| prompt.source == FlowSource::Node(number) && !prompt.text.is_empty());
        Some(PanelBox {
            kind: BoxKind::Node(number, node.kind),
            name: words::name(&node.name),
            id: clean(&node.id),
            says: says.map(|prompt| clean(&prompt.text)),
            exits: Vec::new(),
            passage: self.passage(|coverage| coverage.times_entered(number)),
        })
    }

    fn way(&self, edge: &FlowEdge, reasons: &[&EdgeReason]) -> Way {
        let said = reasons.iter();
        let said: Vec<Option<String>> = said
            .map(|reason| words::reason(self.flow, edge.source, reason))
            .collect();
        // Where the way is taken anyway, it matters little that it is taken for some reasons as well.
        let is_plain = said.iter().any(Option::is_none);
        let said = said.into_iter().flatten().filter(|_| !is_plain);
        Way {
            reasons: said.collect(),
            is_handler: reasons.iter().all(|reason| is_handler(reason)),
            is_failure: reasons.iter().all(|reason| **reason == EdgeReason::Failure),
            passage: self.passage(|coverage| coverage.times_taken(edge.source, edge.target)),
        }
    }

    fn exit_target(&self, target: FlowTarget) -> Option<ExitTarget> {
        Some(match target {
            FlowTarget::Component(number) => ExitTarget::Component {
                number,
                name: words::name(&self.flow.component(number)?.name),
            },
            FlowTarget::Node(number) => {
                let node = self.flow.node(number)?;
                ExitTarget::Node {
                    number,
                    name: words::name(&node.name),
                    component: node.component,
                    component_name: words::name(&self.flow.component(node.component)?.name),
                }
            }
            FlowTarget::Return => ExitTarget::Return,
            FlowTarget::ReturnToIntentMapper => ExitTarget::ReturnToIntentMapper,
            FlowTarget::Throw(event) => ExitTarget::Throw(words::event(self.flow, event)),
        })
    }

    fn passage(&self, times: impl FnOnce(&Coverage) -> usize) -> Passage {
        match self.coverage.map(times) {
            None => Passage::NotCounted,
            Some(0) => Passage::Missed,
            Some(_) => Passage::Passed,
        }
    }

    fn counts(&self, nodes: &[NodeNumber], edges: &[&FlowEdge]) -> Option<Counts> {
        let coverage = self.coverage?;
        let entered = nodes
            .iter()
            .filter(|node| coverage.times_entered(**node) > 0);
        let transitions: BTreeSet<(FlowSource, FlowTarget)> = edges
            .iter()
            .map(|edge| (edge.source, edge.target))
            .collect();
        let taken = transitions
            .iter()
            .filter(|(source, target)| coverage.times_taken(*source, *target) > 0);
        Some(Counts {
            nodes: CoverageCount {
                covered: entered.count(),
                total: nodes.len(),
            },
            transitions: CoverageCount {
                covered: taken.count(),
                total: transitions.len(),
            },
        })
    }
}

fn is_handler(reason: &EdgeReason) -> bool {
    matches!(reason, EdgeReason::Handler(_))
}

fn bundles<'a>(edges: &[&'a FlowEdge]) -> Bundles<'a> {
    let mut bundles: Bundles<'a> = Vec::new();
    let mut known = BTreeMap::new();
    for edge in edges {
        // Handlers are drawn otherwise than the rest, unless both lead from a node to itself: one loop is enough.
        let is_loop = matches!((edge.source, edge.target), (FlowSource::Node(from), FlowTarget::Node(to)) if from == to);
        let apart = is_handler(&edge.reason) && !is_loop;
        let place = *known
            .entry((edge.source, edge.target, apart))
            .or_insert(bundles.len());
        match bundles.get_mut(place) {
            Some((_, reasons)) => reasons.push(&edge.reason),
            None => bundles.push((edge, vec![&edge.reason])),
        }
    }
    bundles
}
