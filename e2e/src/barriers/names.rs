//! What a screen reader would have no name for, from the browser's accessibility tree.

use serde::Deserialize;
use serde_json::json;

use crate::{ChatPage, Failure};

/// Roles that say nothing without a name.
const NAMED: [&str; 13] = [
    "button",
    "checkbox",
    "combobox",
    "Date",
    "dialog",
    "group",
    "image",
    "link",
    "menu",
    "menuitem",
    "region",
    "spinbutton",
    "textbox",
];

#[derive(Deserialize)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    ignored: bool,
    role: Option<Value>,
    name: Option<Value>,
    #[serde(rename = "backendDOMNodeId")]
    element: Option<u64>,
}

#[derive(Deserialize)]
struct Value {
    #[serde(default)]
    value: serde_json::Value,
}

/// The roles of all that should have a name and have none.
pub(super) async fn unnamed(chat: &ChatPage<'_>) -> Result<Vec<String>, Failure> {
    let devtools = chat.browser().session().cdp();
    let tree = devtools
        .send_raw("Accessibility.getFullAXTree", json!({}))
        .await?;
    let tree: Tree = serde_json::from_value(tree)?;
    let text = |value: &Option<Value>| {
        let text = value.as_ref().and_then(|value| value.value.as_str());
        text.unwrap_or_default().trim().to_owned()
    };
    Ok(tree
        .nodes
        .iter()
        .filter(|node| !node.ignored && text(&node.name).is_empty())
        .map(|node| (text(&node.role), node.element))
        .filter(|(role, _)| NAMED.contains(&role.as_str()))
        .map(|(role, element)| format!("a {role} has no name (node {element:?})"))
        .collect())
}
