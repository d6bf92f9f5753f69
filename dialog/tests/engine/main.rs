//! The engine as its callers see it: projects in, turns, replies out.
//!
//! Every module is marked as test code, so that the lints that guard the product leave it alone.

#[cfg(test)]
mod check;
#[cfg(test)]
mod coffee;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod confirmation;
#[cfg(test)]
mod confirmation_messages;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod data_access;
#[cfg(test)]
mod events;
#[cfg(test)]
mod expressions;
#[cfg(test)]
mod external_actions;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod loading;
#[cfg(test)]
mod logging;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod router_expressions;
#[cfg(test)]
mod routers;
#[cfg(test)]
mod session;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod showcase;
#[cfg(test)]
mod support;
#[cfg(test)]
mod travel;
#[cfg(test)]
mod variables;
#[cfg(test)]
mod view;
