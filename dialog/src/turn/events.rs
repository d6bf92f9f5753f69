//! Thrown events and who takes them (model.md section 14).

use super::run::{Flow, Turn};
use super::{EventCause, TurnError};
use crate::flow::{FlowSource, TraceEvent};
use crate::model::{Handler, Key, Node, Transition, event_name};

impl Turn<'_> {
    /// Looks for a handler: at the node, in its component, in the calling components down to `Main`, in the project;
    /// first for the event itself, then for the event that catches all. The component whose handler takes it goes on,
    /// those that it called end.
    pub(super) fn throw(
        &mut self,
        event: &str,
        at: Key<Node>,
        cause: Option<EventCause>,
    ) -> Result<Flow, TurnError> {
        let mut events = self.model.events.keys();
        if let Some((key, _)) = events.find(|(_, declared)| declared.name == event) {
            self.note(TraceEvent::Event(key.into()));
        }
        for name in [event, event_name::ANY] {
            if let Some(transition) = self.handler(&self.model.nodes.get(at).handlers, name) {
                return self.take(transition, at, FlowSource::of(at));
            }
            for depth in (0..self.state.frames.len()).rev() {
                let component = self
                    .state
                    .frames
                    .get(depth)
                    .and_then(|frame| self.model.component_ids.get(&*frame.component));
                let Some(component) = component else { continue };
                let handlers = &self.model.components.get(*component).handlers;
                if let Some(transition) = self.handler(handlers, name) {
                    self.state.frames.truncate(depth + 1);
                    return self.take(transition, at, FlowSource::Component((*component).into()));
                }
            }
            if let Some(transition) = self.handler(&self.model.handlers, name) {
                self.state.frames.truncate(1);
                return self.take(transition, at, FlowSource::Project);
            }
        }
        let node = self.model.nodes.get(at).name.clone();
        Err(match cause {
            Some(EventCause::Loop) => TurnError::Loop {
                node,
                entries: self.entries(),
            },
            cause => TurnError::UnhandledEvent {
                event: event.to_owned(),
                node,
                cause,
            },
        })
    }

    fn handler(&self, handlers: &[Handler], name: &str) -> Option<Transition> {
        handlers
            .iter()
            .find(|handler| self.model.events.get(handler.event).name == name)
            .map(|handler| handler.transition)
    }
}
