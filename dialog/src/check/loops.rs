//! Nodes that run in a circle without asking, fetching or ending anything: the engine gives up there.

use std::collections::{HashMap, HashSet};

use super::Design;
use crate::flow::{EdgeReason, FlowSource, FlowTarget};
use crate::model::{Component, Event, Key, Model, Node, NodeKind, event_name};
use crate::project::{Finding, FindingCode, Severity};

/// How many nodes of a circle a message names.
const NAMED: usize = 5;

/// One finding for each circle that nothing leads out of.
pub(super) fn endless_loops(design: &Design<'_>) -> Vec<Finding> {
    let steps = Steps::of(design);
    let stopping = steps.leading_to_a_stop(design.model);
    let mut seen = HashSet::new();
    let mut findings = Vec::new();
    for (key, _) in design.reached_nodes() {
        let point = Point::Node(key);
        if stopping.contains(&point) || seen.contains(&point) {
            continue;
        }
        let circle = steps.from(point, &mut seen);
        let names = circle.iter().take(NAMED);
        let names: Vec<String> = names
            .map(|node| format!("`{}`", design.model.nodes.get(*node).name))
            .collect();
        let more = match circle.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        findings.push(design.at_node(
            key,
            Severity::Error,
            FindingCode::EndlessLoop,
            format!(
                "from here on nothing is asked, fetched or ended: {}{more}",
                names.join(", ")
            ),
        ));
    }
    findings
}

/// Where the flow can be. Where a return or an event leads depends on who called: every possibility counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Point {
    Node(Key<Node>),
    /// A component has returned.
    Returned(Key<Component>),
    Thrown(Key<Event>),
    /// An event without handler of its own was thrown.
    ThrownAny,
    /// It may be anywhere.
    Unknown,
}

/// What runs after what without the client.
#[derive(Default)]
struct Steps(HashMap<Point, Vec<Point>>);

impl Steps {
    fn of(design: &Design<'_>) -> Steps {
        let mut steps = Steps::default();
        for edge in design.ways.all() {
            steps.add(design, edge.source, edge.target, &edge.reason);
        }
        for (event, _) in design.model.events.keys() {
            steps.push(Point::Thrown(event), Point::ThrownAny);
        }
        steps
    }

    fn add(
        &mut self,
        design: &Design<'_>,
        source: FlowSource,
        target: FlowTarget,
        reason: &EdgeReason,
    ) {
        let model = design.model;
        let (node, component) = match source {
            FlowSource::Node(node) => {
                let key = Key::new(node.get());
                (Some(key), Some(model.nodes.get(key).component))
            }
            FlowSource::Component(component) => (None, Some(Key::new(component.get()))),
            FlowSource::Project => (None, None),
        };
        let to = point(model, target, component);
        match (reason, node) {
            (EdgeReason::Handler(event), _) => {
                let event = Key::new(event.get());
                let is_any = model.events.get(event).name == event_name::ANY;
                self.push(Point::Thrown(event), to);
                if is_any {
                    self.push(Point::ThrownAny, to);
                }
            }
            (EdgeReason::Returned, Some(caller)) => {
                for edge in design.ways.from(source) {
                    if let FlowTarget::Component(callee) = edge.target {
                        self.push(Point::Returned(Key::new(callee.get())), to);
                    }
                }
                // A mapper takes this way also for intents that lead nowhere.
                if matches!(model.nodes.get(caller).kind, NodeKind::IntentMapper(_)) {
                    self.push(Point::Node(caller), to);
                }
            }
            (_, Some(node)) => self.push(Point::Node(node), to),
            (_, None) => {}
        }
    }

    fn push(&mut self, from: Point, to: Point) {
        self.0.entry(from).or_default().push(to);
    }

    /// Points from which the flow may come to a node that waits for the client, or to an end of another kind.
    fn leading_to_a_stop(&self, model: &Model) -> HashSet<Point> {
        let mut before: HashMap<Point, Vec<Point>> = HashMap::new();
        for (point, next) in &self.0 {
            for target in next {
                before.entry(*target).or_default().push(*point);
            }
        }
        let points = model.nodes.keys().map(|(key, _)| Point::Node(key));
        let mut to_visit: Vec<Point> = before
            .keys()
            .copied()
            .chain(points)
            .filter(|point| self.stops_at(model, *point))
            .collect();
        let mut found: HashSet<Point> = to_visit.iter().copied().collect();
        while let Some(point) = to_visit.pop() {
            for earlier in before.get(&point).into_iter().flatten() {
                if found.insert(*earlier) {
                    to_visit.push(*earlier);
                }
            }
        }
        found
    }

    /// Whether the flow waits here, or ends; what leads nowhere is for another check to report. An event without
    /// handler of its own goes to those of all events, and where there is none either, is not handled.
    fn stops_at(&self, model: &Model, point: Point) -> bool {
        let waits = match point {
            Point::Node(node) => matches!(
                model.nodes.get(node).kind,
                NodeKind::Question(_) | NodeKind::DataAccess(_) | NodeKind::ExternalAction(_)
            ),
            _ => false,
        };
        waits || self.0.get(&point).is_none_or(Vec::is_empty)
    }

    /// The nodes that run from a point on.
    fn from(&self, start: Point, seen: &mut HashSet<Point>) -> Vec<Key<Node>> {
        let mut found = Vec::new();
        let mut to_visit = vec![start];
        while let Some(point) = to_visit.pop() {
            if !seen.insert(point) {
                continue;
            }
            if let Point::Node(node) = point {
                found.push(node);
            }
            to_visit.extend(self.0.get(&point).into_iter().flatten());
        }
        found
    }
}

/// Where a way of a component leads.
fn point(model: &Model, target: FlowTarget, component: Option<Key<Component>>) -> Point {
    match target {
        FlowTarget::Node(node) => Point::Node(Key::new(node.get())),
        FlowTarget::Component(component) => model
            .components
            .get(Key::new(component.get()))
            .start
            .map_or(Point::Unknown, Point::Node),
        FlowTarget::Return => component.map_or(Point::Unknown, Point::Returned),
        FlowTarget::ReturnToIntentMapper => Point::Unknown,
        FlowTarget::Throw(event) => Point::Thrown(Key::new(event.get())),
    }
}
