//! What a dialog project may connect to: public hosts over HTTPS, and whatever the operator trusts.
//!
//! The policy looks at URLs. What a name resolves to is looked at where it is resolved
//! ([`PublicResolver`](super::resolver::PublicResolver)), because only those addresses are connected to.

use std::collections::BTreeSet;
use std::net::IpAddr;

use reqwest::Url;

use super::TrustedHost;
use super::public_address::is_public_address;

/// Decides what server-side data access may connect to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    trusted: BTreeSet<TrustedHost>,
}

/// What a URL may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Any address: the operator vouches for the host.
    Anywhere,
    /// Public addresses only.
    PublicOnly,
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

    /// Whether the server may connect to the URL, and to what a name in it may resolve. Names are not resolved here:
    /// only what is written in the URL counts.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn check(&self, url: &Url) -> Result<Reach, PolicyRefusal> {
        let (Some(host), Some(asked)) = (url.host_str(), TrustedHost::of(url)) else {
            return Err(PolicyRefusal::NotHttp);
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(PolicyRefusal::NotHttp);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(PolicyRefusal::Credentials);
        }
        if self.trusted.contains(&asked) {
            return Ok(Reach::Anywhere);
        }
        if url.scheme() != "https" {
            return Err(PolicyRefusal::PlainHttp);
        }
        let is_public = literal_address(host).is_none_or(is_public_address);
        if is_private_name(host) || !is_public {
            return Err(PolicyRefusal::PrivateAddress);
        }
        Ok(Reach::PublicOnly)
    }

    /// Whether the server may follow a redirect to the URL. A public host cannot lead to what only the operator's trust
    /// makes reachable: trust is for the hosts that projects name.
    ///
    /// # Errors
    ///
    /// Why not.
    pub(super) fn check_redirect(&self, from: Reach, url: &Url) -> Result<Reach, PolicyRefusal> {
        match from {
            Reach::Anywhere => self.check(url),
            Reach::PublicOnly => Policy::default().check(url),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let trusted = ["127.0.0.1:9000", "[::1]:9000", "Backend:80"]
            .iter()
            .map(|host| TrustedHost::parse(host).unwrap())
            .collect();
        Policy::new(trusted)
    }

    fn check(url: &str) -> Result<Reach, PolicyRefusal> {
        policy().check(&Url::parse(url).unwrap())
    }

    #[test]
    fn public_hosts_over_https_are_allowed() {
        for url in [
            "https://demo.mix.nuance.com/api",
            "https://93.184.216.34/",
            "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        ] {
            assert_eq!(check(url), Ok(Reach::PublicOnly), "{url}");
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
        assert_eq!(check("http://127.0.0.1:9000/charge"), Ok(Reach::Anywhere));
        assert_eq!(check("http://[::1]:9000/charge"), Ok(Reach::Anywhere));
        assert_eq!(check("http://backend/charge"), Ok(Reach::Anywhere));
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
    fn only_a_trusted_host_leads_to_a_trusted_host() {
        let trusted = Url::parse("https://127.0.0.1:9000/").unwrap();
        let check = |from| policy().check_redirect(from, &trusted);
        assert_eq!(check(Reach::Anywhere), Ok(Reach::Anywhere));
        assert_eq!(check(Reach::PublicOnly), Err(PolicyRefusal::PrivateAddress));
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
}
