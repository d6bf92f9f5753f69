//! Expressions, values and assignments (model.md sections 4 and 11).

mod arithmetic;
mod assign;
mod bounds;
mod compare;
mod context;
mod convert;
mod evaluate;
mod methods;
mod moment;
mod number;
mod plain;

pub(crate) use assign::assign;
pub(crate) use context::Context;
pub(crate) use convert::{convert, structured, text_of};
pub(crate) use evaluate::{LAST_COLLECTION, LAST_CONFIRMATION, evaluate, holds};
pub(crate) use methods::is_method;
pub(crate) use moment::{date_of, time_of};
pub(crate) use plain::plain_text;
