//! Processing items: conditions, actions, prompts, transitions (model.md section 3).

use super::{
    ByChannel, Entity, Event, Expression, Key, Node, Operand, PromptGroup, Variable,
    VariableExpression,
};

/// Items by channel.
pub(crate) type Group = ByChannel<Vec<Item>>;

/// One step of a group.
#[derive(Debug)]
pub(crate) enum Item {
    /// An `ALWAYS` block, or a chain of `IF`, `ELSEIF`, `ELSE`: the first branch whose condition holds runs.
    Chain(Vec<Branch>),
    Action(Action),
    Prompt(PromptGroup),
    /// Ends the group.
    Transition(Transition),
}

#[derive(Debug)]
pub(crate) struct Branch {
    /// None: always.
    pub condition: Option<Expression>,
    pub items: Vec<Item>,
}

#[derive(Debug)]
pub(crate) enum Action {
    Assign(Assignment),
    /// Writes something down for those who look after the bot.
    Log(Log),
    ClearEntity(Key<Entity>),
    /// Sets the given marks of an entity and leaves the others.
    UpdateEntity {
        entity: Key<Entity>,
        required: Option<bool>,
        completed: Option<bool>,
        confirmed: Option<bool>,
    },
}

/// What is written down: words of the designer, a value, or both.
#[derive(Debug)]
pub(crate) struct Log {
    pub text: String,
    pub value: Option<Operand>,
    /// Whether the value must stay out of logs.
    pub masked: bool,
}

#[derive(Debug)]
pub(crate) struct Assignment {
    pub target: Target,
    pub value: Operand,
}

#[derive(Debug)]
pub(crate) enum Target {
    Variable(Key<Variable>),
    /// A field; objects on the way are created.
    Field(VariableExpression),
    Entity(Key<Entity>),
    /// The active intent, by name.
    Intent,
    /// The channel of the session, by name.
    Channel,
}

/// Where to go on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Transition {
    /// `GO_TO` and `GO_BACK_TO`: both enter the node (model.md section 6).
    GoTo(Key<Node>),
    Return,
    ReturnToIntentMapper,
    Throw(Key<Event>),
}
