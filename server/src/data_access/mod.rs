//! Server-side data access: the HTTP requests that a dialog project makes to backends (model.md section 8).
//!
//! A project is content, not code of ours: what it may connect to is decided by [`Policy`], never by the project.

mod client;
mod policy;

pub use client::DataAccess;
pub use policy::{InvalidTrustedHost, Policy, PolicyRefusal, TrustedHost};
