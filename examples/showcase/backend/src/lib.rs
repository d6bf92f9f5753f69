//! The booking office of the showcase example: what its server-side data access nodes call.
//!
//! It rents out no bikes and moves no money. What is booked is kept in memory, so that a visitor can look it up again
//! in the same demo; booking `OB1001` with the PIN `2468` is always there.

mod arguments;
mod language;
mod office;
mod rental;
mod station;
mod voucher;
mod web;

pub use arguments::Arguments;
pub use language::Language;
pub use office::{BookingSummary, Confirmation, Office};
pub use rental::{Bike, Money, Offer, Rental};
pub use station::{StationItem, stations};
pub use voucher::{Voucher, VoucherError, sell};
pub use web::router;
