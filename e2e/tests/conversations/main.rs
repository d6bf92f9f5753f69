//! The scripted conversations of the examples, as visitors have them. Each test keeps one browser for many conversations.

mod keyboard;
mod mouse;
