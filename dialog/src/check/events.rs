//! Events that no handler takes: the conversation breaks there.

use std::collections::{BTreeMap, BTreeSet};

use super::Design;
use crate::flow::{FlowSource, FlowTarget};
use crate::model::{Component, Event, Handler, Key, NodeKind, event_name};
use crate::project::{Finding, FindingCode, Severity};

/// Thrown events, enabled commands and the limits of questions that nobody handles. Handlers of every component that may
/// run below count, whether or not it does.
pub(super) fn unhandled_events(design: &Design<'_>) -> Vec<Finding> {
    let handlers = Handlers::of(design);
    let mut findings = thrown(design, &handlers);
    findings.extend(commands(design, &handlers));
    findings.extend(limits(design, &handlers));
    findings
}

fn thrown(design: &Design<'_>, handlers: &Handlers<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let model = design.model;
    let events = |source: FlowSource| {
        let targets = design.ways.from(source).iter().map(|edge| edge.target);
        let events = targets.filter_map(|target| match target {
            FlowTarget::Throw(event) => Some(event.get()),
            _ => None,
        });
        // The same event may be thrown for several reasons.
        let events: BTreeSet<usize> = events.collect();
        events.into_iter().map(Key::<Event>::new)
    };
    for (key, node) in design.reached_nodes() {
        for event in events(FlowSource::of(key)) {
            let name = &model.events.get(event).name;
            if !handlers.take(&node.handlers, node.component, name) {
                findings.push(design.at_node(
                    key,
                    Severity::Error,
                    FindingCode::UnhandledEvent,
                    format!("no handler takes the event `{name}` that is thrown here"),
                ));
            }
        }
    }
    for (key, _) in model.components.keys() {
        for event in events(FlowSource::Component(key.into())) {
            let name = &model.events.get(event).name;
            if design.reach.component(key) && !handlers.take(&[], key, name) {
                findings.push(design.at_component(
                    key,
                    Severity::Error,
                    FindingCode::UnhandledEvent,
                    format!("no handler takes the event `{name}` that a handler here throws"),
                ));
            }
        }
    }
    findings
}

/// A command can be given at any question, so that a handler anywhere may be the one that takes it.
fn commands(design: &Design<'_>, handlers: &Handlers<'_>) -> Vec<Finding> {
    let commands = design.model.commands.iter();
    let commands = commands.flat_map(|commands| &commands.global);
    let unhandled = commands.filter(|command| {
        command.enabled && !handlers.anywhere(&design.model.events.get(command.event).name)
    });
    unhandled
        .map(|command| {
            let event = &design.model.events.get(command.event).name;
            design.at_project(
                design.places.project.key("globalCommands"),
                Severity::Error,
                FindingCode::UnhandledEvent,
                format!(
                    "no handler takes the event `{event}` of the command `{}`",
                    command.value
                ),
            )
        })
        .collect()
}

/// What questions throw when visitors do not answer: one finding for all questions together.
fn limits(design: &Design<'_>, handlers: &Handlers<'_>) -> Vec<Finding> {
    let events = [event_name::MAX_NOMATCHES, event_name::MAX_NOINPUTS];
    let unhandled = events.iter().filter_map(|event| {
        let questions = design
            .reached_nodes()
            .filter(|(_, node)| matches!(node.kind, NodeKind::Question(_)));
        let mut questions =
            questions.filter(|(_, node)| !handlers.take(&node.handlers, node.component, event));
        let (_, first) = questions.next()?;
        let others = match questions.count() {
            0 => String::new(),
            others => format!(" and {others} others"),
        };
        Some(design.at_component(
            design.model.main.0,
            Severity::Warning,
            FindingCode::UnhandledEvent,
            format!(
                "no handler takes the event `{event}` when the question `{}`{others} gives up",
                first.name
            ),
        ))
    });
    unhandled.collect()
}

/// Who handles what.
struct Handlers<'a> {
    design: &'a Design<'a>,
    /// Components that may run below a component, by their numbers.
    callers: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'a> Handlers<'a> {
    fn of(design: &'a Design<'a>) -> Handlers<'a> {
        let mut callers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for edge in design.ways.all() {
            let FlowSource::Node(node) = edge.source else {
                continue;
            };
            let from = design.model.nodes.get(Key::new(node.get())).component;
            let to = match edge.target {
                FlowTarget::Component(component) => component.get(),
                FlowTarget::Node(node) => {
                    let node = design.model.nodes.get(Key::new(node.get()));
                    node.component.index()
                }
                _ => continue,
            };
            if to != from.index() {
                callers.entry(to).or_default().insert(from.index());
            }
        }
        Handlers { design, callers }
    }

    /// Whether an event thrown at a node with these handlers may be taken.
    fn take(&self, own: &[Handler], component: Key<Component>, event: &str) -> bool {
        let model = self.design.model;
        let mut below = BTreeSet::from([component.index(), model.main.0.index()]);
        let mut to_visit = vec![component.index()];
        while let Some(component) = to_visit.pop() {
            for caller in self.callers.get(&component).into_iter().flatten() {
                if below.insert(*caller) {
                    to_visit.push(*caller);
                }
            }
        }
        let mut below = below
            .into_iter()
            .map(|component| model.components.get(Key::new(component)));
        self.among(own, event)
            || self.among(&model.handlers, event)
            || below.any(|component| self.among(&component.handlers, event))
    }

    /// Whether anything in the project takes an event.
    fn anywhere(&self, event: &str) -> bool {
        let model = self.design.model;
        let of_components = model.components.iter();
        let of_nodes = model.nodes.iter();
        self.among(&model.handlers, event)
            || of_components
                .map(|component| &component.handlers)
                .chain(of_nodes.map(|node| &node.handlers))
                .any(|handlers| self.among(handlers, event))
    }

    fn among(&self, handlers: &[Handler], event: &str) -> bool {
        handlers.iter().any(|handler| {
            let name = &self.design.model.events.get(handler.event).name;
            name == event || name == event_name::ANY
        })
    }
}
