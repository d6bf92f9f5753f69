//! Nodes after which the flow has nowhere to go, questions apart. The engine throws `error` there.

use super::Design;
use super::leads::Leads;
use crate::flow::{EdgeReason, FlowSource, FlowTarget};
use crate::model::{
    Component, ComponentCall, Destination, ExternalActionKind, IntentMapper, Key, Node, NodeKind,
};
use crate::project::{Finding, FindingCode, Severity};

/// Nodes that lead nowhere, or only if one of their conditions holds.
pub(super) fn dead_ends(design: &Design<'_>) -> Vec<Finding> {
    let nodes = design.reached_nodes();
    let findings = nodes.filter_map(|(key, node)| {
        let (leads, what) = verdict(design, node)?;
        let (severity, code, message) = match leads {
            Leads::Always => return None,
            Leads::Sometimes => (
                Severity::Warning,
                FindingCode::IncompleteBranches,
                format!("{what} leads on only if one of its conditions holds"),
            ),
            Leads::Never => (
                Severity::Error,
                FindingCode::DeadEnd,
                format!("{what} leads nowhere"),
            ),
        };
        Some(design.at_node(key, severity, code, message))
    });
    findings.chain(escalations(design)).collect()
}

/// How surely a node leads on, and what of it does. None where loading or other checks look at it.
fn verdict(design: &Design<'_>, node: &Node) -> Option<(Leads, &'static str)> {
    Some(match &node.kind {
        NodeKind::Start(start) => {
            let next = if start.next.is_some() {
                Leads::Always
            } else {
                Leads::Never
            };
            let leads = |channel| design.leads(&start.items, channel).or_else(next);
            (design.worst_channel(leads), "the start of the component")
        }
        NodeKind::Message(message) => (
            design.worst_channel(|channel| design.leads(&message.items, channel)),
            "the message",
        ),
        NodeKind::Decision(items) => (
            design.worst_channel(|channel| design.leads(items, channel)),
            "the decision",
        ),
        NodeKind::ComponentCall(call) => (returned(design, call)?, "what follows the component"),
        NodeKind::IntentMapper(mapper) => (mapped(design, mapper)?, "what follows the intents"),
        NodeKind::QuestionRouter(router) => (
            design.worst_channel(|channel| design.leads(&router.on_complete, channel)),
            "what follows when everything is collected",
        ),
        NodeKind::Question(_) | NodeKind::DataAccess(_) | NodeKind::ExternalAction(_) => {
            return None;
        }
    })
}

/// What follows a called component matters only if the component returns.
fn returned(design: &Design<'_>, call: &ComponentCall) -> Option<Leads> {
    design
        .returns(call.component)
        .then(|| design.worst_channel(|channel| design.leads(&call.on_return, channel)))
}

/// What follows the mapped components matters only if one of them returns.
fn mapped(design: &Design<'_>, mapper: &IntentMapper) -> Option<Leads> {
    let own = mapper.mappings.iter().map(|(_, destination)| destination);
    let mut destinations = own.chain(design.model.intents.values());
    let returns = destinations.any(|destination| match destination {
        Destination::Component(component) => design.returns(*component),
        Destination::Node(_) => false,
    });
    (returns && mapper.on_return.is_none()).then_some(Leads::Never)
}

/// A hand-over that says nothing about what follows breaks only if the client reports back.
fn escalations(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, node) in design.reached_nodes() {
        let NodeKind::ExternalAction(action) = &node.kind else {
            continue;
        };
        let ExternalActionKind::Escalate {
            on_success,
            on_failure,
            ..
        } = &action.kind
        else {
            continue;
        };
        let missing: Vec<&str> = [("success", on_success), ("failure", on_failure)]
            .into_iter()
            .filter(|(_, transition)| transition.is_none())
            .map(|(name, _)| name)
            .collect();
        if !missing.is_empty() {
            findings.push(design.at_node(
                key,
                Severity::Warning,
                FindingCode::DeadEnd,
                format!(
                    "the hand-over leads nowhere after {}",
                    missing.join(" and ")
                ),
            ));
        }
    }
    findings
}

impl Design<'_> {
    /// Whether some way of a component returns to the caller.
    fn returns(&self, component: Key<Component>) -> bool {
        self.ways.all().any(|edge| {
            let is_there = match edge.source {
                FlowSource::Node(node) => {
                    let node = Key::new(node.get());
                    self.reach.node(node) && self.model.nodes.get(node).component == component
                }
                FlowSource::Component(owner) => owner.get() == component.index(),
                FlowSource::Project => false,
            };
            is_there && edge.target == FlowTarget::Return && edge.reason != EdgeReason::Returned
        })
    }
}
