//! Calls and returns: components that call themselves, and returns with nobody to return to.

use std::collections::{BTreeMap, BTreeSet};

use super::Design;
use crate::flow::{EdgeReason, FlowSource, FlowTarget};
use crate::model::{Component, Key, NodeKind};
use crate::project::{Finding, FindingCode, Severity};

/// Components that call themselves through component call nodes. What an intent mapper calls ends before the mapper
/// calls again, and is no such circle.
pub(super) fn recursive_calls(design: &Design<'_>) -> Vec<Finding> {
    let mut calls: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (_, node) in design.reached_nodes() {
        if let NodeKind::ComponentCall(call) = &node.kind {
            let callees = calls.entry(node.component.index()).or_default();
            callees.insert(call.component.index());
        }
    }
    let components = design.model.components.keys();
    let recursive = components.filter(|(key, _)| comes_back(&calls, key.index()));
    recursive
        .map(|(key, component)| {
            design.at_component(
                key,
                Severity::Warning,
                FindingCode::RecursiveCall,
                format!(
                    "the component `{}` calls itself, directly or through others: the calls pile up in the session",
                    component.name
                ),
            )
        })
        .collect()
}

fn comes_back(calls: &BTreeMap<usize, BTreeSet<usize>>, start: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut to_visit = vec![start];
    while let Some(component) = to_visit.pop() {
        for callee in calls.get(&component).into_iter().flatten() {
            if *callee == start {
                return true;
            }
            if seen.insert(*callee) {
                to_visit.push(*callee);
            }
        }
    }
    false
}

/// Returns from `Main`, which nobody called, and returns to an intent mapper in a project without one.
pub(super) fn nothing_to_return_to(design: &Design<'_>) -> Vec<Finding> {
    let model = design.model;
    let main = model.main.0;
    let is_called = design.ways.all().any(|edge| {
        design.reach.source(edge.source) && edge.target == FlowTarget::Component(main.into())
    });
    let has_mapper = design.has_mapper();
    let returns = |source: FlowSource, component: Key<Component>| {
        // Where routers go on for another intent is checked with the routers.
        let ways = design.ways.from(source).iter();
        let ways = ways.filter(|edge| edge.reason != EdgeReason::IntentSwitch);
        let mut targets = ways.map(|edge| edge.target);
        targets.find_map(|target| match target {
            FlowTarget::Return if component == main && !is_called => {
                Some("`Main` returns, but nothing called it")
            }
            FlowTarget::ReturnToIntentMapper if !has_mapper => {
                Some("the return to the intent mapper finds none in the project")
            }
            _ => None,
        })
    };
    let report = (Severity::Error, FindingCode::NothingToReturnTo);
    let of_nodes = design.reached_nodes().filter_map(|(key, node)| {
        let message = returns(FlowSource::of(key), node.component)?;
        Some(design.at_node(key, report.0, report.1, message.to_owned()))
    });
    let of_components = model.components.keys().filter_map(|(key, _)| {
        let message = returns(FlowSource::Component(key.into()), key)?;
        Some(design.at_component(key, report.0, report.1, message.to_owned()))
    });
    // A handler of the project ends all components but `Main`.
    let of_project = returns(FlowSource::Project, main).map(|message| {
        let path = design.places.project.key("eventHandlers");
        design.at_project(path, report.0, report.1, message.to_owned())
    });
    of_nodes.chain(of_components).chain(of_project).collect()
}
