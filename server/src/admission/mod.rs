//! Who may call, how much, and for how long: what stands between the ways in and the dialog service.
//!
//! Limits by address come first, because they hold whatever the server has left. Under load new sessions are refused
//! before turns: a visitor who is in a conversation shall end it, and one who is not yet can come back.

mod admit;
mod grpc_timeout;
mod limit;
mod request_rate;
mod stream_count;
mod stream_watch;
mod timely_input;

pub use admit::{Admission, Admitted, RunningCall};
pub use grpc_timeout::{MalformedTimeout, grpc_timeout};
pub use limit::Limit;
pub use stream_count::OpenStream;
pub use stream_watch::{StreamLimits, StreamWatch, TIME_AFTER_STOP};
pub use timely_input::timely_input;
