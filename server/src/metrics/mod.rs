//! What is counted, for `/metrics`. `docs/metrics.md` lists the names.
//!
//! Recording is some additions to numbers that were allocated at the start, without locks: the labels of a call are
//! places in a table. Names and labels meet only when the page is asked for.

mod calls;
mod durations;
mod fetches;
mod handle;
mod outcomes;
mod page;
mod reloads;
mod sessions;
mod stores;
mod turns;

pub use calls::OngoingRecord;
pub use fetches::FetchCollector;
pub use handle::Metrics;
pub use outcomes::Outcomes;
pub use page::page;
pub use reloads::ReloadNumbers;
pub use sessions::SessionCollector;
pub use stores::{StoreNumbers, StoreOperation};
pub use turns::TurnNumbers;
