//! Bavard, an embeddable chat widget for DLGaaS dialog services.

pub mod conversation;
pub mod protocol;
pub mod rich_text;
