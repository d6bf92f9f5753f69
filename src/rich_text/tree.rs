//! Rebuilds markup as a tree of what is allowed.
//!
//! The rules are those of browsers where bots make use of them: end tags that may be left out, and formatting that
//! goes on when tags overlap (`<b>1<i>2</b>3</i>`). What is left out goes with all it holds, up to its own end tag and
//! not to that of anything around it, so that nothing of it can come out as text.

use super::attribute::{Attribute, Checked};
use super::character_reference::{self, Place};
use super::emoji_escape;
use super::mix_action::MixAction;
use super::style::Declaration;
use super::tag::{Content, Tag, Treatment};
use super::tokenizer::{AttributeReader, Token, Tokenizer};
use super::{line_break, plain_text};

/// How much markup is read, in bytes. The rest is cut off and marked with an ellipsis.
pub const MAX_LENGTH: usize = 512 * 1024;

/// How deep elements nest. Elements below go, what they hold stays.
pub const MAX_DEPTH: usize = 64;

/// How many elements there are. Further ones go, what they hold stays.
pub const MAX_ELEMENTS: usize = 4096;

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
    tag: Tag,
    attributes: Vec<Attribute>,
    style: Vec<Declaration>,
    action: Option<MixAction>,
    children: Vec<Node>,
}

