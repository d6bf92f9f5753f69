//! Which hosts pictures may come from.

use super::safe_url::SafeUrl;

/// Which hosts the pictures of a bot may come from (`image-hosts`). Any, unless set.
///
/// A picture tells its host who looks at it and when; a site that does not want that names the hosts it trusts. What is
/// in the text itself (`data:`) tells nobody, so that only [`ImageHosts::None`] refuses it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ImageHosts {
    /// From anywhere: `*`.
    #[default]
    Any,
    /// From these hosts, in lower case: `cdn.example.com`, or `*.example.com` for all below `example.com`.
    Listed(Vec<String>),
    /// No pictures: `none`.
    None,
}

impl ImageHosts {
    /// Reads the attribute: `*`, `none`, or hosts with blanks or commas between them. A scheme, port or path of a host
    /// does not count. A list without a host allows none.
    #[must_use]
    pub fn parse(written: &str) -> Self {
        let mut hosts = Vec::new();
        for word in written.split([' ', ',', '\t', '\n', '\r']) {
            match word {
                "" => {}
                "*" => return Self::Any,
                _ if word.eq_ignore_ascii_case("none") => return Self::None,
                _ => hosts.push(SafeUrl::host_in(word).to_ascii_lowercase()),
            }
        }
        Self::Listed(hosts)
    }

    /// Whether a picture may be loaded.
    #[must_use]
    pub fn allow(&self, picture: &SafeUrl) -> bool {
        match self {
            Self::Any => true,
            Self::None => false,
            Self::Listed(hosts) => picture.host().is_none_or(|host| {
                let host = host.to_ascii_lowercase();
                hosts.iter().any(|allowed| matches(allowed, &host))
            }),
        }
    }

    /// The URL of a picture as a bot writes it, if it is one ([`SafeUrl::image`]) and may be loaded.
    #[must_use]
    pub fn picture(&self, written: &str) -> Option<SafeUrl> {
        SafeUrl::image(written).filter(|picture| self.allow(picture))
    }
}

fn matches(allowed: &str, host: &str) -> bool {
    match allowed.strip_prefix('*') {
        // Longer than the pattern: something stands in front of the dot.
        Some(domain) => {
            domain.starts_with('.') && host.len() > domain.len() && host.ends_with(domain)
        }
        None => host == allowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIXEL: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

    fn allows(hosts: &str, picture: &str) -> bool {
        ImageHosts::parse(hosts).picture(picture).is_some()
    }

    #[test]
    fn pictures_come_from_anywhere_unless_hosts_are_named() {
        assert_eq!(ImageHosts::default(), ImageHosts::Any);
        for hosts in ["*", " * ", "a.example, *"] {
            assert!(allows(hosts, "https://b.example/x.png"));
            assert!(allows(hosts, PIXEL));
        }
    }

    #[test]
    fn none_means_no_picture_at_all() {
        for hosts in ["none", "None", " none "] {
            assert!(!allows(hosts, "https://b.example/x.png"));
            assert!(!allows(hosts, PIXEL));
        }
    }

    #[test]
    fn a_listed_host_is_allowed_and_no_other() {
        let hosts = "a.example,  *.Cdn.example\nhttps://b.example:8443/pictures";
        for picture in [
            "https://a.example/x.png",
            "http://A.EXAMPLE:8080/x.png?y#z",
            "https://a.example",
            "https://a.example\\x",
            "https://one.cdn.example/x.png",
            "https://one.two.cdn.example/x.png",
            "https://b.example/x.png",
            PIXEL,
        ] {
            assert!(allows(hosts, picture), "{picture}");
        }
        for picture in [
            "https://evil.example/a.example",
            "https://evil.example?a.example",
            "https://evil.example#a.example",
            "https://evil.example\\.cdn.example",
            "https://evil.example/.cdn.example",
            "https://a.example.evil.example/",
            "https://xa.example/",
            "https://cdn.example/",
            "https://.cdn.example.evil/",
            "https://xcdn.example/",
            "https://a.example@evil.example/",
            "https://evil.example:80.cdn.example@x/",
            "https://[::1]/a.example",
            "//a.example/x.png",
            "https:///a.example/x.png",
        ] {
            assert!(!allows(hosts, picture), "{picture}");
        }
        assert!(allows("[::1]", "https://[::1]:80/x.png"));
        assert!(!allows(",", "https://a.example/x.png"));
        assert!(!allows("*example", "https://a.example/x.png"));
    }
}
