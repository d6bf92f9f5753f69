//! Every way through the design.

use super::{EdgeReason, FlowEdge, FlowSource, FlowTarget};
use crate::model::{
    Destination, ExternalActionKind, Group, Handler, Item, Key, Model, Node, NodeKind,
    QuestionRouter, Transition,
};

/// The edges of a model: node by node, then the handlers of components, then those of the project.
pub(super) fn edges(model: &Model) -> Vec<FlowEdge> {
    let mut edges = Edges::default();
    for (key, node) in model.nodes.keys() {
        edges.of_node(model, key, node);
        edges.handlers(FlowSource::of(key), &node.handlers);
    }
    for (key, component) in model.components.keys() {
        edges.handlers(FlowSource::Component(key.into()), &component.handlers);
    }
    edges.handlers(FlowSource::Project, &model.handlers);
    edges.0
}

#[derive(Default)]
struct Edges(Vec<FlowEdge>);

impl Edges {
    fn of_node(&mut self, model: &Model, key: Key<Node>, node: &Node) {
        let from = FlowSource::of(key);
        for (reason, group) in groups(&node.kind) {
            self.group(from, reason, group);
        }
        match &node.kind {
            NodeKind::Start(node) => self.node(from, node.next, EdgeReason::Next),
            NodeKind::Message(_) | NodeKind::Decision(_) => {}
            NodeKind::ComponentCall(node) => {
                let target = FlowTarget::Component(node.component.into());
                self.add(from, target, EdgeReason::Next);
            }
            NodeKind::IntentMapper(node) => {
                let own = node.mappings.iter().map(|(intent, to)| (intent, *to));
                let shared = model
                    .intents
                    .iter()
                    .filter(|(intent, _)| node.mappings.iter().all(|(own, _)| own != *intent));
                let mut shared: Vec<_> = shared.map(|(intent, to)| (intent, *to)).collect();
                shared.sort_by_key(|(intent, _)| *intent);
                for (intent, to) in own.chain(shared) {
                    let reason = EdgeReason::Intent(intent.clone());
                    match to {
                        Destination::Component(component) => {
                            self.add(from, FlowTarget::Component(component.into()), reason);
                        }
                        Destination::Node(node) => self.node(from, Some(node), reason),
                    }
                }
                self.transition(from, node.on_return, EdgeReason::Returned);
            }
            NodeKind::QuestionRouter(node) => self.slots(model, from, node),
            NodeKind::Question(node) => self.node(from, node.router, EdgeReason::Router),
            NodeKind::DataAccess(node) => {
                self.node(from, node.on_success, EdgeReason::Success);
                self.node(from, node.on_failure, EdgeReason::Failure);
            }
            NodeKind::ExternalAction(node) => match &node.kind {
                ExternalActionKind::End => {}
                ExternalActionKind::Escalate {
                    on_success,
                    on_failure,
                    ..
                } => {
                    self.transition(from, *on_success, EdgeReason::Success);
                    self.transition(from, *on_failure, EdgeReason::Failure);
                }
            },
        }
    }

    fn slots(&mut self, model: &Model, from: FlowSource, router: &QuestionRouter) {
        for slot in &router.slots {
            let entity = &model.entities.get(slot.entity).name;
            self.node(
                from,
                Some(slot.collect),
                EdgeReason::Collect(entity.clone()),
            );
            if slot.process != slot.collect {
                self.node(
                    from,
                    Some(slot.process),
                    EdgeReason::Process(entity.clone()),
                );
            }
        }
        self.transition(from, router.on_intent_switch, EdgeReason::IntentSwitch);
    }

    fn handlers(&mut self, from: FlowSource, handlers: &[Handler]) {
        for handler in handlers {
            let reason = EdgeReason::Handler(handler.event.into());
            self.transition(from, Some(handler.transition), reason);
        }
    }

    fn group(&mut self, from: FlowSource, reason: EdgeReason, group: &Group) {
        for (_, items) in &group.0 {
            self.items(from, &reason, items);
        }
    }

    /// Depth is bounded by the loader.
    fn items(&mut self, from: FlowSource, reason: &EdgeReason, items: &[Item]) {
        for item in items {
            match item {
                Item::Transition(transition) => {
                    self.transition(from, Some(*transition), reason.clone());
                }
                Item::Chain(branches) => {
                    for branch in branches {
                        self.items(from, reason, &branch.items);
                    }
                }
                Item::Action(_) | Item::Prompt(_) => {}
            }
        }
    }

    fn node(&mut self, from: FlowSource, to: Option<Key<Node>>, reason: EdgeReason) {
        if let Some(to) = to {
            self.add(from, FlowTarget::Node(to.into()), reason);
        }
    }

    fn transition(&mut self, from: FlowSource, to: Option<Transition>, reason: EdgeReason) {
        if let Some(to) = to {
            self.add(from, to.into(), reason);
        }
    }

    /// One branch of a condition may lead where another does, and one channel where another does.
    fn add(&mut self, source: FlowSource, target: FlowTarget, reason: EdgeReason) {
        let edge = FlowEdge {
            source,
            target,
            reason,
        };
        let of_source = self
            .0
            .iter()
            .rev()
            .take_while(|known| known.source == source);
        if of_source.into_iter().all(|known| *known != edge) {
            self.0.push(edge);
        }
    }
}

/// The groups of a node with the reason for which each runs.
pub(crate) fn groups(kind: &NodeKind) -> Vec<(EdgeReason, &Group)> {
    match kind {
        NodeKind::Start(node) => vec![(EdgeReason::Next, &node.items)],
        NodeKind::Message(node) => vec![(EdgeReason::Next, &node.items)],
        NodeKind::Decision(items) => vec![(EdgeReason::Next, items)],
        NodeKind::ComponentCall(node) => vec![(EdgeReason::Returned, &node.on_return)],
        NodeKind::IntentMapper(_) => Vec::new(),
        NodeKind::ExternalAction(node) => vec![(EdgeReason::Next, &node.items)],
        NodeKind::QuestionRouter(node) => vec![
            (EdgeReason::Next, &node.on_begin),
            (EdgeReason::Complete, &node.on_complete),
        ],
        NodeKind::DataAccess(node) => vec![(EdgeReason::Next, &node.latency_message)],
        NodeKind::Question(node) => {
            let said = [&node.initial_message, &node.reentry_message];
            let said = said.map(|group| (EdgeReason::Next, group));
            let recoveries = node.recoveries.iter();
            let recoveries = recoveries.map(|recovery| (EdgeReason::Next, &recovery.items));
            let confirmations = node.confirmations.iter();
            let confirmations = confirmations.map(|own| (EdgeReason::Next, &own.items));
            let by_value = node.by_value.iter();
            let by_value = by_value.map(|(value, group)| (EdgeReason::Value(value.clone()), group));
            let commands = node.command_overrides.iter();
            let commands = commands.map(|own| (EdgeReason::Command(own.value.clone()), &own.items));
            let actions = [&node.setup, &node.otherwise, &node.on_intent];
            let actions = actions.map(|group| (EdgeReason::Next, group));
            said.into_iter()
                .chain(recoveries)
                .chain(confirmations)
                .chain(by_value)
                .chain(commands)
                .chain(actions)
                .collect()
        }
    }
}
