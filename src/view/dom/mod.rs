//! The elements of the view: made by name, listened to, and drawn again when a part of the state changes.
//!
//! Leptos' reactive graph says *when* to draw; what is drawn is made here, by code that is compiled once. Leptos' own
//! element types are generic in their tag, attributes and children, so that each one costs visitors a kilobyte; and its
//! `view!` macro assigns markup, which a page that enforces Trusted Types refuses.
//!
//! Whatever runs for an element (listeners, effects) belongs to the reactive owner in which it was made, and ends with it.

mod frame;
mod listener;
mod node;
mod slot;

pub(super) use frame::next_frame;
pub(super) use listener::{capture, owned};
pub(super) use node::{Node, element, glyph};
pub(super) use slot::{FOCAL, each_change, in_language, slot};
