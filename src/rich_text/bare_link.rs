//! Makes links of what stands in a text without markup: URLs, e-mail addresses, telephone numbers.
//!
//! A wrong link is worse than none: a URL has a scheme or `www.`, an address a domain, a telephone number a `+` or an
//! area code in parentheses. Prices, dates and order numbers have neither. What is found passes through [`SafeUrl`]
//! like any other link. Every character is looked at a fixed number of times.

use super::attribute::Attribute;
use super::builder::MAX_DEPTH;
use super::safe_url::SafeUrl;
use super::tag::Tag;
use super::telephone_number;
use super::tree::{Element, Node};

const MAX_URL: usize = 2048;
const MAX_LOCAL_PART: usize = 64;
const MAX_DOMAIN: usize = 253;

/// What was found in a text, `start..end` of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where it leads; `None` if it must stay text.
    pub(super) url: Option<SafeUrl>,
}

/// Makes links of what is found in the texts, at most `most`. Returns how many more there could be.
///
/// What is a link, a button or code already stays as it is.
pub(super) fn add(nodes: &mut Vec<Node>, depth: usize, most: usize) -> usize {
    let mut left = most;
    for node in std::mem::take(nodes) {
        match node {
            Node::Text(text) if left > 0 && depth < MAX_DEPTH => {
                left = split(nodes, &text, left);
            }
            Node::Text(text) => nodes.push(Node::Text(text)),
            Node::Element(mut element) => {
                let is_taken = matches!(element.tag, Tag::A | Tag::Code | Tag::Pre)
                    || element.action.is_some();
                if !is_taken {
                    left = add(&mut element.children, depth + 1, left);
                }
                nodes.push(Node::Element(element));
            }
        }
    }
    left
}

fn split(nodes: &mut Vec<Node>, text: &str, most: usize) -> usize {
    let mut left = most;
    let mut done = 0;
    let mut from = 0;
    while left > 0
        && let Some(found) = next(text, from)
    {
        from = found.end;
        let (Some(url), Some(before), Some(words)) = (
            found.url,
            text.get(done..found.start),
            text.get(found.start..found.end),
        ) else {
            continue;
        };
        push_text(nodes, before);
        let mut link = Element::plain(Tag::A);
        link.attributes.push(Attribute::Href(url));
        push_text(&mut link.children, words);
        nodes.push(Node::Element(link));
        left -= 1;
        done = found.end;
    }
    push_text(nodes, text.get(done..).unwrap_or_default());
    left
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    if !text.is_empty() {
        nodes.push(Node::Text(text.to_owned()));
    }
}

