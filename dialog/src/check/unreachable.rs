//! Nodes and components that no conversation gets to.

use super::Design;
use crate::project::{Finding, FindingCode, Severity};

/// A component that is not reached is one finding, and its nodes are none.
pub(super) fn unreachable(design: &Design<'_>) -> Vec<Finding> {
    let components = design.model.components.keys();
    let components = components.filter(|(key, _)| !design.reach.component(*key));
    let components = components.map(|(key, component)| {
        design.at_component(
            key,
            Severity::Warning,
            FindingCode::UnreachableComponent,
            format!(
                "nothing leads to the component `{}`: no call, no intent, no handler",
                component.name
            ),
        )
    });
    let nodes = design.model.nodes.keys();
    let nodes = nodes
        .filter(|(key, node)| design.reach.component(node.component) && !design.reach.node(*key));
    let nodes = nodes.map(|(key, node)| {
        design.at_node(
            key,
            Severity::Warning,
            FindingCode::UnreachableNode,
            format!("no way leads to the node `{}`", node.name),
        )
    });
    components.chain(nodes).collect()
}
