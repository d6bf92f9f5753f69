//! A gRPC service behind the layer on a real port, and clients that speak the protocol byte by byte.

#[cfg(test)]
mod client;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod probe;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod shutdown;
