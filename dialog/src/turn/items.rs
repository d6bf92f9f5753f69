//! Running processing items (model.md section 3).

use std::sync::Arc;

use super::EventCause;
use super::run::Turn;
use crate::expression::{Context, assign, evaluate, holds, text_of};
use crate::flow::TraceEvent;
use crate::message::{MAX_SAID, Voice, said, say};
use crate::model::{Action, Group, Item, Log, PromptGroup, Setting, Transition};
use crate::reply::{Message, View};
use crate::session::SessionState;

/// Which values the placeholders of a group see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PromptTiming {
    /// Those at the moment when the prompt is reached.
    InOrder,
    /// Those from before the group's own assignments: message nodes.
    BeforeAssignments,
    /// Those after all of the group's assignments: system actions of questions.
    AfterAssignments,
}

/// What a log entry shows of a masked value.
const MASKED: &str = "***";

/// Characters that a log entry shows of a value: enough to tell what it is. A design that logs in a circle would fill
/// the trace with a long one.
const LOGGED: usize = 1_000;

/// What running a group has come to.
#[derive(Debug, Default)]
pub(super) struct Ran {
    /// Where the group leads.
    pub(super) transition: Option<Transition>,
    /// What it said.
    pub(super) message: Message,
}

/// Things kept while a group runs.
struct Run<'p> {
    timing: PromptTiming,
    voice: Voice<'p>,
    message: Message,
    /// Whether the session from before the first assignment has to be kept.
    keeps_before: bool,
    /// The session from before the first assignment, where prompts that follow it are to see that.
    before: Option<SessionState>,
    /// Prompts to say after the last assignment.
    later: Vec<&'p PromptGroup>,
}

impl<'p> Turn<'p> {
    /// Runs the items of a group for the session's channel up to the first transition.
    pub(super) fn run_items(
        &mut self,
        group: &'p Group,
        timing: PromptTiming,
        settings: &'p [Setting],
    ) -> Result<Ran, EventCause> {
        let message = Message {
            language: self.state.language.to_string(),
            ..Message::default()
        };
        let Some(items) = group.get(self.channel, self.model.default_channel) else {
            return Ok(Ran {
                transition: None,
                message,
            });
        };
        let mut run = Run {
            timing,
            voice: self.voice(settings),
            message,
            keeps_before: timing == PromptTiming::BeforeAssignments
                && says_after_acting(items, &mut false),
            before: None,
            later: Vec::new(),
        };
        let transition = self.run_list(items, &mut run)?;
        for group in std::mem::take(&mut run.later) {
            say(self.context(), group, run.voice, &mut run.message)?;
            self.note(TraceEvent::Prompt(group.number));
        }
        let mut message = run.message;
        let queued: usize = self.state.messages.iter().map(said).sum();
        if queued.saturating_add(said(&message)) > MAX_SAID {
            return Err(EventCause::TooLong { limit: MAX_SAID });
        }
        message.tts_voice = self.tts_voice(settings);
        Ok(Ran {
            transition,
            message,
        })
    }

    /// Depth is bounded by the loader.
    fn run_list(
        &mut self,
        items: &'p [Item],
        run: &mut Run<'p>,
    ) -> Result<Option<Transition>, EventCause> {
        for item in items {
            match item {
                Item::Transition(transition) => return Ok(Some(*transition)),
                Item::Action(action) => self.act(action, run)?,
                Item::Prompt(group) => match run.timing {
                    PromptTiming::AfterAssignments => run.later.push(group),
                    PromptTiming::InOrder | PromptTiming::BeforeAssignments => {
                        let state = run.before.as_ref().unwrap_or(&self.state);
                        say(
                            Context {
                                state,
                                ..self.context()
                            },
                            group,
                            run.voice,
                            &mut run.message,
                        )?;
                        self.note(TraceEvent::Prompt(group.number));
                    }
                },
                Item::Chain(branches) => {
                    for branch in branches {
                        let runs = match &branch.condition {
                            Some(condition) => holds(self.context(), condition)?,
                            None => true,
                        };
                        if !runs {
                            continue;
                        }
                        if let Some(transition) = self.run_list(&branch.items, run)? {
                            return Ok(Some(transition));
                        }
                        break;
                    }
                }
            }
        }
        Ok(None)
    }

    fn act(&mut self, action: &'p Action, run: &mut Run<'p>) -> Result<(), EventCause> {
        if run.keeps_before && run.before.is_none() {
            run.before = Some(self.state.clone());
        }
        match action {
            Action::Assign(assignment) => {
                assign(
                    self.model,
                    &mut self.state,
                    &mut self.channel,
                    &self.random,
                    assignment,
                )?;
            }
            Action::Log(log) => {
                let entry = self.log_entry(log)?;
                self.note(TraceEvent::Log(entry));
            }
            Action::ClearEntity(entity) => self
                .state
                .clear_entity(&self.model.entities.get(*entity).name),
            Action::UpdateEntity {
                entity,
                required,
                completed,
                confirmed,
            } => {
                let name = &self.model.entities.get(*entity).name;
                let entity = self.state.touch_entity(name);
                entity.required = required.unwrap_or(entity.required);
                entity.completed = completed.unwrap_or(entity.completed);
                entity.confirmed = confirmed.unwrap_or(entity.confirmed);
            }
        }
        Ok(())
    }

    fn log_entry(&self, log: &Log) -> Result<String, EventCause> {
        let value = match &log.value {
            None => return Ok(log.text.clone()),
            Some(_) if log.masked => MASKED.to_owned(),
            Some(value) => {
                let text = text_of(&evaluate(self.context(), value)?);
                text.chars().take(LOGGED).collect()
            }
        };
        Ok(if log.text.is_empty() {
            value
        } else {
            format!("{}: {value}", log.text)
        })
    }

    /// Keeps what a node said, where the project sends it somewhere (`LAST_MESSAGE_OBJECT`).
    pub(super) fn remember(&mut self, message: &Message) {
        if self.model.keeps_last_message && !message.is_empty() {
            self.state.last_message = Some(Arc::new(message.clone()));
        }
    }

    /// Puts what a node said into the next reply.
    pub(super) fn queue(&mut self, message: Message, view: Option<&View>) {
        self.remember(&message);
        if !message.is_empty() {
            self.state.messages.push(Message {
                view: view.cloned(),
                ..message
            });
        }
    }
}

/// Whether a prompt may come after something that changes the session. Most nodes have none: copying a session for each
/// of them would be most of what they cost.
fn says_after_acting(items: &[Item], acted: &mut bool) -> bool {
    items.iter().any(|item| match item {
        Item::Action(action) => {
            *acted |= !matches!(action, Action::Log(_));
            false
        }
        Item::Prompt(_) => *acted,
        Item::Chain(branches) => branches
            .iter()
            .any(|branch| says_after_acting(&branch.items, acted)),
        Item::Transition(_) => false,
    })
}
