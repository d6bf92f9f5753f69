//! Rich text as nodes: each made by its name, each attribute and declaration set by itself, no markup assigned.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement};

use super::dom;
use crate::rich_text::{
    Attribute, Declaration, Element, MixAction, Node, RichText, Tag, ViewStyle,
};

/// The content of a message.
pub(super) fn rich_text(content: &RichText) -> dom::Node {
    let place = dom::element("div").class("rich");
    if let Some(document) = place.owner_document() {
        append(&document, &place, content.nodes());
    }
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

fn append(document: &Document, parent: &web_sys::Element, nodes: &[Node]) {
    for node in nodes {
        // Names and values come from allow-lists; should a browser refuse one all the same, the rest is shown.
        let _ = match node {
            Node::Text(text) => parent.append_with_node_1(&document.create_text_node(text)),
            Node::Element(element) => {
                build(document, element).and_then(|built| parent.append_with_node_1(&built))
            }
        };
    }
}

fn build(document: &Document, element: &Element) -> Result<web_sys::Element, JsValue> {
    let built = document.create_element(element.tag().name())?;
    for attribute in element.attributes() {
        built.set_attribute(attribute.name(), &attribute.value())?;
    }
    declare(&built, element.style());
    let is_link = element
        .attributes()
        .iter()
        .any(|attribute| matches!(attribute, Attribute::Href(_)));
    if is_link {
        built.set_attribute("target", "_blank")?;
        built.set_attribute("rel", "noopener noreferrer")?;
    }
    if element.tag() == Tag::Img {
        built.set_attribute("loading", "lazy")?;
        built.set_attribute("decoding", "async")?;
    }
    if let Some(action) = element.action() {
        mark(&built, action)?;
        if !is_link {
            built.set_attribute("role", "button")?;
            built.set_attribute("tabindex", "0")?;
        }
        if matches!(action, MixAction::Selectable { .. }) {
            // Until the question that it belongs to is known to be open.
            super::selectables::set_alive(&built, false);
        }
    }
    append(document, &built, element.children());
    Ok(built)
}

fn mark(element: &web_sys::Element, action: &MixAction) -> Result<(), JsValue> {
    match action {
        MixAction::Selectable { id, value } => {
            element.set_attribute("data-mix-action", "selectable")?;
            element.set_attribute("data-mix-selectable-id", id)?;
            element.set_attribute("data-mix-selectable-value", value)
        }
        MixAction::Input { text } => {
            element.set_attribute("data-mix-action", "input")?;
            element.set_attribute("data-mix-input", text)
        }
    }
}