/// The first thing at or behind `from` that looks like a link.
fn next(text: &str, from: usize) -> Option<Found> {
    let candidates = text.bytes().enumerate().skip(from);
    for (at, byte) in candidates {
        let found = match byte {
            b'h' | b'H' | b'w' | b'W' => url(text, at),
            b'@' => address(text, at, from),
            b'+' | b'(' => telephone_number::read(text, at),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A URL with its scheme, or one that begins with `www.`.
fn url(text: &str, start: usize) -> Option<Found> {
    if before(text, start).is_some_and(|before| {
        before.is_ascii_alphanumeric() || matches!(before, '+' | '-' | '.' | '/' | '@' | '_')
    }) {
        return None;
    }
    let candidate = text.get(start..)?;
    let is_prefixed = |prefix: &str| {
        candidate
            .get(..prefix.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(prefix))
    };
    let prefix = ["https://", "http://", "www."]
        .into_iter()
        .find(|prefix| is_prefixed(prefix))?;
    let (_, rest) = candidate.split_at_checked(prefix.len())?;
    let written = candidate.get(..prefix.len() + end_of_url(rest))?;
    let host = written.get(prefix.len()..)?;
    let begins = host.starts_with(|first: char| {
        first.is_ascii_alphanumeric() || first == '[' || !first.is_ascii()
    });
    let url = if !begins || written.len() > MAX_URL {
        None
    } else if prefix == "www." {
        let end = host.find(['/', '?', '#', ':']).unwrap_or(host.len());
        host.get(..end)
            .filter(|host| is_domain(host))
            .and_then(|_| SafeUrl::link(&["https://", written].concat()))
    } else {
        SafeUrl::link(written)
    };
    Some(Found {
        start,
        end: start + written.len(),
        url,
    })
}

/// How much belongs to a URL: up to a blank or the like, or to a parenthesis that was opened before it, and without the
/// punctuation of the sentence around it.
fn end_of_url(rest: &str) -> usize {
    let (mut round, mut square) = (0_usize, 0_usize);
    let mut in_host = true;
    let mut last = ' ';
    let end = rest.find(|character: char| {
        let ends = match character {
            '(' => {
                round += 1;
                false
            }
            '[' => {
                square += 1;
                false
            }
            ')' if round > 0 => {
                round -= 1;
                false
            }
            ']' if square > 0 => {
                square -= 1;
                false
            }
            ')' | ']' => true,
            '/' | '?' | '#' => {
                in_host = false;
                false
            }
            _ => ends_word(character) || in_host && changes_script(last, character),
        };
        last = character;
        ends
    });
    rest.get(..end.unwrap_or(rest.len()))
        .map_or(0, |url| url.trim_end_matches(is_punctuation).len())
}

/// An e-mail address around its `@`, no part of which is in front of `from`.
fn address(text: &str, at: usize, from: usize) -> Option<Found> {
    let written = text.get(from..at)?;
    let local_part = written
        .rsplit(|character: char| {
            !character.is_ascii_alphanumeric() && !matches!(character, '.' | '_' | '-' | '+' | '\'')
        })
        .next()
        .unwrap_or_default()
        .trim_start_matches(['.', '\'', '-', '+']);
    let start = at - local_part.len();
    let stands_alone = before(text, start).is_none_or(|before| match before {
        ' '..='~' => " ([<>:;,\"'|*.-+".contains(before),
        // In the middle of a word: `é` of `éric@example.com`.
        '\u{AA}'..='\u{1FFF}' => false,
        _ => true,
    });
    if !stands_alone
        || local_part.is_empty()
        || local_part.len() > MAX_LOCAL_PART
        || local_part.ends_with('.')
        || local_part.contains("..")
    {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let mut last = ' ';
    let length = rest
        .find(|character: char| {
            let ends = !(character.is_ascii_alphanumeric() || matches!(character, '.' | '-'))
                && (character.is_ascii() || ends_word(character))
                || changes_script(last, character);
            last = character;
            ends
        })
        .unwrap_or(rest.len());
    let (domain, after) = rest.split_at_checked(length)?;
    let domain = domain.trim_end_matches(['.', '-']);
    if !is_domain(domain) || after.starts_with(['@', '_']) {
        return None;
    }
    Some(Found {
        start,
        end: at + 1 + domain.len(),
        url: SafeUrl::link(&["mailto:", local_part, "@", domain].concat()),
    })
}

/// Whether it has the form of a name with at least one dot; international names as they are.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|character| {
                character.is_ascii_alphanumeric() || character == '-' || !character.is_ascii()
            })
    };
    name.len() <= MAX_DOMAIN
        && name.split('.').all(is_label)
        && name.rsplit_once('.').is_some_and(|(_, last)| {
            last.len() > 1 && !last.starts_with(|first: char| first.is_ascii_digit())
        })
}

/// The character in front of `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Blanks, quotes, what HTML is made of, and all that is invisible or turns the direction of text.
const fn ends_word(character: char) -> bool {
    matches!(character,
        '\0'..=' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\u{7F}'..='\u{A0}' | '\u{AB}' | '\u{AD}'
        | '\u{BB}' | '\u{61C}' | '\u{1680}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3020}' | '\u{FE00}'..='\u{FE4F}'
        | '\u{FEFF}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FFF0}'..='\u{FFFF}'
        | '\u{E0000}'..='\u{10FFFF}')
}

/// Chinese and Japanese go on without a blank behind a Latin word.
const fn changes_script(last: char, next: char) -> bool {
    last.is_ascii_alphanumeric() && next >= '\u{2E80}'
}

