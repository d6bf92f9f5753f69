//! The one way a URL of the bot gets to the page.
//!
//! Relative URLs (`/help`, `//host`, `#top`) are refused: a bot does not know which page it is on, so they would lead
//! somewhere else on every site. URLs with a user name (`https://bank.com@evil.example`) are refused because they
//! serve to deceive.

use std::fmt;

/// A URL with a scheme that is harmless where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
    Mailto,
    Tel,
    Data,
}

impl SafeUrl {
    /// A URL to follow: `http`, `https`, `mailto` or `tel`. `None` if it is anything else.
    #[must_use]
    pub fn link(written: &str) -> Option<Self> {
        let (scheme, url) = read(written)?;
        (scheme != Scheme::Data).then_some(url)
    }

    /// A URL of a picture: `https`, `http`, or `data` with PNG, JPEG, GIF or WebP. `None` if it is anything else.
    #[must_use]
    pub fn image(written: &str) -> Option<Self> {
        let (scheme, url) = read(written)?;
        matches!(scheme, Scheme::Http | Scheme::Https | Scheme::Data).then_some(url)
    }

    /// The host of a web address, in the letter case it was written in and without its port; `None` for other schemes.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.0.starts_with("http").then(|| Self::host_in(&self.0))
    }

    /// The host in a web address, with or without a scheme.
    pub(super) fn host_in(written: &str) -> &str {
        let (_, rest) = written.split_once("//").unwrap_or(("", written));
        let authority = authority_of(rest);
        match authority.rsplit_once(':') {
            // Colons in brackets belong to the address.
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        }
    }

    /// The URL, its scheme in lower case and free of control characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Reads the scheme as browsers do (URL standard): blanks and control characters around it are nothing, tabs and line
/// breaks are nothing anywhere. Any other control character, or one that turns the direction of text, makes it no URL.
fn read(written: &str) -> Option<(Scheme, SafeUrl)> {
    let trimmed = written.trim_matches(|character: char| character <= ' ');
    let cleaned: String = trimmed
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .collect();
    if cleaned.chars().any(is_deceptive) {
        return None;
    }
    let (scheme, rest) = cleaned.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let known = match scheme.as_str() {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        "mailto" => Scheme::Mailto,
        "tel" => Scheme::Tel,
        "data" => Scheme::Data,
        _ => return None,
    };
    let fits = match known {
        Scheme::Http | Scheme::Https => names_a_host(rest),
        Scheme::Mailto | Scheme::Tel => !rest.is_empty(),
        Scheme::Data => is_picture(rest),
    };
    fits.then(|| (known, SafeUrl([&scheme, ":", rest].concat())))
}

/// Control characters, and those that turn the direction of text: a URL with them is not what it looks like.
const fn is_deceptive(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
}

