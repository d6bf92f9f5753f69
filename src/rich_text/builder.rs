//! Rebuilds markup as a tree of what is allowed.
//!
//! The rules are those of browsers where bots make use of them: end tags that may be left out, and formatting that
//! goes on when tags overlap (`<b>1<i>2</b>3</i>`). What is left out goes with all it holds, up to its own end tag and
//! not to that of anything around it, so that nothing of it can come out as text.

use super::attribute::{Attribute, Checked};
use super::bare_link;
use super::character_reference::{self, Place};
use super::emoji_escape;
use super::line_break;
use super::tag::{Content, Tag, Treatment};
use super::tokenizer::{AttributeReader, Token, Tokenizer};
use super::tree::{Element, Node};

/// How deep elements nest. Elements below go, what they hold stays.
pub const MAX_DEPTH: usize = 64;

/// How many elements there are. Further ones go, what they hold stays.
pub const MAX_ELEMENTS: usize = 4096;

/// Builds what is allowed of the markup.
pub(super) fn build(markup: &str) -> Vec<Node> {
    let mut builder = Builder::default();
    builder.read(markup);
    builder.finish()
}

/// An element whose end has not been seen.
#[derive(Debug)]
struct Open {
    element: Element,
    /// Goes on what an end tag elsewhere cut off; means nothing when it stays empty.
    is_continued: bool,
}

#[derive(Debug, Default)]
struct Builder {
    nodes: Vec<Node>,
    open: Vec<Open>,
    elements: usize,
    /// How many elements are open below the limits.
    flattened: usize,
    breaks_lines: bool,
}

impl Builder {
    fn read(&mut self, markup: &str) {
        let mut tokens = Tokenizer::new(markup);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => self.text(text),
                Token::StartTag {
                    name,
                    attributes,
                    self_closing,
                } => match Treatment::of(name) {
                    Treatment::Show(tag) => self.start(tag, attributes),
                    Treatment::Drop(content) => {
                        drop_element(&mut tokens, name, content, self_closing)
                    }
                    Treatment::Unwrap => {}
                },
                Token::EndTag { name } => {
                    if let Treatment::Show(tag) = Treatment::of(name) {
                        self.end(tag);
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        self.close_down_to(0);
        let mut most = MAX_ELEMENTS.saturating_sub(self.elements);
        if !self.breaks_lines {
            most = line_break::keep(&mut self.nodes, most);
        }
        bare_link::add(&mut self.nodes, 0, most);
        self.nodes
    }

    fn text(&mut self, written: &str) {
        let resolved = emoji_escape::resolve(character_reference::resolve(written, Place::Text));
        let mut text = resolved.as_ref();
        if let Some(Open { element, .. }) = self.open.last() {
            if element.tag.holds_no_text() && text.trim_ascii().is_empty() {
                return;
            }
            if element.tag == Tag::Pre && element.children.is_empty() {
                text = text
                    .strip_prefix("\r\n")
                    .or_else(|| text.strip_prefix('\n'))
                    .unwrap_or(text);
            }
        }
        self.add_text(text);
    }

    fn add_text(&mut self, text: &str) {
        let siblings = self.siblings();
        match siblings.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => siblings.push(Node::Text(text.to_owned())),
        }
    }

    fn start(&mut self, tag: Tag, attributes: AttributeReader<'_>) {
        self.close_implied(tag);
        if tag.is_table_part() && !self.open.iter().any(|open| open.element.tag == Tag::Table) {
            return;
        }
        if self.open.len() >= MAX_DEPTH || self.elements >= MAX_ELEMENTS {
            self.flattened += usize::from(!tag.is_void());
            return;
        }
        self.elements += 1;
        self.breaks_lines |= tag.is_block() || tag == Tag::Br;
        let Checked {
            attributes,
            style,
            action,
        } = Checked::parse(tag, attributes);
        let element = Element {
            attributes,
            style,
            action,
            ..Element::plain(tag)
        };
        if tag == Tag::Img
            && !element
                .attributes
                .iter()
                .any(|attribute| matches!(attribute, Attribute::Src(_)))
        {
            self.description_of(element);
        } else if tag.is_void() {
            self.add(element);
        } else {
            self.open.push(Open {
                element,
                is_continued: false,
            });
        }
    }

    /// What stands for a picture that cannot be shown.
    fn description_of(&mut self, picture: Element) {
        for attribute in picture.attributes {
            if let Attribute::Alt(text) = attribute {
                self.add_text(&text);
            }
        }
    }

    /// Closes what ends where `tag` starts, at most once per kind: a cell and its row, an item and the paragraph in it.
    fn close_implied(&mut self, tag: Tag) {
        let mut keep = self.open.len();
        for (index, open) in self.open.iter().enumerate().rev() {
            if tag.ends(open.element.tag) {
                keep = index;
            } else if open.element.tag.shelters(tag) {
                break;
            }
        }
        self.close_down_to(keep);
    }

    fn end(&mut self, tag: Tag) {
        if tag.is_void() {
            if tag == Tag::Br {
                self.start(tag, AttributeReader::empty());
            }
            return;
        }
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        let mut above: Vec<Tag> = Vec::new();
        for (index, open) in self.open.iter().enumerate().rev() {
            let open = open.element.tag;
            if open == tag {
                self.close_down_to(index);
                if tag.is_formatting() {
                    self.continue_formatting(above);
                }
                return;
            }
            let is_outside_the_cell = open.is_cell() && !tag.is_table_part() && tag != Tag::Table;
            if is_outside_the_cell {
                return;
            }
            above.push(open);
        }
    }

    fn continue_formatting(&mut self, above: Vec<Tag>) {
        for tag in above.into_iter().rev().filter(|tag| tag.is_formatting()) {
            if self.elements >= MAX_ELEMENTS {
                return;
            }
            self.elements += 1;
            self.open.push(Open {
                element: Element::plain(tag),
                is_continued: true,
            });
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(Open {
                element,
                is_continued,
            }) = self.open.pop()
        {
            if !is_continued || !element.children.is_empty() {
                self.add(element);
            }
        }
    }

    fn add(&mut self, element: Element) {
        self.siblings().push(Node::Element(element));
    }

    fn siblings(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(open) => &mut open.element.children,
            None => &mut self.nodes,
        }
    }
}

/// Leaves out an element with all it holds: up to the end tag that belongs to it, or to the end.
fn drop_element(tokens: &mut Tokenizer<'_>, name: &str, content: Content, self_closing: bool) {
    match content {
        Content::Nothing => {}
        Content::RawText => tokens.skip_raw_text(name),
        Content::Foreign if self_closing => {}
        Content::Markup | Content::Foreign => skip_markup(tokens, name, content),
    }
}

fn skip_markup(tokens: &mut Tokenizer<'_>, name: &str, content: Content) {
    let mut depth = 1_usize;
    while depth > 0
        && let Some(token) = tokens.next()
    {
        match token {
            Token::Text(_) => {}
            Token::StartTag {
                name: inner,
                self_closing,
                ..
            } => {
                let is_empty = self_closing && content == Content::Foreign;
                if is_empty {
                    continue;
                }
                if inner.eq_ignore_ascii_case(name) {
                    depth += 1;
                } else if Treatment::of(inner) == Treatment::Drop(Content::RawText) {
                    tokens.skip_raw_text(inner);
                }
            }
            Token::EndTag { name: inner } => depth -= usize::from(inner.eq_ignore_ascii_case(name)),
        }
    }
}
