//! Line breaks in texts without markup for them.

use super::tag::Tag;
use super::tree::{Element, Node};

/// Makes elements of the line breaks in the texts, at most `most`. Returns how many more there could be.
pub(super) fn keep(nodes: &mut Vec<Node>, most: usize) -> usize {
    let mut left = most;
    for node in std::mem::take(nodes) {
        match node {
            Node::Text(text) if left > 0 && text.contains(['\n', '\r']) => {
                left = split(nodes, &text, left)
            }
            Node::Text(text) => nodes.push(Node::Text(text)),
            Node::Element(mut element) => {
                left = keep(&mut element.children, left);
                nodes.push(Node::Element(element));
            }
        }
    }
    left
}

fn split(nodes: &mut Vec<Node>, text: &str, most: usize) -> usize {
    let text = text.replace("\r\n", "\n");
    let mut left = most;
    for (index, line) in text
        .splitn(most.saturating_add(1), ['\n', '\r'])
        .enumerate()
    {
        if index > 0 {
            nodes.push(Node::Element(Element::plain(Tag::Br)));
            left = left.saturating_sub(1);
        }
        if !line.is_empty() {
            nodes.push(Node::Text(line.to_owned()));
        }
    }
    left
}
