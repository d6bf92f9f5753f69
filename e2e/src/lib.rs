//! End-to-end tests: the built widget in a real browser, the real server, the coffee example.
//!
//! [`Site`] starts the server and the coffee shop's backend and serves the demo page with the built files. [`Browser`]
//! drives headless Chromium. [`ChatPage`] has a method for each thing a visitor does, and finds everything by the
//! `part` names of the widget's contract. `cargo xtask test` brings the programs and runs the tests.

mod barriers;
mod browser;
mod chat_page;
mod chat_state;
mod conversation;
mod failure;
mod keyboard;
mod likeness;
mod line;
mod program;
mod scripted_backend;
mod site;
mod site_config;
mod site_folder;
mod states;
mod surroundings;
mod wait;

pub use barriers::{barriers, out_of_reach};
pub use browser::{Browser, Contrast, Engine, Motion, Theme, Viewport, visit, visit_in};
pub use chat_page::ChatPage;
pub use chat_state::{ChatState, MessageSeen};
pub use conversation::{Hand, Player, conversations};
pub use failure::Failure;
pub use keyboard::Keyboard;
pub use likeness::{Likeness, references};
pub use line::Line;
pub use scripted_backend::ScriptedBackend;
pub use site::{Example, Site};
pub use states::{Gallery, Look, STATES, State};
pub use wait::{LIMIT, until};
