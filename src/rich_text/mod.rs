//! Rich text of the bot: markup nobody vouches for, turned into a tree that is safe to show.
//!
//! The text of a bot may hold whatever its author, a backend or a visitor's own words put there. It is read once, by a
//! tokenizer that follows the HTML rules as browsers do, and rebuilt as a tree that has no way to say anything outside
//! the allow-list of `contract.md` (row "rich text"): elements are [`Tag`]s, URLs [`SafeUrl`]s, style
//! [`Declaration`]s. Views make nodes of it one by one; markup is never handed to the browser, so how a browser would
//! repair it ("mutation") does not matter.
//!
//! Reading takes time proportional to the length. Three limits keep what comes out small: [`MAX_LENGTH`],
//! [`MAX_DEPTH`] and [`MAX_ELEMENTS`].

mod attribute;
mod bare_link;
mod builder;
mod character_reference;
mod class_name;
mod emoji_escape;
mod image_hosts;
mod line_break;
mod mix_action;
mod plain_text;
mod safe_url;
mod style;
mod tag;
mod telephone_number;
mod tokenizer;
mod tree;
mod view_style;

#[cfg(test)]
mod allowed_markup;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod any_markup;
#[cfg(test)]
mod benign_strings;
#[cfg(test)]
mod hostile_markup;
#[cfg(test)]
mod hostile_strings;
#[cfg(test)]
mod outline;

pub use attribute::{Attribute, Dimension, Direction, Scope};
pub use builder::{MAX_DEPTH, MAX_ELEMENTS};
pub use image_hosts::ImageHosts;
pub use mix_action::MixAction;
pub use safe_url::SafeUrl;
pub use style::Declaration;
pub use tag::Tag;
pub use tree::{Element, MAX_LENGTH, Node, RichText};
pub use view_style::ViewStyle;
