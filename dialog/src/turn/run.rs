//! The loop: from node to node until one needs the client.

use std::cell::Cell;

use jiff::civil::DateTime;

use super::items::PromptTiming;
use super::node::{
    component_call, data_access, external_action, intent_mapper, message, question_router,
};
use super::question;
use super::{BackendRequest, EventCause, Step, TurnError};
use crate::expression::Context;
use crate::flow::{FlowSource, FlowTarget, Trace, TraceEvent};
use crate::model::{
    Channel, Entity, Key, Model, Node, NodeKind, Scope, Setting, SettingName, Transition,
    event_name,
};
use crate::project::Project;
use crate::reply::{Action, Reply};
use crate::session::{SessionState, Waiting, enabled_channels};

/// Node entries of one call after which a design is taken to run around without end.
const MAX_ENTRIES: usize = 1_000;

/// A turn in progress. It works on a copy of the session, which comes out only if all went well.
pub(super) struct Turn<'p> {
    pub(super) project: &'p Project,
    pub(super) model: &'p Model,
    pub(super) state: SessionState,
    pub(super) channel: Key<Channel>,
    pub(super) now: DateTime,
    pub(super) random: Cell<u64>,
    trace: Trace,
    entries: usize,
    /// Entries after which the turn is stopped; the `error` event of a loop gets as many again.
    allowed: usize,
}

/// What happens next.
#[derive(Debug)]
pub(super) enum Flow {
    Enter(Key<Node>, Entry),
    /// The flow goes on to another node without a transition of the designer's.
    Proceed {
        from: Key<Node>,
        to: Key<Node>,
        entry: Entry,
    },
    Follow(Transition, Key<Node>),
    Throw {
        event: String,
        at: Key<Node>,
        cause: Option<EventCause>,
    },
    /// The client is needed.
    Answer(Box<Action>, Waiting),
    /// A backend is needed.
    Fetch(Box<BackendRequest>, Waiting),
}

impl Flow {
    /// Needs the client for an action.
    pub(super) fn answer(action: Action, waiting: Waiting) -> Flow {
        Flow::Answer(Box::new(action), waiting)
    }

    /// Follows a transition, if there is one; a node without is a mistake of the design.
    pub(super) fn after(transition: Option<Transition>, node: Key<Node>) -> Flow {
        match transition {
            Some(transition) => Flow::Follow(transition, node),
            None => Flow::error(node, EventCause::NoTransition),
        }
    }

    /// Throws the event of engine errors.
    pub(super) fn error(at: Key<Node>, cause: EventCause) -> Flow {
        Flow::Throw {
            event: event_name::ERROR.to_owned(),
            at,
            cause: Some(cause),
        }
    }
}

/// How a node is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Normal,
    /// A question does not ask: its entity was filled elsewhere and is to be processed (model.md section 6).
    Process,
}

