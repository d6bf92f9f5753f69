//! Whether processing items lead anywhere.

use super::Design;
use crate::model::{Branch, Channel, Expression, Group, Item, Key, Operand, Operator, ValueType};

/// How surely items end in a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leads {
    Never,
    /// If one of their conditions holds.
    Sometimes,
    Always,
}

impl Leads {
    /// What runs if the items led nowhere.
    pub(super) fn or_else(self, next: Leads) -> Leads {
        match self {
            Leads::Always => Leads::Always,
            Leads::Never => next,
            Leads::Sometimes => next.max(Leads::Sometimes),
        }
    }
}

impl Design<'_> {
    /// How surely a group leads on in the sessions of a channel.
    pub(super) fn leads(&self, group: &Group, channel: Key<Channel>) -> Leads {
        group
            .get(channel, self.model.default_channel)
            .map_or(Leads::Never, |items| self.items_lead(items))
    }

    /// The channel on which something leads on least surely, and how.
    pub(super) fn worst_channel(&self, leads: impl Fn(Key<Channel>) -> Leads) -> Leads {
        let on_channels = self.channels().map(|(channel, _)| leads(channel));
        on_channels.min().unwrap_or(Leads::Always)
    }

    /// Depth is bounded by the loader.
    fn items_lead(&self, items: &[Item]) -> Leads {
        let mut all = Leads::Never;
        for item in items {
            all = all.or_else(match item {
                Item::Transition(_) => Leads::Always,
                Item::Chain(branches) => self.chain_leads(branches),
                Item::Action(_) | Item::Prompt(_) => Leads::Never,
            });
        }
        if all == Leads::Sometimes && self.is_split_over(items) {
            Leads::Always
        } else {
            all
        }
    }

    fn chain_leads(&self, branches: &[Branch]) -> Leads {
        let leads = branches.iter().map(|branch| self.items_lead(&branch.items));
        let (least, most) = leads.fold((Leads::Always, Leads::Never), |(least, most), leads| {
            (least.min(leads), most.max(leads))
        });
        if self.covers_everything(branches) {
            least.max(most.min(Leads::Sometimes))
        } else {
            most.min(Leads::Sometimes)
        }
    }

    /// Whether one of the branches runs in any case.
    fn covers_everything(&self, branches: &[Branch]) -> bool {
        let conditions: Option<Vec<&Expression>> = branches
            .iter()
            .map(|branch| branch.condition.as_ref())
            .collect();
        conditions.is_none_or(|conditions| self.is_exhaustive(&conditions))
    }

    /// Designers also write the opposite of an IF as another IF after it.
    fn is_split_over(&self, items: &[Item]) -> bool {
        let conditions = items.iter().filter_map(|item| match item {
            Item::Chain(branches) => match branches.as_slice() {
                [branch] if self.items_lead(&branch.items) == Leads::Always => {
                    branch.condition.as_ref()
                }
                _ => None,
            },
            _ => None,
        });
        self.is_exhaustive(&conditions.collect::<Vec<_>>())
    }

    /// Whether one of the conditions holds in any case: one is the opposite of another, or they go through the values
    /// of a Boolean.
    fn is_exhaustive(&self, conditions: &[&Expression]) -> bool {
        conditions.iter().enumerate().any(|(number, first)| {
            conditions
                .iter()
                .skip(number + 1)
                .any(|second| self.are_opposite(first, second))
        })
    }

    fn are_opposite(&self, first: &Expression, second: &Expression) -> bool {
        let (Some((operator, right)), Some((other, other_right))) =
            (&first.operation, &second.operation)
        else {
            return false;
        };
        if first.left != second.left {
            return false;
        }
        if right == other_right {
            return opposite(*operator) == Some(*other);
        }
        let is_boolean = |operand: &Operand| {
            matches!(operand, Operand::Variable(variable)
                if self.model.variables.get(*variable).value_type == ValueType::Boolean)
        };
        let values = |one: &str, two: &str| {
            matches!((right, other_right), (Operand::Constant(right), Operand::Constant(other))
                if (right == one && other == two) || (right == two && other == one))
        };
        let both_equal = (*operator, *other) == (Operator::Equal, Operator::Equal);
        both_equal
            && ((is_boolean(&first.left) && values("true", "false"))
                || (matches!(first.left, Operand::Entity(..)) && values("yes", "no")))
    }
}

/// The operator that holds where another does not.
fn opposite(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::GreaterOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        Operator::Greater => Operator::LessOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        _ => return None,
    })
}
