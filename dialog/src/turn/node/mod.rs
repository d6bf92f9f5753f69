//! What each kind of node does, questions apart.

pub(super) mod component_call;
pub(super) mod data_access;
pub(super) mod external_action;
pub(super) mod intent_mapper;
pub(super) mod message;
pub(super) mod question_router;
