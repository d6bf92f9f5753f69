//! Rich text as nodes: each made by its name, each attribute and declaration set by itself, no markup assigned.

use leptos::html::div;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement};

use crate::rich_text::{Attribute, Element, MixAction, Node, RichText, Tag};

/// The content of a message.
pub(super) fn rich_text(content: RichText) -> impl IntoView {
    div().class("rich").directive(
        |place: web_sys::Element, content: RichText| {
            // Every name and value comes from an allow-list; a browser that refuses one shows the message up to there.
            let _ = place.owner_document().map_or(Ok(()), |document| {
                append(&document, &place, content.nodes())
            });
        },
        content,
    )
}

fn append(document: &Document, parent: &web_sys::Element, nodes: &[Node]) -> Result<(), JsValue> {
    for node in nodes {
        match node {
            Node::Text(text) => parent.append_with_node_1(&document.create_text_node(text)),
            Node::Element(element) => {
                let built = build(document, element)?;
                parent.append_with_node_1(&built)
            }
        }?;
    }
    Ok(())
}

fn build(document: &Document, element: &Element) -> Result<web_sys::Element, JsValue> {
    let built = document.create_element(element.tag().name())?;
    for attribute in element.attributes() {
        built.set_attribute(attribute.name(), &attribute.value())?;
    }
    if let Some(html) = built.dyn_ref::<HtmlElement>() {
        for declaration in element.style() {
            html.style()
                .set_property(declaration.property(), declaration.value())?;
        }
    }
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
    }
    append(document, &built, element.children())?;
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
