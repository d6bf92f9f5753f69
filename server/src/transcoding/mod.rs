//! The DialogService for clients without gRPC: JSON over HTTP by the proto3 JSON mapping, under `/dlg/v1/`.
//!
//! A call is turned into the gRPC call that it stands for and goes through the same service as every other, so that
//! limits, authentication and deadlines hold for it. The pure parts ([`Call`], [`response_json`], [`http_status`]) know
//! nothing of HTTP bodies; [`Transcoder`] is the shell around them.
//!
//! Members of a request that the definitions do not know are ignored: clients are newer or older than the server, and
//! over gRPC they would go unnoticed as well.

mod call;
mod details;
mod failure;
mod frame;
mod message;
mod transcoder;

pub use call::{Call, JsonMethod, UnknownCall};
pub(crate) use failure::Failure;
pub use failure::http_status;
pub use message::{InvalidJson, InvalidMessage, response_json};
pub use transcoder::Transcoder;
