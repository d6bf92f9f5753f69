//! Starts the real server on a free port and talks to it as clients do: native gRPC, gRPC-Web over HTTP/1.1, plain HTTP.

#[cfg(test)]
mod backend;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod conversation;
#[cfg(test)]
mod data_access;
#[cfg(test)]
mod event_log;
#[cfg(test)]
mod grpc_web;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod http_surface;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod other_services;
#[cfg(test)]
mod reload;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod turn_hold;
#[cfg(test)]
mod turn_keys;
#[cfg(test)]
mod understanding;
