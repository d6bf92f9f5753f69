//! Carries out what the conversation decides: calls, timers, questions to the page.
//!
//! [`LiveConversation`] is the only owner of everything that runs for a conversation. Dropping it cancels requests,
//! stops timers and aborts what the page was asked for, so that an element that leaves a page leaves nothing behind.

mod act;
mod kept_storage;
mod live_conversation;
mod network_watch;
mod onlooker;
mod page;
mod page_life;
mod running;
mod sharing;
mod tabs;
mod turn_keys;

pub use kept_storage::kept_under;
pub use live_conversation::LiveConversation;
pub use onlooker::{Onlooker, Sight};
pub use page::{Page, PageAnswer};
