#![doc = include_str!("../README.md")]
//!
//! ## Modules
//!
//! - [`framing`]: the bytes of the protocol, without I/O
//! - [`server`]: the layer

pub mod framing;
pub mod server;
