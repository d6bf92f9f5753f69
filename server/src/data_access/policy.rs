//! What a dialog project may connect to: public hosts over HTTPS, and whatever the operator trusts.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

/// A host and port that may be private or speak plain HTTP.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrustedHost {
    host: String,
    port: u16,
}

/// A text that does not name a host and a port.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a host with a port, such as 127.0.0.1:9000")]
pub struct InvalidTrustedHost(String);

impl TrustedHost {
    /// Parses `host:port`; an IPv6 address stands in brackets.
    ///
    /// # Errors
    ///
    /// When host or port is missing, or anything else is there.
    pub fn parse(text: &str) -> Result<TrustedHost, InvalidTrustedHost> {
        let invalid = || InvalidTrustedHost(text.to_owned());
        let (host, port) = text.rsplit_once(':').ok_or_else(invalid)?;
        let port = port.parse().map_err(|_| invalid())?;
        if host.contains(':') && !host.starts_with('[') {
            return Err(invalid());
        }
        // Spelled as the URL parser spells it, so that the two can be compared.
        let url = Url::parse(&format!("http://{host}/")).map_err(|_| invalid())?;
        let is_host_alone = url.port().is_none() && url.username().is_empty() && url.path() == "/";
        match url.host_str() {
            Some(host) if is_host_alone => Ok(TrustedHost {
                host: host.to_owned(),
                port,
            }),
            _ => Err(invalid()),
        }
    }
}

/// Decides what server-side data access may connect to.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    trusted: BTreeSet<TrustedHost>,
}

/// Why a URL is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyRefusal {
    /// Neither HTTP nor HTTPS, or no host.
    #[error("not an HTTP URL with a host")]
    NotHttp,
    /// A user name or password in the URL; it would end up in logs.
    #[error("the URL holds a user name or password")]
    Credentials,
    /// Plain HTTP to a host that is not trusted.
    #[error("plain HTTP is only for trusted hosts")]
    PlainHttp,
    /// An address of this machine or of a private network.
    #[error("private addresses are only for trusted hosts")]
    PrivateAddress,
}

impl Policy {
    /// A policy with these trusted hosts.
    pub fn new(trusted: BTreeSet<TrustedHost>) -> Policy {
        Policy { trusted }
    }

    /// Whether the server may connect to the URL. Names are not resolved here: only what is written in the URL counts.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn check(&self, url: &Url) -> Result<(), PolicyRefusal> {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(PolicyRefusal::NotHttp);
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(PolicyRefusal::NotHttp);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PolicyRefusal::Credentials);
        }
        let asked = TrustedHost {
            host: host.to_owned(),
            port,
        };
        if self.trusted.contains(&asked) {
            return Ok(());
        }
        if url.scheme() != "https" {
            return Err(PolicyRefusal::PlainHttp);
        }
        if is_private_name(host) || literal_address(host).is_some_and(is_private_address) {
            return Err(PolicyRefusal::PrivateAddress);
        }
        Ok(())
    }
}

fn literal_address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

fn is_private_name(host: &str) -> bool {
    let name = host.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match embedded_v4(address) {
            Some(embedded) => is_private_v4(embedded),
            None => is_private_v6(address),
        },
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_unspecified()
        || first == 0
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || first >= 240
        // Shared address space of carriers (RFC 6598), protocol assignments (RFC 6890), benchmarks (RFC 2544).
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (18..20).contains(&second))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_unspecified()
        || address.is_loopback()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
}

/// An IPv4 address in IPv6 clothes reaches the IPv4 host: mapped, or translated by NAT64 (RFC 6052).
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    address
        .to_ipv4_mapped()
        .or_else(|| match address.segments() {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str) -> Result<(), PolicyRefusal> {
        let trusted = ["127.0.0.1:9000", "[::1]:9000", "Backend:80"]
            .iter()
            .map(|host| TrustedHost::parse(host).unwrap())
            .collect();
        Policy::new(trusted).check(&Url::parse(url).unwrap())
    }

    #[test]
    fn public_hosts_over_https_are_allowed() {
        for url in [
            "https://demo.mix.nuance.com/api",
            "https://93.184.216.34/",
            "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn plain_http_is_refused() {
        assert_eq!(
            check("http://demo.mix.nuance.com/"),
            Err(PolicyRefusal::PlainHttp)
        );
    }

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for url in [
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://10.1.2.3/",
            "https://172.16.0.1/",
            "https://192.168.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://db.localhost/",
        ] {
            assert_eq!(check(url), Err(PolicyRefusal::PrivateAddress), "{url}");
        }
    }

    #[test]
    fn a_trusted_host_may_be_private_and_plain() {
        assert_eq!(check("http://127.0.0.1:9000/charge"), Ok(()));
        assert_eq!(check("http://[::1]:9000/charge"), Ok(()));
        assert_eq!(check("http://backend/charge"), Ok(()));
    }

    #[test]
    fn trust_is_for_one_port() {
        assert_eq!(
            check("http://127.0.0.1:9001/"),
            Err(PolicyRefusal::PlainHttp)
        );
        assert_eq!(
            check("https://127.0.0.1:9001/"),
            Err(PolicyRefusal::PrivateAddress)
        );
    }

    #[test]
    fn passwords_and_other_schemes_are_refused() {
        assert_eq!(
            check("https://me:secret@example.com/"),
            Err(PolicyRefusal::Credentials)
        );
        assert_eq!(check("file:///etc/passwd"), Err(PolicyRefusal::NotHttp));
        assert_eq!(check("ftp://example.com/"), Err(PolicyRefusal::NotHttp));
    }

    #[test]
    fn a_trusted_host_needs_host_and_port() {
        for text in [
            "",
            "localhost",
            ":80",
            "a:b",
            "http://a:80",
            "a/b:80",
            "a:80:80",
        ] {
            assert!(TrustedHost::parse(text).is_err(), "{text}");
        }
    }
}
