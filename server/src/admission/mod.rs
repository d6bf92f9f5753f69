//! Who may call, how much, and for how long: what stands between the ways in and the dialog service.

mod grpc_timeout;

pub use grpc_timeout::{MalformedTimeout, grpc_timeout};
