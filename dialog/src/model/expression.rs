//! Expressions and operands (model.md section 4).

use super::{Channel, Entity, Field, Key, Variable};

/// `left`, or `left operator right`.
#[derive(Debug, PartialEq)]
pub(crate) struct Expression {
    pub left: Operand,
    pub operation: Option<(Operator, Operand)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
}

impl Operator {
    /// Reads the value of an operator key, with or without its suffix `_OPERATOR`. `None` is "no such operator"; the
    /// words that begin with `NO_` mean that there is no operation and are not for here.
    pub(crate) fn parse(word: &str) -> Option<Operator> {
        Some(match word.strip_suffix("_OPERATOR").unwrap_or(word) {
            "AND" => Operator::And,
            "OR" => Operator::Or,
            "EQUAL" | "EQUALS" => Operator::Equal,
            "NOT_EQUAL" | "NOT_EQUALS" => Operator::NotEqual,
            "LESS" | "LESS_THAN" => Operator::Less,
            "LESS_EQUAL" | "LESS_OR_EQUAL" | "LESS_THAN_EQUAL" | "LESS_THAN_OR_EQUAL" => {
                Operator::LessOrEqual
            }
            "GREATER" | "GREATER_THAN" => Operator::Greater,
            "GREATER_EQUAL"
            | "GREATER_OR_EQUAL"
            | "GREATER_THAN_EQUAL"
            | "GREATER_THAN_OR_EQUAL" => Operator::GreaterOrEqual,
            "PLUS" | "ADD" => Operator::Plus,
            "MINUS" | "SUBTRACT" => Operator::Minus,
            "MULTIPLY" | "TIMES" => Operator::Times,
            "DIVIDE" => Operator::Divide,
            "MODULO" | "MOD" | "MODULUS" => Operator::Modulo,
            _ => return None,
        })
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum Operand {
    Variable(Key<Variable>),
    VariableExpression(VariableExpression),
    Entity(Key<Entity>, EntityAspect),
    /// The entity that was filled last: what a confirmation is about.
    CurrentEntity(EntityAspect),
    Intent(IntentAspect),
    Constant(String),
    Special(Special),
    Expression(Box<Expression>),
    /// The channel of the session.
    SessionChannel,
    Channel(Key<Channel>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntityAspect {
    Value,
    /// The visitor's words.
    Literal,
    FormattedLiteral,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntentAspect {
    Value,
    Literal,
    FormattedLiteral,
    Confidence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Special {
    Null,
    /// An empty object of the target's schema.
    NewObject,
    LastCollectionInterpretation,
    LastConfirmationInterpretation,
    /// What the last message or question node said.
    LastMessage,
}

impl IntentAspect {
    /// The word of the file, under which it is sent too.
    pub(crate) fn word(self) -> &'static str {
        match self {
            IntentAspect::Value => "INTENT_VALUE",
            IntentAspect::Literal => "INTENT_LITERAL",
            IntentAspect::FormattedLiteral => "INTENT_FORMATTED_LITERAL",
            IntentAspect::Confidence => "INTENT_CONFIDENCE",
        }
    }
}

impl Special {
    /// The word of the file, under which it is sent too.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Special::Null => "NULL",
            Special::NewObject => "NEW_OBJECT",
            Special::LastCollectionInterpretation => "LAST_COLLECTION_INTERPRETATION",
            Special::LastConfirmationInterpretation => "LAST_CONFIRMATION_INTERPRETATION",
            Special::LastMessage => "LAST_MESSAGE_OBJECT",
        }
    }
}

/// A variable, then fields and methods applied to it in turn. `random` needs no variable.
#[derive(Debug, PartialEq)]
pub(crate) struct VariableExpression {
    pub variable: Option<Key<Variable>>,
    pub accesses: Vec<Access>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Access {
    Field(Key<Field>),
    Method {
        name: String,
        parameters: Vec<Operand>,
    },
}
