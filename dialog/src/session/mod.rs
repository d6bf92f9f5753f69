//! What a session remembers between two turns.

mod attempts;
mod data;
mod disclosure;
mod selector;
mod start;
mod state;
mod view;

pub(crate) use attempts::{Attempts, Failures};
pub(crate) use data::{LANGUAGE, entity_data, set_data};
pub(crate) use disclosure::may_be_disclosed;
pub(crate) use selector::{enabled_channels, select, switch_channel, switch_language};
pub(crate) use start::start;
pub use start::{SessionStart, StartError};
pub(crate) use state::{ActiveIntent, EntityState, Frame};
pub use state::{SessionState, Waiting};
pub use view::{EntityView, FrameView, IntentView, SessionView, ValueView, VariableView};
pub(crate) use view::{is_sensitive, view};