/// What stands between `//` and the path, as browsers see it.
fn authority_of(rest: &str) -> &str {
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// `https:page` and `https:/page` would be relative to the page where that is on HTTPS as well.
fn names_a_host(rest: &str) -> bool {
    rest.strip_prefix("//").is_some_and(|rest| {
        let authority = authority_of(rest);
        !authority.is_empty() && !authority.contains(['@', ' '])
    })
}

fn is_picture(rest: &str) -> bool {
    let Some((head, _)) = rest.split_once(',') else {
        return false;
    };
    let media_type = head.split(';').next().unwrap_or_default().trim_matches(' ');
    ["image/png", "image/jpeg", "image/gif", "image/webp"]
        .iter()
        .any(|allowed| media_type.eq_ignore_ascii_case(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_may_be_web_pages_mail_and_telephone() {
        for (written, url) in [
            ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
            ("HTTP://Example.com", "http://Example.com"),
            ("  https://example.com\n", "https://example.com"),
            ("ht\ttps://exam\nple.com/", "https://example.com/"),
            (
                "mailto:ann@example.com?subject=Hello%20you",
                "mailto:ann@example.com?subject=Hello%20you",
            ),
            ("tel:+1-555-0100", "tel:+1-555-0100"),
            ("https://example.com/@user", "https://example.com/@user"),
            ("https://[::1]:8080/", "https://[::1]:8080/"),
        ] {
            assert_eq!(
                SafeUrl::link(written).as_ref().map(SafeUrl::as_str),
                Some(url),
                "{written:?}"
            );
        }
    }

    #[test]
    fn no_disguise_makes_a_script_a_link() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}\u{2} javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\r\nscript:alert(1)",
            "\u{0}javascript:alert(1)",
            "java\u{0}script:alert(1)",
            "javascript\t:alert(1)",
            "javascript :alert(1)",
            "javascript&colon;alert(1)",
            "javascript%3Aalert(1)",
            "\u{a0}javascript:alert(1)",
            "\u{feff}javascript:alert(1)",
            "view-source:javascript:alert(1)",
            "feed:javascript:alert(1)",
            "vbscript:msgbox(1)",
            "livescript:x",
            "mocha:x",
            "data:text/html,<script>alert(1)</script>",
            "data:image/png;base64,AAAA",
            "blob:https://example.com/1",
            "file:///etc/passwd",
            "filesystem:https://example.com/x",
            "about:blank",
            "intent://x#Intent;scheme=http;end",
            "ws://example.com",
            "https\u{ff1a}//example.com",
            "\u{212a}https://example.com",
            "https://example.com/\u{202e}gnp.exe",
            "https://\u{2067}moc.elgoog\u{2069}.example/",
            "https://example.com/\u{200f}",
        ] {
            assert_eq!(SafeUrl::link(written), None, "{written:?}");
            if !written.starts_with("data:image/png") {
                assert_eq!(SafeUrl::image(written), None, "{written:?}");
            }
        }
    }

    #[test]
    fn a_url_without_its_own_host_is_refused() {
        for written in [
            "",
            " ",
            ":",
            "#top",
            "?q=1",
            "/help",
            "help.html",
            "//example.com",
            "\\\\example.com",
            "https:",
            "https:help",
            "https:/help",
            "https://",
            "https:///example.com",
            "https:\\\\example.com",
            "mailto:",
            "tel:",
        ] {
            assert_eq!(SafeUrl::link(written), None, "{written:?}");
            assert_eq!(SafeUrl::image(written), None, "{written:?}");
        }
    }

    #[test]
    fn a_user_name_in_front_of_the_host_is_refused() {
        for written in [
            "https://bank.com@evil.example/",
            "https://a:b@evil.example",
            "https://@evil.example",
        ] {
            assert_eq!(SafeUrl::link(written), None, "{written:?}");
            assert_eq!(SafeUrl::image(written), None, "{written:?}");
        }
        // Behind a backslash the path begins, as behind a slash.
        assert!(SafeUrl::link("https://example.com\\@bank.com").is_some());
    }

    #[test]
    fn pictures_may_be_on_the_web_or_of_four_data_types() {
        for written in [
            "https://example.com/cup.png",
            "http://example.com/cup.svg",
            "data:image/png;base64,iVBORw0KGgo=",
            "DATA:IMAGE/JPEG;base64,/9j/4AA=",
            "data:image/gif,GIF89a",
            "data:image/webp;charset=x;base64,AAAA",
        ] {
            assert!(SafeUrl::image(written).is_some(), "{written:?}");
        }
        for written in [
            "data:,",
            "data:image/png",
            "data:image/svg+xml,<svg/onload=alert(1)>",
            "data:image/svg+xml;image/png,<svg/>",
            "data:text/html;image/png,x",
            "data:text/html,image/png,x",
            "data:image/pngx,AAAA",
            "mailto:ann@example.com",
            "tel:+1",
        ] {
            assert_eq!(SafeUrl::image(written), None, "{written:?}");
        }
    }
}
