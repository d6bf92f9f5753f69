//! Whose request it is, behind the proxies of the operator.
//!
//! Each proxy appends whom it was called by to `X-Forwarded-For`, so what stands left of the operator's own entries is
//! the caller's to forge. Entries are counted from the right, as many as there are proxies. A request with fewer
//! entries, or with one that is no address, did not come that way: it counts as the peer's. `Forwarded` (RFC 7239) is
//! read where there is no `X-Forwarded-For`; a proxy that writes it has to take `X-Forwarded-For` out.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use http::header::{FORWARDED, HeaderName};

use crate::client_address::ClientAddress;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Whose request it is on a connection of `peer`, behind `hops` proxies.
pub(super) fn client_address(peer: IpAddr, hops: usize, headers: &HeaderMap) -> ClientAddress {
    ClientAddress(forwarded(hops, headers).unwrap_or(peer))
}

fn forwarded(hops: usize, headers: &HeaderMap) -> Option<IpAddr> {
    let from_the_right = hops.checked_sub(1)?;
    if headers.contains_key(X_FORWARDED_FOR) {
        return address(entries(headers, &X_FORWARDED_FOR).nth(from_the_right)?);
    }
    let element = entries(headers, &FORWARDED).nth(from_the_right)?;
    address(for_parameter(element)?)
}

/// The entries of a list header, from the last line's last one on.
fn entries<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let lines: Vec<&str> = headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    lines
        .into_iter()
        .rev()
        .flat_map(|line| line.rsplit(',').map(str::trim))
}

fn for_parameter(element: &str) -> Option<&str> {
    element
        .split(';')
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))
        .map(|(_, value)| value.trim().trim_matches('"'))
}

/// An address, with or without brackets and port.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = || {
        entry
            .strip_prefix('[')
            .and_then(|entry| entry.strip_suffix(']'))
            .unwrap_or(entry)
            .parse()
    };
    bare()
        .ok()
        .or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(hops: usize, headers: &[(&'static str, &'static str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let peer = "192.0.2.9".parse().unwrap();
        client_address(peer, hops, &map).0.to_string()
    }

    #[test]
    fn without_a_proxy_the_caller_is_the_peer_whatever_it_says() {
        assert_eq!(
            client(0, &[("x-forwarded-for", "198.51.100.1")]),
            "192.0.2.9"
        );
    }

    #[test]
    fn entries_are_counted_from_the_right_over_all_lines() {
        let headers = [
            ("x-forwarded-for", "203.0.113.66, 198.51.100.1"),
            ("x-forwarded-for", "198.51.100.2"),
        ];
        assert_eq!(client(1, &headers), "198.51.100.2");
        assert_eq!(client(2, &headers), "198.51.100.1");
        assert_eq!(client(3, &headers), "203.0.113.66");
    }

    #[test]
    fn a_request_that_did_not_pass_every_proxy_is_the_peers() {
        assert_eq!(client(1, &[]), "192.0.2.9");
        assert_eq!(
            client(2, &[("x-forwarded-for", "198.51.100.1")]),
            "192.0.2.9"
        );
        assert_eq!(client(1, &[("x-forwarded-for", "unknown")]), "192.0.2.9");
    }

    #[test]
    fn addresses_may_have_brackets_and_ports() {
        for (entry, expected) in [
            ("198.51.100.1:443", "198.51.100.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
        ] {
            assert_eq!(client(1, &[("x-forwarded-for", entry)]), expected);
        }
    }

    #[test]
    fn the_standard_header_is_read_where_the_common_one_is_missing() {
        let forwarded = (
            "forwarded",
            "for=192.0.2.60, proto=https;For=\"[2001:db8::1]:4711\"",
        );
        assert_eq!(client(1, &[forwarded]), "2001:db8::1");
        assert_eq!(client(2, &[forwarded]), "192.0.2.60");
        assert_eq!(
            client(1, &[("x-forwarded-for", "198.51.100.1"), forwarded]),
            "198.51.100.1"
        );
    }
}
