//! Sessions outside of one process: the stores, a real Redis, several nodes, and what happens when one of them dies.
//!
//! Where there is no `redis-server` on `PATH`, the tests that need one say so and pass.

#[cfg(test)]
#[path = "../api/backend.rs"]
#[expect(dead_code, reason = "the tests of the API use all of it")]
mod backend;
#[cfg(test)]
mod conversation_load;
#[cfg(test)]
mod encryption;
#[cfg(test)]
mod file_of_sessions;
#[cfg(test)]
#[path = "../api/harness.rs"]
#[expect(dead_code, reason = "the tests of the API use all of it")]
mod harness;
#[cfg(test)]
mod node;
#[cfg(test)]
mod nodes;
#[cfg(test)]
mod redis_outage;
#[cfg(test)]
mod redis_server;
#[cfg(test)]
mod stop;
#[cfg(test)]
mod store_behaviour;
#[cfg(test)]
mod store_fixture;
