//! `nuance.dlg.v1.DialogService`: what each call means for a session.

mod access;
mod execute;
mod service;
mod start;

pub use service::DialogService;
