//! Runs the `bavard` binary as people do, and reads what it prints.
//!
//! Every module is marked as test code, so that the lints that guard the product leave it alone.

#[cfg(test)]
mod chat;
#[cfg(test)]
mod check;
#[cfg(test)]
mod config;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod support;
#[cfg(test)]
mod test;
