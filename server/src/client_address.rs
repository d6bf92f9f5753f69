//! Whose call it is, as far as the network tells.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Extensions;

/// Address of the client that a call comes from, behind the proxies that the operator trusts. The front puts it into
/// the extensions of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// What limits are counted by: an IPv4 address, or the /64 network of an IPv6 address, because one household or one
/// machine can use every address of such a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientNetwork(IpAddr);

impl ClientAddress {
    /// Whose request it is that has these extensions; one that no front has seen is from this machine.
    pub fn of(extensions: &Extensions) -> ClientAddress {
        let address = extensions.get().copied();
        address.unwrap_or(ClientAddress(Ipv4Addr::LOCALHOST.into()))
    }

    /// The network that the limits count this client by.
    pub fn network(self) -> ClientNetwork {
        ClientNetwork(match self.0.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        })
    }

    /// Whether the call comes from this machine. Limits by address do not apply to it: it is a proxy that the operator
    /// has not named, behind which all visitors would share one limit, or a test.
    pub fn is_loopback(self) -> bool {
        self.0.to_canonical().is_loopback()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> ClientNetwork {
        ClientAddress(address.parse().unwrap()).network()
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one_client() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn each_ipv4_address_is_a_client_however_it_is_written() {
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
    }
}
