//! What a visitor sees: Leptos components that render the state of a conversation and hand the visitor's acts to it.
//!
//! Elements are made by [`dom`], effects and owners are Leptos'. Colours, sizes and motion are in `style/bavard.css`.

mod announcer;
mod calendar;
#[cfg(feature = "component")]
mod chat;
mod composer;
mod conversation_view;
mod dom;
mod end_of_transcript;
mod entries;
mod entry;
mod feedback;
mod glyph;
mod host;
mod jump;
mod keypad;
mod language;
mod live_region;
mod live_view;
mod menu;
mod move_focus;
mod notice;
mod picture;
mod rich_text;
mod selectables;
mod transcript;
mod transcript_copy;
#[cfg(test)]
mod translations;
mod walk;
mod words;

#[cfg(feature = "component")]
pub use chat::Chat;
pub use conversation_view::{Mounted, mount};
pub use language::{Language, Texts};
pub use live_view::Changed;
