//! Bavard, an embeddable chat widget for DLGaaS dialog services.
//!
//! [`conversation`] and [`rich_text`] are the core: they know no browser, network or clock. Around them, [`transport`]
//! speaks gRPC-Web, [`driver`] carries out what the conversation decides, [`view`] shows its state, and [`element`] is
//! what the custom element `<bavard-chat>` (`loader/bavard.js`) calls.

pub mod conversation;
pub mod driver;
pub mod element;
mod json;
pub mod protocol;
pub mod rich_text;
pub mod transport;
pub mod view;

#[cfg(feature = "component")]
pub use view::Chat;
