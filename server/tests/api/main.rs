//! Starts the real server on a free port and talks to it as clients do: native gRPC, gRPC-Web over HTTP/1.1, plain HTTP.

#[cfg(test)]
mod access_tokens;
#[cfg(test)]
mod backend;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod conversation;
#[cfg(test)]
mod data_access;
#[cfg(test)]
mod data_access_faults;
#[cfg(test)]
mod data_access_redirects;
#[cfg(test)]
mod data_access_tls;
#[cfg(test)]
mod event_log;
#[cfg(test)]
mod fetching;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod gateway_streams;
#[cfg(test)]
mod grpc_web;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod http_surface;
#[cfg(test)]
mod json;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod other_services;
#[cfg(test)]
mod protected_ways_in;
#[cfg(test)]
mod raw_backend;
#[cfg(test)]
mod readiness;
#[cfg(test)]
mod reload;
#[cfg(test)]
mod remote;
#[cfg(test)]
mod secrets_in_logs;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod tls_backend;
#[cfg(test)]
mod tls_terminator;
#[cfg(test)]
mod token_desk;
#[cfg(test)]
mod turn_hold;
#[cfg(test)]
mod turn_keys;
#[cfg(test)]
mod understanding;
#[cfg(test)]
mod ways_in;
#[cfg(test)]
mod websockets;
