//! The card terminal of the coffee example: what the server-side data access node `ChargeCard` calls.
//!
//! It takes no card and moves no money. It is slow on purpose, so that a visitor sees the latency message, and it
//! declines what no cup of coffee costs, so that the dialog's failure ways can be tried.

mod amount;
mod arguments;
mod terminal;
mod web;

pub use amount::{Amount, AmountError};
pub use arguments::Arguments;
pub use terminal::{LIMIT, Receipt, Terminal};
pub use web::router;
