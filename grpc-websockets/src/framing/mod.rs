//! The bytes of the protocol, without I/O: what a socket message holds, in both directions.
//!
//! Both halves of the crate stand on it: a server parses what a client encodes, and the other way round.

mod client_message;
mod frame;
mod header_block;
mod metadata_frame;
mod pieces;

pub use client_message::ClientMessage;
pub use frame::{FrameBoundaries, METADATA_FLAG, PREFIX_LEN};
pub use header_block::{HeaderBlockError, HeaderBlockLimits, parse_header_block};
pub use metadata_frame::metadata_frame;
pub use pieces::pieces;
