//! Rich text as nodes: each made by its name, each attribute and declaration set by itself, no markup assigned.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom;
use super::language::Language;
use super::picture::{description_of, picture};
use super::words;
use crate::rich_text::{
    Attribute, Declaration, Element, ImageHosts, MixAction, Node, RichText, Tag, ViewStyle,
};

/// The content of a message, with pictures of these hosts only.
pub(super) fn rich_text(content: &RichText, hosts: &ImageHosts) -> dom::Node {
    let place = dom::element("div").class("rich");
    let around = Around {
        hosts,
        is_control: false,
        scrolls: false,
    };
    append(&place, content.nodes(), around);
    place
}

/// Gives an element the looks that a `View.id` asks for.
pub(super) fn dress(element: &web_sys::Element, style: &ViewStyle) {
    match style {
        ViewStyle::Classes(names) => {
            for name in names {
                // Refused only if it holds a blank, which names of the allow-list never do.
                let _ = element.class_list().add_1(name);
            }
        }
        ViewStyle::Declarations(declarations) => declare(element, declarations),
    }
}

/// What a node stands in.
#[derive(Clone, Copy)]
struct Around<'a> {
    hosts: &'a ImageHosts,
    /// A link or a button, in which nothing else takes the focus.
    is_control: bool,
    /// A box that scrolls.
    scrolls: bool,
}

fn declare(element: &web_sys::Element, declarations: &[Declaration]) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        for declaration in declarations {
            // A value that the browser does not know leaves the look as it is.
            let _ = element
                .style()
                .set_property(declaration.property(), declaration.value());
        }
    }
}

fn append(parent: &dom::Node, nodes: &[Node], around: Around<'_>) {
    for node in nodes {
        match node {
            Node::Text(text) => parent.add_text(text),
            Node::Element(element) if element.tag() == Tag::Img => {
                if let Some(picture) = drawn(element, around) {
                    parent.add(&picture);
                }
            }
            Node::Element(element) => parent.add(&build(element, around)),
        }
    }
}

/// A picture, or the words that stand for it. What a click does is up to what is around it, which stays when the picture
/// does not come.
fn drawn(element: &Element, around: Around<'_>) -> Option<dom::Node> {
    let drawn = match picture(element, around.hosts) {
        Some(picture) => {
            attributes(&picture, element);
            picture
        }
        None => description_of(element)?,
    };
    if element.action().is_none() {
        return Some(drawn);
    }
    let button = dom::element("span").child(&drawn);
    act(&button, element, around);
    Some(button)
}

/// What is wider than the message scrolls in a box of its own, which the keyboard can reach.
fn build(element: &Element, mut around: Around<'_>) -> dom::Node {
    let built = dom::element(element.tag().name());
    attributes(&built, element);
    act(&built, element, around);
    around.is_control |= is_link(element) || element.action().is_some();
    let say = |english| Language::current().say(english);
    let label = match element.tag() {
        _ if around.scrolls => None,
        Tag::Table => Some(caption(element).unwrap_or_else(|| say(words::TABLE))),
        Tag::Pre => Some(say(words::CODE)),
        _ => None,
    };
    around.scrolls |= label.is_some();
    append(&built, element.children(), around);
    let Some(label) = label else {
        return built;
    };
    let scroller = dom::element("div").class("scroller").child(&built);
    if around.is_control {
        return scroller;
    }
    scroller
        .attr("role", "region")
        .attr("aria-label", &label)
        .attr("tabindex", "0")
}

fn attributes(built: &dom::Node, element: &Element) {
    for attribute in element.attributes() {
        built.set(attribute.name(), &attribute.value());
    }
    declare(built, element.style());
    if is_link(element) {
        built.set("target", "_blank");
        built.set("rel", "noopener noreferrer");
    }
}

fn act(built: &dom::Node, element: &Element, around: Around<'_>) {
    if let Some(action) = element.action() {
        mark(built, action);
        if !is_link(element) && !around.is_control {
            built.set("role", "button");
            built.set("tabindex", "0");
        }
        if matches!(action, MixAction::Selectable { .. }) && !around.is_control {
            // Until the question that it belongs to is known to be open.
            super::selectables::set_alive(built, false);
        }
    }
}

fn is_link(element: &Element) -> bool {
    element
        .attributes()
        .iter()
        .any(|attribute| matches!(attribute, Attribute::Href(_)))
}

fn caption(table: &Element) -> Option<String> {
    table
        .children()
        .iter()
        .find_map(|child| match child {
            Node::Element(child) if child.tag() == Tag::Caption => Some(child.plain_text()),
            _ => None,
        })
        .filter(|caption| !caption.is_empty())
}

fn mark(element: &dom::Node, action: &MixAction) {
    match action {
        MixAction::Selectable { id, value } => {
            element.set("data-mix-action", "selectable");
            element.set("data-mix-selectable-id", id);
            element.set("data-mix-selectable-value", value);
        }
        MixAction::Input { text } => {
            element.set("data-mix-action", "input");
            element.set("data-mix-input", text);
        }
    }
}
