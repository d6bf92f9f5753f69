//! Hosts that the operator vouches for.

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

    /// The host and port that a URL leads to; none without a host, or without a port that is known.
    pub(super) fn of(url: &Url) -> Option<TrustedHost> {
        Some(TrustedHost {
            host: url.host_str()?.to_owned(),
            port: url.port_or_known_default()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
