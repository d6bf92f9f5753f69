//! The words of a rich text.

use super::attribute::Attribute;
use super::tag::Tag;
use super::tree::{Element, Node};

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Cell,
    Line,
}

pub(super) fn of(nodes: &[Node]) -> String {
    let mut writer = Writer {
        text: String::new(),
        gap: Gap::None,
        line_breaks: 0,
    };
    writer.nodes(nodes, false);
    writer.text
}

struct Writer {
    text: String,
    gap: Gap,
    /// How many `br` are to come.
    line_breaks: usize,
}

impl Writer {
    fn nodes(&mut self, nodes: &[Node], preformatted: bool) {
        for node in nodes {
            match node {
                Node::Text(text) if preformatted => self.lines(text),
                Node::Text(text) => self.text(text),
                Node::Element(element) => self.element(element, preformatted),
            }
        }
    }

    fn element(&mut self, element: &Element, preformatted: bool) {
        let tag = element.tag();
        match tag {
            Tag::Br => return self.break_line(),
            Tag::Img => return self.picture(element),
            _ => {}
        }
        let around = match tag {
            _ if tag.is_cell() => Gap::Cell,
            _ if tag.is_block() => Gap::Line,
            _ => Gap::None,
        };
        self.apart(around);
        self.nodes(element.children(), preformatted || tag == Tag::Pre);
        self.apart(around);
    }

    fn picture(&mut self, element: &Element) {
        for attribute in element.attributes() {
            if let Attribute::Alt(text) = attribute {
                self.text(text);
            }
        }
    }

    /// Runs of blanks are one blank.
    fn text(&mut self, text: &str) {
        if text.starts_with(is_blank) {
            self.apart(Gap::Blank);
        }
        for word in text.split(is_blank).filter(|word| !word.is_empty()) {
            self.word(word);
            self.apart(Gap::Blank);
        }
        if !text.ends_with(is_blank) && self.gap == Gap::Blank {
            self.gap = Gap::None;
        }
    }

    /// Every blank counts.
    fn lines(&mut self, text: &str) {
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                self.break_line();
            }
            if !line.is_empty() {
                self.word(line);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Blank => self.text.push(' '),
                Gap::Cell => self.text.push('\t'),
                Gap::Line => (0..self.line_breaks.clamp(1, 2)).for_each(|_| self.text.push('\n')),
            }
        }
        self.text.push_str(word);
        self.gap = Gap::None;
        self.line_breaks = 0;
    }

    fn break_line(&mut self) {
        self.apart(Gap::Line);
        self.line_breaks += 1;
    }

    fn apart(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }
}

/// A blank that layout may collapse; a no-break space is none.
const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

#[cfg(test)]
mod tests {
    use super::super::RichText;

    #[test]
    fn words_stay_apart_as_they_look() {
        for (markup, text) in [
            ("", ""),
            ("  one\n two  ", "one\ntwo"),
            ("<b>one</b><i>two</i> three", "onetwo three"),
            ("<b>one </b> <i> two</i>", "one two"),
            (
                "one<br>two<br><br>three<br><br><br><br>four",
                "one\ntwo\n\nthree\n\nfour",
            ),
            ("<p>one</p>\n<p>two</p>three", "one\ntwo\nthree"),
            ("<ul>\n <li>one\n <li>two\n</ul>three", "one\ntwo\nthree"),
            ("<div><div><p>one</p></div></div>two", "one\ntwo"),
            (
                "<table><tr><th>A</th><td>1</td></tr><tr><td>B<td>2</table>",
                "A\t1\nB\t2",
            ),
            ("<dl><dt>one<dd>two</dl>", "one\ntwo"),
            (
                "see <img src='https://example.com/a.png' alt='a cup'>!",
                "see a cup!",
            ),
            ("<pre>a  b\n  c</pre>d", "a  b\n  c\nd"),
            ("a&nbsp;&nbsp;b", "a\u{a0}\u{a0}b"),
            ("one<hr>two", "one\ntwo"),
            ("<a href='https://example.com'>one</a>, two", "one, two"),
            ("<script>no</script>", ""),
        ] {
            assert_eq!(RichText::parse(markup).plain_text(), text, "{markup}");
        }
    }
}
