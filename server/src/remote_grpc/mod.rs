//! Connections to gRPC services of others, whose answers are not to be trusted.

mod channel;

pub use channel::RemoteChannel;