/// What belongs to the sentence when it ends a URL.
const fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' | '(' | '['
    )
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;

    #[test]
    fn urls_become_links() {
        for (text, links) in [
            (
                "https://example.com",
                "<a href=https://example.com>https://example.com</a>",
            ),
            (
                "See http://example.com/a?b=c&d=e#f now",
                "See <a href=http://example.com/a?b=c&d=e#f>http://example.com/a?b=c&d=e#f</a> now",
            ),
            (
                "HTTPS://Example.com/A",
                "<a href=https://Example.com/A>HTTPS://Example.com/A</a>",
            ),
            (
                "www.example.com",
                "<a href=https://www.example.com>www.example.com</a>",
            ),
            (
                "www.example.com:8080/a",
                "<a href=https://www.example.com:8080/a>www.example.com:8080/a</a>",
            ),
            (
                "http://localhost:3000/",
                "<a href=http://localhost:3000/>http://localhost:3000/</a>",
            ),
            ("http://[::1]/", "<a href=http://[::1]/>http://[::1]/</a>"),
            (
                "https://bücher.example/ä",
                "<a href=https://bücher.example/ä>https://bücher.example/ä</a>",
            ),
            (
                "https://ja.example.org/wiki/日本",
                "<a href=https://ja.example.org/wiki/日本>https://ja.example.org/wiki/日本</a>",
            ),
            (
                "请访问https://example.com了解",
                "请访问<a href=https://example.com>https://example.com</a>了解",
            ),
            (
                "https://a.example https://b.example",
                "<a href=https://a.example>https://a.example</a> <a href=https://b.example>https://b.example</a>",
            ),
            (
                "<b>https://a.example</b>",
                "<b><a href=https://a.example>https://a.example</a></b>",
            ),
            (
                "<ul><li>www.a.example</ul>",
                "<ul><li><a href=https://www.a.example>www.a.example</a></li></ul>",
            ),
        ] {
            assert_eq!(outline(text), links, "{text}");
        }
    }

    #[test]
    fn the_punctuation_around_a_url_is_not_part_of_it() {
        let link = "<a href=https://example.com/a>https://example.com/a</a>";
        for (front, behind) in [
            ("", "."),
            ("", ","),
            ("", "!"),
            ("", "?!..."),
            ("", ": so"),
            ("(", ")"),
            ("(see ", ")."),
            ("[", "]"),
            ("“", "”"),
            ("\"", "\""),
            ("'", "'"),
            ("«", "»"),
            ("*", "*"),
            ("Web:", "…"),
            ("看", "。好"),
            ("「", "」"),
            ("&lt;", "&gt;"),
            ("", "<br>x"),
            ("", "\u{202E}moc"),
            ("", "\u{200B}"),
        ] {
            let text = [front, "https://example.com/a", behind].concat();
            let front = front.replace("&lt;", "<");
            let behind = behind.replace("&gt;", ">");
            assert_eq!(outline(&text), [&front, link, &behind].concat(), "{text}");
        }
        for url in [
            "https://example.com/a_(b)",
            "https://example.com/?a[]=1",
            "https://example.com/a/",
            "https://example.com/it's-1",
            "https://example.com/(a)/(b)",
        ] {
            let text = ["(", url, ")"].concat();
            assert_eq!(outline(&text), format!("(<a href={url}>{url}</a>)"));
        }
    }

    #[test]
    fn e_mail_addresses_become_links() {
        for (text, links) in [
            (
                "ann@example.com",
                "<a href=mailto:ann@example.com>ann@example.com</a>",
            ),
            (
                "Write to ann.lee+shop@mail.example.co.uk.",
                "Write to <a href=mailto:ann.lee+shop@mail.example.co.uk>ann.lee+shop@mail.example.co.uk</a>.",
            ),
            (
                "(ann@example.com)",
                "(<a href=mailto:ann@example.com>ann@example.com</a>)",
            ),
            (
                "'ann@example.com'",
                "'<a href=mailto:ann@example.com>ann@example.com</a>'",
            ),
            (
                "mailto:ann@example.com",
                "mailto:<a href=mailto:ann@example.com>ann@example.com</a>",
            ),
            (
                "ann@bücher.example",
                "<a href=mailto:ann@bücher.example>ann@bücher.example</a>",
            ),
            (
                "邮箱ann@example.com请",
                "邮箱<a href=mailto:ann@example.com>ann@example.com</a>请",
            ),
            (
                "o'brien@example.com",
                "<a href=mailto:o'brien@example.com>o'brien@example.com</a>",
            ),
        ] {
            assert_eq!(outline(text), links, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_stays_text() {
        for text in [
            "@ann",
            "a@b",
            "ann@example",
            "ann@example.c",
            "ann@-example.com",
            "ann@127.0.0.1",
            "ann@example..com",
            "ann@example.com@example.com",
            "éric@example.com",
            "a..b@example.com",
            "x=ann@example.com",
            "https://",
            "https://.",
            "http:/example.com",
            "https:example.com",
            "xhttps://example.com",
            "git+https://example.com",
            "https://bank.com@evil.example/",
            "https://a:b@evil.example",
            "ftp://example.com",
            "javascript:alert(1)",
            "www.",
            "www.example",
            "www..com",
            "example.com",
            "node.js",
            "//www.example.com",
        ] {
            assert_eq!(outline(text), text);
        }
    }

    #[test]
    fn nothing_becomes_a_link_in_links_code_and_buttons() {
        for text in [
            "<a>https://example.com</a>",
            "<a href=https://a.example>https://b.example</a>",
            "<code>https://example.com</code>",
            "<pre>ann@example.com</pre>",
            "<code><b>+33 1 99 00 12 34</b></code>",
            "<b says https://example.com>https://example.com</b>",
        ] {
            let markup = text.replace(
                "says https://example.com",
                "data-mix-action=input data-mix-input=https://example.com",
            );
            assert_eq!(outline(&markup), text);
        }
    }
}
