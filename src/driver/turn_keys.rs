//! The keys under which the service keeps the answers of turns (`x-bavard-turn`).
//!
//! A key is unique in its session. The conversation numbers its turns from one; a page that is loaded again goes on with
//! its session and begins anew with its numbers, so that each driver puts its own chance in front.

use std::cell::Cell;

use crate::conversation::TurnId;

#[derive(Debug)]
pub(super) struct TurnKeys {
    prefix: String,
    are_known: Cell<bool>,
}

impl TurnKeys {
    pub(super) fn new() -> Self {
        let chance = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        Self {
            prefix: [&chance().to_string(), "-", &chance().to_string()].concat(),
            are_known: Cell::new(false),
        }
    }

    /// Takes in whether the service knows keys. Says so once when it does.
    pub(super) fn learn(&self, known: bool) -> bool {
        known && !self.are_known.replace(true)
    }

    pub(super) fn key(&self, turn: TurnId) -> String {
        [&self.prefix, "-", &turn.number().to_string()].concat()
    }
}
