//! How tests look at a rich text: as markup, in one fixed spelling.

use super::{Element, MixAction, Node, RichText};

pub(super) fn outline(markup: &str) -> String {
    let mut written = String::new();
    write_all(&mut written, RichText::parse(markup).nodes());
    written
}

fn write_all(written: &mut String, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Text(text) => written.push_str(text),
            Node::Element(element) => write(written, element),
        }
    }
}

fn write(written: &mut String, element: &Element) {
    let name = element.tag().name();
    written.push_str(&format!("<{name}"));
    for attribute in element.attributes() {
        written.push_str(&format!(" {}={}", attribute.name(), attribute.value()));
    }
    for declaration in element.style() {
        written.push_str(&format!(
            " {}:{}",
            declaration.property(),
            declaration.value()
        ));
    }
    match element.action() {
        Some(MixAction::Selectable { id, value }) => {
            written.push_str(&format!(" picks {id}={value}"))
        }
        Some(MixAction::Input { text }) => written.push_str(&format!(" says {text}")),
        None => {}
    }
    written.push('>');
    if element.tag().is_void() {
        assert!(element.children().is_empty());
        return;
    }
    write_all(written, element.children());
    written.push_str(&format!("</{name}>"));
}
