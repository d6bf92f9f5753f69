//! `nuance.dlg.v1.DialogService`: what each call means for a session.

mod access;
mod execute;
mod method;
mod service;
mod start;

pub use method::DialogMethod;
pub use service::DialogService;
