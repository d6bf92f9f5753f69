//! Running components: calls and returns (model.md section 7).

use std::sync::Arc;

use super::items::PromptTiming;
use super::run::{Entry, Flow, Turn};
use super::{EventCause, TurnError};
use crate::flow::{FlowSource, FlowTarget};
use crate::model::{Component, Key, Node, NodeKind};
use crate::session::Frame;

/// Components that may run at once. Designs nest a handful; a design that calls itself would grow its session without
/// end.
const MAX_FRAMES: usize = 64;

impl Turn<'_> {
    /// Begins the conversation in `Main`.
    pub(super) fn open(&mut self) -> Flow {
        let (component, start) = self.model.main;
        let component = self.model.components.get(component).id.as_str().into();
        self.state.frames = vec![Frame {
            component,
            caller: None,
            intent: None,
        }];
        Flow::Enter(start, Entry::Normal)
    }

    /// Calls a component from a node; `intent` is what an intent mapper calls it for.
    pub(super) fn call(
        &mut self,
        component: Key<Component>,
        caller: Key<Node>,
        intent: Option<Arc<str>>,
    ) -> Flow {
        if self.state.frames.len() >= MAX_FRAMES {
            return Flow::error(caller, EventCause::TooManyCalls);
        }
        self.passed(
            FlowSource::of(caller),
            FlowTarget::Component(component.into()),
        );
        let component = self.model.components.get(component);
        let Some(start) = component.start else {
            return Flow::error(caller, EventCause::NoTransition);
        };
        let caller = Some(self.model.nodes.get(caller).id.as_str().into());
        self.state.frames.push(Frame {
            component: component.id.as_str().into(),
            caller,
            intent,
        });
        Flow::Enter(start, Entry::Normal)
    }

    /// Makes the component of an entered node the running one. Transitions stay within a component, with two
    /// exceptions: handlers of a calling component, whose frame is then below, and intents that are mapped to a node
    /// elsewhere, which is a plain go-to and takes the place of what ran.
    pub(super) fn arrive_in(&mut self, component: Key<Component>) {
        let id = &self.model.components.get(component).id;
        match self
            .state
            .frames
            .iter()
            .rposition(|frame| *frame.component == **id)
        {
            Some(position) => self.state.frames.truncate(position + 1),
            None => {
                if let Some(top) = self.state.frames.last_mut() {
                    top.component = id.as_str().into();
                }
            }
        }
    }

    /// `RETURN`: what follows at the node that called the running component.
    pub(super) fn return_to_caller(&mut self, from: Key<Node>) -> Result<Flow, TurnError> {
        let caller = self
            .state
            .frames
            .last()
            .and_then(|frame| frame.caller.clone());
        let Some(caller) = caller else {
            return Ok(Flow::error(from, EventCause::NothingToReturnTo));
        };
        self.state.frames.pop();
        let key = self.node(&caller)?;
        Ok(match &self.model.nodes.get(key).kind {
            NodeKind::ComponentCall(call) => {
                match self.run_items(&call.on_return, PromptTiming::InOrder, &[]) {
                    Err(cause) => Flow::error(key, cause),
                    Ok(ran) => {
                        self.queue(ran.message, None);
                        Flow::after(ran.transition, key)
                    }
                }
            }
            NodeKind::IntentMapper(mapper) => Flow::after(mapper.on_return, key),
            _ => {
                return Err(TurnError::StaleState {
                    place: caller.to_string(),
                });
            }
        })
    }

    /// `RETURN_TO_INTENT_MAPPER`: ends everything up to what an intent mapper called, and maps the active intent there
    /// again. If that is still the intent that the mapper called for, mapping it would begin the same component once
    /// more; then the mapper goes on as after a return. (The documentation does not say.)
    pub(super) fn return_to_intent_mapper(&mut self, from: Key<Node>) -> Result<Flow, TurnError> {
        let is_mapper = |frame: &Frame| {
            let caller = frame
                .caller
                .as_ref()
                .and_then(|id| self.model.node_ids.get(&**id))?;
            matches!(
                self.model.nodes.get(*caller).kind,
                NodeKind::IntentMapper(_)
            )
            .then_some(*caller)
        };
        let found = self
            .state
            .frames
            .iter()
            .enumerate()
            .rev()
            .find_map(|(position, frame)| {
                Some((position, is_mapper(frame)?, frame.intent.clone()))
            });
        let Some((position, key, called_for)) = found else {
            return Ok(self.go_to_nearest_mapper(from));
        };
        self.state.frames.truncate(position);
        let active = self
            .state
            .intent
            .as_ref()
            .map(|intent| intent.name.as_str());
        match &self.model.nodes.get(key).kind {
            NodeKind::IntentMapper(mapper) if active == called_for.as_deref() => {
                Ok(Flow::after(mapper.on_return, key))
            }
            _ => Ok(Flow::Enter(key, Entry::Normal)),
        }
    }

    /// Where no mapper called anything (it may map its intents to nodes): the mapper of the nearest running component
    /// that has one.
    fn go_to_nearest_mapper(&mut self, from: Key<Node>) -> Flow {
        let mapper_of = |frame: &Frame| {
            let component = self.model.component_ids.get(&*frame.component)?;
            let mut nodes = self
                .model
                .nodes
                .keys()
                .filter(|(_, node)| node.component == *component);
            nodes
                .find(|(_, node)| matches!(node.kind, NodeKind::IntentMapper(_)))
                .map(|(key, _)| key)
        };
        match self.state.frames.iter().rev().find_map(mapper_of) {
            Some(mapper) => Flow::Enter(mapper, Entry::Normal),
            None => Flow::error(from, EventCause::NothingToReturnTo),
        }
    }
}