impl RichText {
    /// Reads markup. There is no markup that it refuses; what is not allowed is left out.
    ///
    /// Line breaks count as such if nothing else breaks the lines (no `br`, no block), as in a text without markup.
    #[must_use]
    pub fn parse(markup: &str) -> Self {
        let read = beginning(markup);
        let mut builder = Builder::default();
        builder.read(read);
        let mut nodes = builder.finish();
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

    pub(super) const fn children_mut(&mut self) -> &mut Vec<Node> {
        &mut self.children
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
        if !self.breaks_lines {
            let most = MAX_ELEMENTS.saturating_sub(self.elements);
            line_break::keep(&mut self.nodes, most);
        }
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
        self.breaks_lines |= tag.is_block() || tag == Tag::Br;
        self.close_implied(tag);
        if tag.is_table_part() && !self.open.iter().any(|open| open.element.tag == Tag::Table) {
            return;
        }
        if self.open.len() >= MAX_DEPTH || self.elements >= MAX_ELEMENTS {
            self.flattened += usize::from(!tag.is_void());
            return;
        }
        self.elements += 1;
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
                self.add(Element::plain(tag));
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

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::*;

    #[test]
    fn what_is_allowed_stays_as_it_is() {
        for markup in [
            "",
            "Hello",
            "<p>One <b>two</b> <em>three</em></p><ul><li>four</li><li>five</li></ul>",
            "<h1>a</h1><h2>b</h2><hr><blockquote>c</blockquote><pre>d\n  e</pre>",
            "<figure><img src=https://example.com/a.png alt=A><figcaption>f</figcaption></figure>",
            "<table><caption>t</caption><thead><tr><th scope=col>a</th></tr></thead>\
             <tbody><tr><td colspan=2>b</td></tr></tbody><tfoot><tr><td>c</td></tr></tfoot></table>",
            "<dl><dt>a</dt><dd>b</dd></dl>",
        ] {
            assert_eq!(outline(markup), markup);
        }
    }

    #[test]
    fn an_unknown_element_is_replaced_by_what_it_holds() {
        assert_eq!(
            outline("<font color=red>a<b>b</b></font><x-y>c</x-y><video>d</video>"),
            "a<b>b</b>cd"
        );
        assert_eq!(outline("<html><body><p>a</p></body></html>"), "<p>a</p>");
    }

    #[test]
    fn end_tags_may_be_left_out() {
        for (markup, tree) in [
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
            ("<p><b>a<p>b", "<p><b>a</b></p><p>b</p>"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            (
                "<ul><li>a<ul><li>b</ul><li>c</ul>",
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            ),
            ("<ol><li><p>a<li>b", "<ol><li><p>a</p></li><li>b</li></ol>"),
            (
                "<dl><dt>a<dd>b<dt>c</dl>",
                "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
            ),
            (
                "<table><tr><th>a<td>b<tr><td>c</table>d",
                "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>d",
            ),
            (
                "<table><thead><tr><th>a<tbody><tr><td>b</table>",
                "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
            ),
            (
                "<table><tr><td><table><tr><td>a</table>b<td>c</table>",
                "<table><tr><td><table><tr><td>a</td></tr></table>b</td><td>c</td></tr></table>",
            ),
            (
                "<table><caption>a<tr><td>b</table>",
                "<table><caption>a</caption><tr><td>b</td></tr></table>",
            ),
            ("<h1>a<h2>b</h2>", "<h1>a</h1><h2>b</h2>"),
            ("<div>a", "<div>a</div>"),
        ] {
            assert_eq!(outline(markup), tree, "{markup}");
        }
    }

    #[test]
    fn tags_may_overlap() {
        for (markup, tree) in [
            ("<b>1<i>2</b>3</i>4", "<b>1<i>2</i></b><i>3</i>4"),
            ("<b>1<i>2</b></i>3", "<b>1<i>2</i></b>3"),
            ("<b><p>1</b></p>2", "<b><p>1</p></b>2"),
            ("<p><b>1</p>2</b>3", "<p><b>1</b></p>23"),
            ("</b>1</p></ul></br>2", "1<br>2"),
            (
                "<b>1<table><tr><td>2</b>3</table></b>4",
                "<b>1<table><tr><td>23</td></tr></table></b>4",
            ),
            (
                "<a href=https://a.example>1<a href=https://b.example>2</a>",
                "<a href=https://a.example>1</a><a href=https://b.example>2</a>",
            ),
        ] {
            assert_eq!(outline(markup), tree, "{markup}");
        }
    }

    #[test]
    fn parts_of_a_table_mean_nothing_outside_one() {
        assert_eq!(outline("<td>a</td><tr>b</tr>"), "ab");
    }

    #[test]
    fn what_is_left_out_goes_with_all_it_holds() {
        for markup in [
            "<script>no</script>",
            "<script src=x>no<b>no</b></script>",
            "<script/>no</script>",
            "<style>no{}</style>",
            "<iframe><p>no</iframe>",
            "<noscript><img src=https://example.com/no.png></noscript>",
            "<textarea>no</p></textarea>",
            "<title>no</title>",
            "<template><p>no</p><template>no</template>no</template>",
            "<svg><text>no</text><svg>no</svg>no</svg>",
            "<svg><path d=no/><title>no</title></svg>",
            "<svg/>",
            "<math><mi>no</mi></math>",
            "<object data=x><p>no</p></object>",
            "<form action=x>no<input value=no><button>no</button></form>",
            "<button>no</button>",
            "<select><option>no</select>",
            "<head><title>no</title><meta charset=no></head>",
            "<embed src=no>",
            "<input value=no>",
            "<meta name=no>",
            "<base href=https://no.example>",
            "<link rel=no>",
            "<form><script>'</form>'</script>no</form>",
            "<form></p></div>no</form>",
            "<SCRIPT>no</sCrIpT >",
        ] {
            assert_eq!(
                outline(&format!("<p>a{markup}b</p>")),
                "<p>ab</p>",
                "{markup}"
            );
        }
        for markup in [
            "<script>no",
            "<style>no</styles>",
            "<svg><p>no</p>",
            "<form>no</div>",
            "<textarea><b>no</b>",
        ] {
            assert_eq!(
                outline(&format!("<div>a{markup}")),
                "<div>a</div>",
                "{markup}"
            );
        }
    }

    #[test]
    fn attributes_are_kept_only_where_they_belong() {
        for (markup, tree) in [
            (
                "<a href=mailto:a@example.com title=T>x</a>",
                "<a href=mailto:a@example.com title=T>x</a>",
            ),
            (
                "<a href='https://example.com/?a=1&amp;b=2'>x</a>",
                "<a href=https://example.com/?a=1&b=2>x</a>",
            ),
            (
                "<A HREF=HTTPS://example.com>x</A>",
                "<a href=https://example.com>x</a>",
            ),
            ("<a href=/help>x</a>", "<a>x</a>"),
            (
                "<b href=https://example.com src=https://example.com alt=x>x</b>",
                "<b>x</b>",
            ),
            (
                "<p id=x onclick=x name=x tabindex=1 slot=x part=x is=x data-x=1 xlink:href=x>x</p>",
                "<p>x</p>",
            ),
            (
                "<p class='price window' lang=fr-CA dir=RTL>x</p>",
                "<p class=price lang=fr-CA dir=rtl>x</p>",
            ),
            ("<p lang='\"' dir=up class='\"'>x</p>", "<p>x</p>"),
            (
                "<p style='color:red;position:fixed'>x</p>",
                "<p color:red>x</p>",
            ),
            ("<p title=one title=two>x</p>", "<p title=one>x</p>"),
            (
                "<a href=javascript:x href=https://example.com>x</a>",
                "<a>x</a>",
            ),
            (
                "<p title='&lt;b&gt; \\U0001F600'>x</p>",
                "<p title=<b> 😀>x</p>",
            ),
            (
                "<img src=https://example.com/a.png width=40px height='50%' srcset=x usemap=x>",
                "<img src=https://example.com/a.png width=40 height=50%>",
            ),
            (
                "<table><tr><th scope=ROW colspan=0 rowspan=3>x</th><td colspan=101 scope=row>y</td></tr></table>",
                "<table><tr><th scope=row rowspan=3>x</th><td>y</td></tr></table>",
            ),
            ("<p width=+5 height=-5>x</p>", "<p>x</p>"),
        ] {
            assert_eq!(outline(markup), tree, "{markup}");
        }
    }

    #[test]
    fn a_picture_that_may_not_be_shown_is_described() {
        assert_eq!(outline("a <img src=x alt='a cup'> b"), "a a cup b");
        assert_eq!(outline("a<img src=javascript:x>b<img>c"), "abc");
    }

    #[test]
    fn mix_actions_are_understood() {
        for (markup, tree) in [
            (
                "<a href='#' data-mix-action=selectable data-mix-selectable-id=INTENT data-mix-selectable-value=ORDER>x</a>",
                "<a picks INTENT=ORDER>x</a>",
            ),
            (
                "<span data-mix-action=input data-mix-input='a tea'>x</span>",
                "<span says a tea>x</span>",
            ),
            (
                "<b data-mix-action=selectable data-mix-selectable-id=size data-mix-selectable-value=''>x</b>",
                "<b picks size=>x</b>",
            ),
            (
                "<b data-mix-action=selectable data-mix-selectable-id=size>x</b>",
                "<b>x</b>",
            ),
            (
                "<b data-mix-action=selectable data-mix-selectable-value=x>x</b>",
                "<b>x</b>",
            ),
            ("<b data-mix-action=input>x</b>", "<b>x</b>"),
            (
                "<b data-mix-action=other data-mix-input=x>x</b>",
                "<b>x</b>",
            ),
            ("<b data-mix-input=x>x</b>", "<b>x</b>"),
        ] {
            assert_eq!(outline(markup), tree, "{markup}");
        }
    }

    #[test]
    fn a_text_without_markup_is_itself() {
        assert_eq!(outline("1 < 2 & 3 > 2, R&D <3"), "1 < 2 & 3 > 2, R&D <3");
        assert_eq!(outline("Caf&eacute; &lt;b&gt; \\U0001F600"), "Café <b> 😀");
    }

    #[test]
    fn line_breaks_stay_unless_markup_breaks_the_lines() {
        assert_eq!(outline("a\nb\r\nc\rd"), "a<br>b<br>c<br>d");
        assert_eq!(outline("a\n<b>b\n</b>c"), "a<br><b>b<br></b>c");
        assert_eq!(outline("a\n<br>b"), "a\n<br>b");
        assert_eq!(outline("<p>a\nb</p>"), "<p>a\nb</p>");
        assert_eq!(outline("<pre>\na\n</pre>"), "<pre>a\n</pre>");
    }

    #[test]
    fn blanks_between_items_are_nothing() {
        assert_eq!(
            outline("<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>"),
            "<ul><li>a</li><li>b</li></ul>"
        );
    }

    #[test]
    fn what_is_too_long_is_cut_with_a_mark() {
        let text = RichText::parse(&"é".repeat(MAX_LENGTH)).plain_text();
        assert_eq!(text.len(), MAX_LENGTH + "…".len());
        assert!(text.ends_with("é…"));
        let text = RichText::parse(&format!("{}</b>", "x".repeat(MAX_LENGTH - 4))).plain_text();
        assert!(!text.contains('…'));
    }

    #[test]
    fn what_is_too_deep_is_flattened() {
        let markup = format!(
            "{}x{}y",
            "<div>".repeat(MAX_DEPTH + 40),
            "</div>".repeat(MAX_DEPTH + 40)
        );
        let tree = outline(&markup);
        assert_eq!(
            tree,
            format!(
                "{}x{}y",
                "<div>".repeat(MAX_DEPTH),
                "</div>".repeat(MAX_DEPTH)
            )
        );
    }

    #[test]
    fn there_is_an_end_to_elements_but_not_to_text() {
        let tree = outline(&"<b>x</b>".repeat(MAX_ELEMENTS + 100));
        assert_eq!(tree.matches("<b>").count(), MAX_ELEMENTS);
        assert_eq!(tree.matches('x').count(), MAX_ELEMENTS + 100);
        let tree = outline(&"x\n".repeat(MAX_ELEMENTS + 100));
        assert_eq!(tree.matches("<br>").count(), MAX_ELEMENTS);
        assert_eq!(tree.matches('x').count(), MAX_ELEMENTS + 100);
    }
}
