//! The server: runs exported Mix.dialog projects behind the DLGaaS v1 API.
//!
//! - [`admission`]: who may call, how much, and for how long
//! - [`auth`]: access tokens, and who may call
//! - [`client_address`]: whose call it is
//! - [`config`]: `bavard.toml` and the checked values
//! - [`project`]: the projects that are run, and the folders they come from
//! - [`dialog_service`]: what each call of the DialogService means for a session
//! - [`gateway`]: the same calls made at a remote endpoint
//! - [`session`]: names, stores and time-outs of sessions
//! - [`turn`]: one turn, with its fetches
//! - [`data_access`]: those fetches over HTTP, and what they may connect to
//! - [`event_log`]: what conversations did, without what was said in them
//! - [`remote_grpc`]: connections to gRPC services of others
//! - [`understanding_service`]: a remote service in place of the engine's own understanding
//! - [`wire`]: between the protocol's messages and the engine's types
//! - [`transcoding`]: the calls with JSON in place of protobuf
//! - [`connection`], [`http`], [`server`]: the one port and what is answered on it
//! - [`graph`]: the flow of a project drawn
//! - [`conversation_file`]: scripted conversations of `bavard test`
//! - [`coverage`]: what they covered of a project, by name
//! - [`chat`]: a conversation in the terminal
//! - [`terminal`]: what people read in a terminal
//! - [`commands`]: the command line
//! - [`metrics`]: what is counted

pub mod admission;
pub mod auth;
pub mod chat;
pub mod client_address;
pub mod clock;
pub mod commands;
pub mod config;
pub mod connection;
pub mod conversation_file;
pub mod coverage;
pub mod data_access;
pub mod dialog_service;
pub mod event_log;
pub mod gateway;
pub mod graph;
pub mod http;
pub mod metrics;
pub mod project;
pub mod protocol;
pub mod remote_grpc;
pub mod server;
pub mod session;
pub mod shutdown;
pub mod terminal;
pub mod transcoding;
pub mod turn;
pub mod understanding_service;
pub mod wire;
