//! Connections of the one port: TCP, TLS, HTTP/1.1 and HTTP/2, and how long each may take.
//!
//! hyper serves a connection but does not watch it: a client may open one and send half a head, send nothing, or stop
//! to read, and would hold what it holds for ever. Each connection therefore keeps an `Activity`, a few
//! numbers that its socket and its calls write and that the task of the connection looks at now and then; no call
//! starts or stops a timer.

mod acceptor;
mod activity;
mod answered_body;
mod certificate;
mod forwarded;
mod protocol;
mod serve;
mod socket;

pub use acceptor::{Acceptor, ServeError};
pub use certificate::CertificateError;
