//! What holds for any text whatsoever.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::bare_link;
use super::hostile_strings::HOSTILE;
use super::{Attribute, Element, MAX_DEPTH, MAX_ELEMENTS, MixAction, Node, RichText, SafeUrl, Tag};

/// Pieces of markup in any order, so that tags open, overlap and break off.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(Tag::ALL).prop_map(|tag| format!("<{}>", tag.name())),
        3 => prop::sample::select(Tag::ALL).prop_map(|tag| format!("</{}>", tag.name())),
        2 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        2 => "[a-z@.:/() +0-9\\n\\r&;#<>\"'=\\\\-]{0,12}",
        1 => "\\PC{0,6}",
        1 => prop::sample::select(&[
            "https://example.com/a", "ann@example.com", "+33 1 99 00 12 34", "www.example.com", "(555) 123-4567",
            "<img src=https://example.com/a.png alt='a'>", "<a href=https://example.com title=x>",
            "<b data-mix-action=input data-mix-input=x>", "<p style='color:red;padding:1px' class='a b' dir=rtl>",
            "\\U0001F600", "\\u005C", "&amp;", "&lt;", "\n", "\r\n", "<!-- x -->",
        ][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_shown_is_within_its_bounds(markup in markup()) {
        let text = RichText::parse(&markup);
        let mut elements = 0;
        bounds(text.nodes(), 0, &mut elements);
        prop_assert!(elements <= MAX_ELEMENTS);
        // A byte of markup is at most a character reference's share of a character, and a blank or a line break.
        prop_assert!(text.plain_text().len() <= 4 * markup.len() + 4);
    }

    #[test]
    fn what_is_shown_stays_the_same_when_it_is_written_down_and_read_again(markup in markup()) {
        let once = RichText::parse(&markup);
        let again = RichText::parse(&written(once.nodes()));
        prop_assert_eq!(without_links(again.nodes()), without_links(once.nodes()));
    }

    #[test]
    fn making_links_changes_no_word(text in "[a-z@.:/()w +0-9,-]{0,60}") {
        let mut nodes = vec![Node::Text(text.clone())];
        bare_link::add(&mut nodes, 0, MAX_ELEMENTS);
        prop_assert_eq!(words(&nodes), text);
    }
}

fn bounds(nodes: &[Node], depth: usize, elements: &mut usize) {
    assert!(depth <= MAX_DEPTH);
    for node in nodes {
        let Node::Element(element) = node else {
            continue;
        };
        *elements += 1;
        let mut names = BTreeSet::new();
        for attribute in element.attributes() {
            assert!(names.insert(attribute.name()), "{} twice", attribute.name());
            match attribute {
                Attribute::Href(url) => assert_eq!(SafeUrl::link(url.as_str()).as_ref(), Some(url)),
                Attribute::Src(url) => assert_eq!(SafeUrl::image(url.as_str()).as_ref(), Some(url)),
                _ => {}
            }
        }
        assert!(!element.tag().is_void() || element.children().is_empty());
        bounds(element.children(), depth + 1, elements);
    }
}

/// The tree as markup again.
fn written(nodes: &[Node]) -> String {
    let mut markup = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => {
                // An escape that came out of two pieces of text.
                for (index, piece) in escaped(text).split('\\').enumerate() {
                    if index > 0 {
                        markup.push_str(if piece.starts_with(['u', 'U']) {
                            "\\<!---->"
                        } else {
                            "\\"
                        });
                    }
                    markup.push_str(piece);
                }
            }
            Node::Element(element) => write(&mut markup, element),
        }
    }
    markup
}

fn write(markup: &mut String, element: &Element) {
    let name = element.tag().name();
    markup.push_str(&format!("<{name}"));
    let mut attribute =
        |name: &str, value: &str| markup.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    for one in element.attributes() {
        attribute(one.name(), &one.value());
    }
    let style: String = element
        .style()
        .iter()
        .map(|one| format!("{}:{};", one.property(), one.value()))
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
    markup.push_str(&written(element.children()));
    markup.push_str(&format!("</{name}>"));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The tree without what may change when it is read again: links, for where a word ends by a tag, an address may begin
/// that was none before; and blanks around text that stands in a list or table by mistake.
fn without_links(nodes: &[Node]) -> Vec<Node> {
    let mut flat: Vec<Node> = Vec::new();
    for node in nodes {
        let unwrapped = match node {
            Node::Element(element) if element.tag() == Tag::A => without_links(element.children()),
            Node::Element(element) => vec![Node::Element(Element {
                children: without_blanks(element.tag(), without_links(element.children())),
                ..element.clone()
            })],
            Node::Text(text) => vec![Node::Text(text.clone())],
        };
        for node in unwrapped {
            match (flat.last_mut(), node) {
                (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
                (_, node) => flat.push(node),
            }
        }
    }
    flat
}

fn without_blanks(tag: Tag, nodes: Vec<Node>) -> Vec<Node> {
    if !tag.holds_no_text() {
        return nodes;
    }
    nodes
        .into_iter()
        .filter_map(|node| match node {
            Node::Text(text) => {
                let text = text.replace([' ', '\n', '\r', '\t', '\u{C}'], "");
                (!text.is_empty()).then_some(Node::Text(text))
            }
            element => Some(element),
        })
        .collect()
}

fn words(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => words(element.children()),
        })
        .collect()
}
