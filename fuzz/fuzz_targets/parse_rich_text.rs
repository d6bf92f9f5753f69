//! Any text gives a rich text within the allow-list and its bounds, which stays the same when it is written down as
//! markup and read again.
//!
//! It builds the parser's sources alone: the widget around them would take long and be measured along.

#![no_main]

#[path = "../../src/rich_text/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the widget's own, of which the target needs a part"
)]
mod rich_text;

use libfuzzer_sys::fuzz_target;
use rich_text::{
    Attribute, Declaration, Element, ImageHosts, MAX_DEPTH, MAX_ELEMENTS, MixAction, Node,
    RichText, SafeUrl, Tag, ViewStyle,
};

fuzz_target!(|markup: &str| {
    let text = RichText::parse(markup);
    let hosts = ImageHosts::parse(markup);
    let mut elements = 0;
    check(text.nodes(), 0, &mut elements, &hosts);
    assert!(elements <= MAX_ELEMENTS);
    assert!(text.plain_text().len() <= 4 * markup.len() + 4);
    match ViewStyle::parse(markup) {
        ViewStyle::Classes(names) => names.iter().for_each(|name| check_class(name)),
        ViewStyle::Declarations(declarations) => check_style(&declarations),
    }

    let mut written = String::new();
    write_all(&mut written, text.nodes());
    let again = RichText::parse(&written);
    assert_eq!(essence(again.nodes()), essence(text.nodes()));
});

fn check(nodes: &[Node], depth: usize, elements: &mut usize, hosts: &ImageHosts) {
    assert!(depth <= MAX_DEPTH);
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        *elements += 1;
        for (index, attribute) in element.attributes().iter().enumerate() {
            let earlier = element.attributes().iter().take(index);
            assert!(
                !earlier
                    .into_iter()
                    .any(|one| one.name() == attribute.name())
            );
            match attribute {
                Attribute::Href(url) => assert_eq!(SafeUrl::link(url.as_str()).as_ref(), Some(url)),
                Attribute::Src(url) => {
                    assert_eq!(SafeUrl::image(url.as_str()).as_ref(), Some(url));
                    assert!(ImageHosts::Any.allow(url) && !ImageHosts::None.allow(url));
                    // Whatever the list, a host of which it says nothing is refused.
                    let named = url.host().is_none_or(|host| {
                        let last = host.rsplit('.').next().unwrap_or_default();
                        format!("{hosts:?}")
                            .contains(&format!("{:?}", last.to_ascii_lowercase()).replace('"', ""))
                    });
                    assert!(named || *hosts == ImageHosts::Any || !hosts.allow(url));
                }
                Attribute::Class(names) => names.iter().for_each(|name| check_class(name)),
                _ => {}
            }
        }
        check_style(element.style());
        assert!(!element.tag().is_void() || element.children().is_empty());
        check(element.children(), depth + 1, elements, hosts);
    }
}

fn check_class(name: &str) {
    assert!(
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    );
    assert!(name != "window" && name != "retry");
}

fn check_style(declarations: &[Declaration]) {
    for declaration in declarations {
        let value = declaration.value().to_ascii_lowercase();
        assert!(
            !value.contains("url(")
                && !value.contains("expression(")
                && !value.contains([';', '{', '\\', '*'])
        );
        assert!(!declaration.property().contains("position"));
    }
}

fn write_all(markup: &mut String, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => {
                // An escape that came out of two pieces of text.
                for (index, piece) in escaped(text).split('\\').enumerate() {
                    if index > 0 {
                        let begins_escape = piece.starts_with(['u', 'U']);
                        markup.push_str(if begins_escape { "\\<!---->" } else { "\\" });
                    }
                    markup.push_str(piece);
                }
            }
            Node::Element(element) => write(markup, element),
        }
    }
}

fn write(markup: &mut String, element: &Element) {
    let name = element.tag().name();
    markup.push_str(&["<", name].concat());
    let mut attribute = |name: &str, value: &str| {
        markup.push_str(&[" ", name, "=\"", &escaped(value), "\""].concat());
    };
    for one in element.attributes() {
        attribute(one.name(), &one.value());
    }
    let style: String = element
        .style()
        .iter()
        .map(|one| [one.property(), ":", one.value(), ";"].concat())
        .collect();
    if !style.is_empty() {
        attribute("style", &style);
    }
    match element.action() {
        Some(MixAction::Selectable { id, value }) => {
            attribute("data-mix-action", "selectable");
            attribute("data-mix-selectable-id", id);
            attribute("data-mix-selectable-value", value);
        }
        Some(MixAction::Input { text }) => {
            attribute("data-mix-action", "input");
            attribute("data-mix-input", text);
        }
        None => {}
    }
    markup.push('>');
    if element.tag().is_void() {
        return;
    }
    if element.tag() == Tag::Pre {
        markup.push('\n');
    }
    write_all(markup, element.children());
    markup.push_str(&["</", name, ">"].concat());
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// What must not change: all but links, for where a word ends by a tag, an address may begin that was none before; and
/// blanks, which mean nothing between the items of a list.
fn essence(nodes: &[Node]) -> String {
    let mut essence = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => {
                essence.push_str(&text.replace([' ', '\n', '\r', '\t', '\u{C}'], ""))
            }
            Node::Element(element) if element.tag() == Tag::A => {
                essence.push_str(&self::essence(element.children()))
            }
            Node::Element(element) => {
                let mut own = format!("<{element:?}");
                own.truncate(own.find(", children").unwrap_or(own.len()));
                essence.push_str(&own);
                essence.push_str(&self::essence(element.children()));
                essence.push('>');
            }
        }
    }
    essence
}
