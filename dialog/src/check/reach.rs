//! What conversations can get to.

use super::ways::Ways;
use crate::flow::{FlowSource, FlowTarget};
use crate::model::{Component, Key, Model, Node, NodeKind};

/// The nodes and components that some conversation may enter. Every way counts, whatever it depends on: a condition may
/// hold, a component may return, an event may be thrown by the client.
pub(super) struct Reach {
    nodes: Vec<bool>,
    components: Vec<bool>,
}

impl Reach {
    pub(super) fn of(model: &Model, ways: &Ways) -> Reach {
        let mut walk = Walk {
            model,
            reach: Reach {
                nodes: vec![false; model.nodes.len()],
                components: vec![false; model.components.len()],
            },
            to_visit: vec![FlowSource::Project],
            mappers_are_returned_to: false,
        };
        walk.enter(model.main.1);
        while let Some(source) = walk.to_visit.pop() {
            for edge in ways.from(source) {
                walk.follow(edge.target);
            }
        }
        walk.reach
    }

    pub(super) fn node(&self, node: Key<Node>) -> bool {
        self.nodes.get(node.index()).copied().unwrap_or(false)
    }

    pub(super) fn component(&self, component: Key<Component>) -> bool {
        let index = component.index();
        self.components.get(index).copied().unwrap_or(false)
    }

    /// Whether a way begins where conversations get to.
    pub(super) fn source(&self, source: FlowSource) -> bool {
        match source {
            FlowSource::Node(node) => self.node(Key::new(node.get())),
            FlowSource::Component(component) => self.component(Key::new(component.get())),
            FlowSource::Project => true,
        }
    }
}

struct Walk<'a> {
    model: &'a Model,
    reach: Reach,
    to_visit: Vec<FlowSource>,
    mappers_are_returned_to: bool,
}

impl Walk<'_> {
    fn enter(&mut self, key: Key<Node>) {
        match self.reach.nodes.get_mut(key.index()) {
            Some(reached) if !*reached => *reached = true,
            _ => return,
        }
        self.to_visit.push(FlowSource::of(key));
        let component = self.model.nodes.get(key).component;
        if let Some(reached) = self.reach.components.get_mut(component.index())
            && !*reached
        {
            *reached = true;
            self.to_visit.push(FlowSource::Component(component.into()));
            if self.mappers_are_returned_to {
                self.enter_mappers();
            }
        }
    }

    fn follow(&mut self, target: FlowTarget) {
        match target {
            FlowTarget::Node(node) => self.enter(Key::new(node.get())),
            FlowTarget::Component(component) => {
                let component = self.model.components.get(Key::new(component.get()));
                if let Some(start) = component.start {
                    self.enter(start);
                }
            }
            FlowTarget::ReturnToIntentMapper if !self.mappers_are_returned_to => {
                self.mappers_are_returned_to = true;
                self.enter_mappers();
            }
            // What follows a return is an edge of the caller, what follows an event one of its handlers.
            FlowTarget::Return | FlowTarget::ReturnToIntentMapper | FlowTarget::Throw(_) => {}
        }
    }

    /// A return to the intent mapper may enter that of any running component.
    fn enter_mappers(&mut self) {
        for (key, node) in self.model.nodes.keys() {
            if matches!(node.kind, NodeKind::IntentMapper(_))
                && self.reach.component(node.component)
            {
                self.enter(key);
            }
        }
    }
}
