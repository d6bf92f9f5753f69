//! The glue between `<bavard-chat>` (loader/bavard.js) and the conversation: attributes in, DOM events and promises out.
//!
//! The loader defines the element and draws the frame of its window; [`connect`] fills the frame. Properties of the
//! element (`clientFetch`, `getToken`, …) are read when they are needed, so a page may set them at any time.

mod attributes;
mod chat_element;
mod element_page;
mod inspected;
mod panic;

pub use attributes::{AttributeError, Attributes};
pub use chat_element::{ChatElement, connect};
pub use panic::on_panic;
