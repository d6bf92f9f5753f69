//! Data access: nodes that clients cannot tell apart, and hosts without address.

use std::collections::BTreeMap;

use super::Design;
use crate::model::{ExternalActionKind, NodeKind};
use crate::project::{Finding, FindingCode, Severity};

/// What would go wrong between the dialog and those who have the data.
pub(super) fn backends(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = duplicate_names(design);
    for (key, node) in design.reached_nodes() {
        if let NodeKind::DataAccess(access) = &node.kind
            && let Some(backend) = &access.backend
            && backend.default_base.trim().is_empty()
        {
            findings.push(design.at_node(
                key,
                Severity::Warning,
                FindingCode::MissingHostUrl,
                format!("the data host `{}` has no URL", backend.host_alias),
            ));
        }
    }
    findings
}

/// Clients know what to fetch, and what to hand over, by the name of the node alone.
fn duplicate_names(design: &Design<'_>) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (key, node) in design.reached_nodes() {
        let is_known_to_clients = match &node.kind {
            NodeKind::DataAccess(access) => access.backend.is_none(),
            NodeKind::ExternalAction(action) => {
                matches!(action.kind, ExternalActionKind::Escalate { .. })
            }
            _ => false,
        };
        if is_known_to_clients {
            by_name.entry(&node.name).or_default().push(key);
        }
    }
    let mut findings = Vec::new();
    for (name, nodes) in by_name {
        for key in nodes.into_iter().skip(1) {
            findings.push(design.at_node(
                key,
                Severity::Warning,
                FindingCode::DuplicateName,
                format!("another node that clients answer is called `{name}`, too"),
            ));
        }
    }
    findings
}
