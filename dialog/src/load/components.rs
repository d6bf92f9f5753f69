//! Components and the nodes in them.

use super::events;
use super::index::Index;
use super::nodes;
use super::reader::At;
use crate::model::{Arena, Component, Key, Node, NodeKind};
use crate::project::FindingCode;

/// Gives out the keys of all components and nodes.
pub(super) fn number(project: &At<'_>, index: &mut Index) {
    let mut next_node = 0;
    for (number, at) in project.list("components").iter().enumerate() {
        let id = at.text("id").into_owned();
        if index
            .components
            .insert(id.clone(), Key::new(number))
            .is_some()
        {
            at.error(
                FindingCode::DuplicateId,
                format!("two components have the id `{id}`"),
            );
        }
        for node in at.list("nodes") {
            let id = node.text("id").into_owned();
            if id.is_empty() {
                node.error(FindingCode::MissingKey, "the node has no id");
            } else if index
                .nodes
                .insert(id.clone(), Key::new(next_node))
                .is_some()
            {
                node.error(
                    FindingCode::DuplicateId,
                    format!("two nodes have the id `{id}`"),
                );
            }
            next_node += 1;
        }
    }
}

/// Reads all components. Where a node cannot be read there is a finding, and what comes back is of no use.
pub(super) fn components(project: &At<'_>, index: &Index) -> (Arena<Component>, Arena<Node>) {
    let mut components = Arena::default();
    let mut nodes: Arena<Node> = Arena::default();
    for (number, at) in project.list("components").iter().enumerate() {
        let name = at.text("name").into_owned();
        let at = at.within_component(&name);
        index.place_component(&at);
        let mut start = None;
        for node in at.list("nodes") {
            let Some(node) = nodes::node(&node, Key::new(number), project, index) else {
                continue;
            };
            let is_start = matches!(node.kind, NodeKind::Start(_));
            let key = nodes.add(node);
            if is_start {
                start = Some(key);
            }
        }
        if start.is_none() {
            at.error(
                FindingCode::MissingStart,
                format!("the component `{name}` has no start node"),
            );
        }
        let handlers = events::handlers(&at, index);
        components.add(Component {
            id: at.text("id").into_owned(),
            name,
            start,
            handlers,
        });
    }
    (components, nodes)
}
