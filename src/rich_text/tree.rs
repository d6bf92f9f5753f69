//! What rich text is, once it is checked.

use super::attribute::Attribute;
use super::builder;
use super::mix_action::MixAction;
use super::plain_text;
use super::style::Declaration;
use super::tag::Tag;

/// How much markup is read, in bytes. The rest is cut off and marked with an ellipsis.
pub const MAX_LENGTH: usize = 512 * 1024;

/// Markup of the bot, checked: holds nothing outside the allow-list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RichText {
    nodes: Vec<Node>,
}

/// A part of a rich text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text as it is shown: no markup, no references.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with what is allowed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub(super) tag: Tag,
    pub(super) attributes: Vec<Attribute>,
    pub(super) style: Vec<Declaration>,
    pub(super) action: Option<MixAction>,
    pub(super) children: Vec<Node>,
}

impl RichText {
    /// Reads markup. There is no markup that it refuses; what is not allowed is left out.
    ///
    /// Line breaks count as such if nothing else breaks the lines (no `br`, no block), as in a text without markup.
    #[must_use]
    pub fn parse(markup: &str) -> Self {
        let read = beginning(markup);
        let mut nodes = builder::build(read);
        if read.len() < markup.len() {
            nodes.push(Node::Text("…".to_owned()));
        }
        Self { nodes }
    }

    /// What it consists of, in order.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Its words without markup, for transcripts, notifications and screen readers: blocks, list items and rows on lines
    /// of their own, cells apart, pictures by their `alt`.
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text::of(&self.nodes)
    }
}

impl Element {
    /// Which element it is.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// Its attributes but for `style` and `data-mix-*`, each at most once.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Its inline style, in order.
    #[must_use]
    pub fn style(&self) -> &[Declaration] {
        &self.style
    }

    /// What a click on it does.
    #[must_use]
    pub const fn action(&self) -> Option<&MixAction> {
        self.action.as_ref()
    }

    /// What it holds. Nothing, if [`Tag::is_void`].
    #[must_use]
    pub fn children(&self) -> &[Node] {
        &self.children
    }

    /// Its words without markup, as [`RichText::plain_text`].
    #[must_use]
    pub fn plain_text(&self) -> String {
        plain_text::of(&self.children)
    }

    pub(super) fn plain(tag: Tag) -> Self {
        Self {
            tag,
            attributes: Vec::new(),
            style: Vec::new(),
            action: None,
            children: Vec::new(),
        }
    }
}

/// As much of the markup as is read.
fn beginning(markup: &str) -> &str {
    if markup.len() <= MAX_LENGTH {
        return markup;
    }
    // A character takes up to four bytes.
    (MAX_LENGTH.saturating_sub(3)..=MAX_LENGTH)
        .rev()
        .find_map(|end| markup.get(..end))
        .unwrap_or_default()
}