impl<'p> Turn<'p> {
    pub(super) fn new(
        project: &'p Project,
        state: SessionState,
        now: DateTime,
    ) -> Result<Turn<'p>, TurnError> {
        let model = project.model();
        let channel = enabled_channels(model)
            .find(|(_, channel)| *channel.name == *state.channel)
            .map(|(key, _)| key)
            .ok_or_else(|| TurnError::StaleState {
                place: state.channel.to_string(),
            })?;
        let random = Cell::new(state.random);
        Ok(Turn {
            project,
            model,
            state,
            channel,
            now,
            random,
            trace: Trace::default(),
            entries: 0,
            allowed: MAX_ENTRIES,
        })
    }

    /// The node of an id that the session kept.
    pub(super) fn node(&self, id: &str) -> Result<Key<Node>, TurnError> {
        self.model
            .node_ids
            .get(id)
            .copied()
            .ok_or_else(|| TurnError::StaleState {
                place: id.to_owned(),
            })
    }

    /// The node that the session waits at; it has to be of the kind that it was then.
    pub(super) fn kept<T>(
        &self,
        id: &str,
        as_kind: impl Fn(&'p NodeKind) -> Option<&'p T>,
    ) -> Result<(Key<Node>, &'p T), TurnError> {
        let key = self.node(id)?;
        let node = as_kind(&self.model.nodes.get(key).kind);
        node.map(|node| (key, node))
            .ok_or_else(|| TurnError::StaleState {
                place: id.to_owned(),
            })
    }

    /// What expressions and prompts see now.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            model: self.model,
            state: &self.state,
            channel: self.channel,
            random: &self.random,
        }
    }

    /// A setting as a node's own overrides and the project's decide it.
    pub(super) fn setting(&self, name: SettingName, node: &'p [Setting]) -> Option<&'p str> {
        self.setting_for(name, node, None, "")
    }

    /// A setting for the question for an entity.
    pub(super) fn setting_for(
        &self,
        name: SettingName,
        node: &'p [Setting],
        entity: Option<Key<Entity>>,
        collection_type: &str,
    ) -> Option<&'p str> {
        let scope = Scope {
            channel: self.channel,
            default_channel: self.model.default_channel,
            language: &self.state.language,
            entity,
            collection_type,
        };
        self.model.settings.get(name, node, &scope)
    }

    /// Adds to the trace.
    pub(super) fn note(&mut self, event: TraceEvent) {
        self.trace.events.push(event);
    }

    /// Adds a way that the flow took to the trace.
    pub(super) fn passed(&mut self, source: FlowSource, target: FlowTarget) {
        self.note(TraceEvent::Transition { source, target });
    }

    /// Node entries of this turn so far.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// Follows the flow to its end.
    pub(super) fn run(mut self, mut flow: Flow) -> Result<Step, TurnError> {
        loop {
            flow = match flow {
                Flow::Enter(node, entry) => match self.count_entry(node)? {
                    Some(thrown) => thrown,
                    None => self.enter(node, entry)?,
                },
                Flow::Proceed { from, to, entry } => {
                    self.passed(FlowSource::of(from), FlowTarget::Node(to.into()));
                    Flow::Enter(to, entry)
                }
                Flow::Follow(transition, from) => self.follow(transition, from)?,
                Flow::Throw { event, at, cause } => match self.count_entry(at)? {
                    Some(thrown) => thrown,
                    None => self.throw(&event, at, cause)?,
                },
                Flow::Answer(action, waiting) => {
                    self.state.waiting = waiting;
                    self.state.random = self.random.get();
                    let messages = std::mem::take(&mut self.state.messages);
                    return Ok(Step::Answer {
                        reply: Box::new(Reply {
                            messages,
                            channel: self.state.channel.to_string(),
                            action: *action,
                        }),
                        state: self.state,
                        trace: self.trace,
                    });
                }
                Flow::Fetch(request, waiting) => {
                    self.state.waiting = waiting;
                    self.state.random = self.random.get();
                    return Ok(Step::Fetch {
                        request,
                        state: self.state,
                        trace: self.trace,
                    });
                }
            };
        }
    }

    /// Guards against designs that run around: the first time the `error` event gets a chance, then the turn fails.
    fn count_entry(&mut self, node: Key<Node>) -> Result<Option<Flow>, TurnError> {
        self.entries += 1;
        if self.entries <= self.allowed {
            return Ok(None);
        }
        if self.allowed > MAX_ENTRIES {
            let node = self.model.nodes.get(node).name.clone();
            return Err(TurnError::Loop {
                node,
                entries: self.entries,
            });
        }
        self.allowed += MAX_ENTRIES;
        Ok(Some(Flow::error(node, EventCause::Loop)))
    }

    fn enter(&mut self, key: Key<Node>, entry: Entry) -> Result<Flow, TurnError> {
        let node = self.model.nodes.get(key);
        self.note(TraceEvent::Node(key.into()));
        self.arrive_in(node.component);
        Ok(match &node.kind {
            NodeKind::Start(start) => {
                match self.run_items(&start.items, PromptTiming::InOrder, &[]) {
                    Err(cause) => Flow::error(key, cause),
                    Ok(ran) => match (ran.transition, start.next) {
                        (Some(transition), _) => Flow::Follow(transition, key),
                        (None, Some(next)) => Flow::Proceed {
                            from: key,
                            to: next,
                            entry: Entry::Normal,
                        },
                        (None, None) => Flow::error(key, EventCause::NoTransition),
                    },
                }
            }
            NodeKind::Decision(items) => match self.run_items(items, PromptTiming::InOrder, &[]) {
                Err(cause) => Flow::error(key, cause),
                Ok(ran) => {
                    self.queue(ran.message, None);
                    Flow::after(ran.transition, key)
                }
            },
            NodeKind::Message(node) => message::enter(self, key, node),
            NodeKind::ComponentCall(node) => component_call::enter(self, key, node),
            NodeKind::IntentMapper(node) => intent_mapper::enter(self, key, node),
            NodeKind::QuestionRouter(node) => question_router::enter(self, key, node),
            NodeKind::Question(node) => match entry {
                Entry::Normal => question::ask(self, key, node),
                Entry::Process => question::process(self, key, node),
            },
            NodeKind::DataAccess(node) => data_access::enter(self, key, node),
            NodeKind::ExternalAction(node) => external_action::enter(self, key, node),
        })
    }

    fn follow(&mut self, transition: Transition, from: Key<Node>) -> Result<Flow, TurnError> {
        self.take(transition, from, FlowSource::of(from))
    }

    /// Takes a transition that `owner`, the node itself or a handler, has for the node.
    pub(super) fn take(
        &mut self,
        transition: Transition,
        from: Key<Node>,
        owner: FlowSource,
    ) -> Result<Flow, TurnError> {
        self.passed(owner, transition.into());
        match transition {
            Transition::GoTo(node) => Ok(Flow::Enter(node, Entry::Normal)),
            Transition::Return => self.return_to_caller(from),
            Transition::ReturnToIntentMapper => self.return_to_intent_mapper(from),
            Transition::Throw(event) => {
                let event = self.model.events.get(event).name.clone();
                Ok(Flow::Throw {
                    event,
                    at: from,
                    cause: None,
                })
            }
        }
    }
}
