//! The checked model of a project: what `load` makes of `dialog.json`, and what turns run on.
//!
//! References are [`Key`]s into arenas, made by the loader from the ids of the file, so that a turn never meets a
//! reference to something that is not there. Processing items are folded into the shape in which they run (a chain of
//! `IF`, `ELSEIF`, `ELSE` is one item), prompts into literal parts and placeholders.

mod arena;
mod channel;
mod command;
mod confirmation;
mod data_access;
mod entity;
mod event;
mod expression;
mod node;
mod processing;
mod prompt;
mod question;
mod recovery;
mod setting;
mod setting_value;
mod variable;
mod whole;

pub(crate) use arena::{Arena, Key};
pub(crate) use channel::{ByChannel, Channel, Modes};
pub(crate) use command::{CommandOverride, Commands, GlobalCommand};
pub(crate) use confirmation::ConfirmationMessage;
pub(crate) use data_access::{Backend, DataAccessNode, Header};
pub(crate) use entity::Entity;
pub(crate) use event::{Event, Handler, event_name};
pub(crate) use expression::{
    Access, EntityAspect, Expression, IntentAspect, Operand, Operator, Special, VariableExpression,
};
pub(crate) use node::{
    Component, ComponentCall, Destination, ExternalAction, ExternalActionKind, IntentMapper,
    MessageNode, Node, NodeKind, QuestionRouter, SendValue, Slot, StartNode, TakenValue,
};
pub(crate) use processing::{Action, Assignment, Branch, Group, Item, Log, Target, Transition};
pub(crate) use prompt::{
    DateParts, Format, Part, Placeholder, Prompt, PromptGroup, Template, ZeroFraction,
};
pub(crate) use question::{Clickable, DtmfEntry, Focus, QuestionNode};
pub(crate) use recovery::{Failure, NodeBehavior, ProjectBehavior, RecoveryMessage};
pub(crate) use setting::{Scope, Setting, SettingName, Settings};
pub(crate) use variable::{Field, Schema, ValueType, Variable};
pub(crate) use whole::Model;
