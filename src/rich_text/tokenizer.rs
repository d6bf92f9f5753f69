//! Cuts markup into text and tags the way browsers do (HTML standard, section "Tokenization").
//!
//! Comments, document types, processing instructions and CDATA sections never come out of it, nor does a tag that is
//! still open at the end. Nothing is copied, and every character is looked at a fixed number of times.

/// The markup that is left to read.
#[derive(Debug, Clone)]
pub(super) struct Tokenizer<'a> {
    rest: &'a str,
}

/// A piece of markup.
#[derive(Debug, Clone)]
pub(super) enum Token<'a> {
    /// Text, its character references not yet resolved.
    Text(&'a str),
    /// `<name attributes>`
    StartTag {
        /// In the letter case it was written in.
        name: &'a str,
        /// What stands behind the name.
        attributes: AttributeReader<'a>,
        /// Ends in `/>`.
        self_closing: bool,
    },
    /// `</name>`
    EndTag {
        /// In the letter case it was written in.
        name: &'a str,
    },
}

impl<'a> Tokenizer<'a> {
    pub(super) const fn new(markup: &'a str) -> Self {
        Self { rest: markup }
    }

    /// Leaves out everything before `</name`, which only a blank, `/` or `>` may follow; all of it if there is none.
    pub(super) fn skip_raw_text(&mut self, name: &str) {
        while let Some((_, after)) = self.rest.split_once("</") {
            let (found, behind) = cut_at(after, ends_tag_name);
            if found.eq_ignore_ascii_case(name) && !behind.is_empty() {
                self.read_tag(behind);
                return;
            }
            self.rest = after;
        }
        self.rest = "";
    }

    /// Reads a tag behind its name: its attributes, and whether it ends in `/>`. `None` if it does not end at all.
    fn read_tag(&mut self, behind_name: &'a str) -> Option<(AttributeReader<'a>, bool)> {
        let attributes = AttributeReader {
            rest: behind_name,
            self_closing: false,
        };
        let mut reader = attributes.clone();
        while reader.next().is_some() {}
        let after = reader.rest.strip_prefix('>');
        self.rest = after.unwrap_or_default();
        after.map(|_| (attributes, reader.self_closing))
    }

    /// Reads what begins with `<`. `None` if nothing comes out of it.
    fn read_markup(&mut self, inside: &'a str) -> Option<Token<'a>> {
        if let Some(declaration) = inside.strip_prefix('!') {
            self.rest = match declaration.strip_prefix("--") {
                Some(comment) => behind_comment(comment),
                None => behind(declaration, ">"),
            };
            return None;
        }
        if inside.starts_with('?') {
            self.rest = behind(inside, ">");
            return None;
        }
        let (end, named) = match inside.strip_prefix('/') {
            Some(named) => (true, named),
            None => (false, inside),
        };
        if !named.starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.rest = behind(named, ">");
            return None;
        }
        let (name, behind_name) = cut_at(named, ends_tag_name);
        let (attributes, self_closing) = self.read_tag(behind_name)?;
        Some(if end {
            Token::EndTag { name }
        } else {
            Token::StartTag {
                name,
                attributes,
                self_closing,
            }
        })
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let rest = self.rest;
            let found = rest.match_indices('<').find_map(|(index, _)| {
                let (text, markup) = rest.split_at_checked(index)?;
                let inside = markup
                    .strip_prefix('<')
                    .filter(|inside| begins_markup(inside))?;
                Some((text, markup, inside))
            });
            let Some((text, markup, inside)) = found else {
                self.rest = "";
                return Some(Token::Text(rest));
            };
            if !text.is_empty() {
                self.rest = markup;
                return Some(Token::Text(text));
            }
            if let Some(token) = self.read_markup(inside) {
                return Some(token);
            }
        }
        None
    }
}

/// Reads the attributes of one tag: names in the letter case they were written in, values with their references
/// unresolved.
#[derive(Debug, Clone)]
pub(super) struct AttributeReader<'a> {
    rest: &'a str,
    self_closing: bool,
}

impl AttributeReader<'_> {
    /// The attributes of a tag that has none.
    pub(super) const fn empty() -> Self {
        Self {
            rest: "",
            self_closing: false,
        }
    }
}

impl<'a> Iterator for AttributeReader<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self
            .rest
            .trim_start_matches(|character| is_blank(character) || character == '/');
        if start.is_empty() || start.starts_with('>') {
            let skipped = self.rest.len() - start.len();
            self.self_closing = self
                .rest
                .get(..skipped)
                .is_some_and(|skipped| skipped.ends_with('/'));
            self.rest = start;
            return None;
        }
        // An equals sign in front belongs to the name.
        let first_equals = usize::from(start.starts_with('='));
        let length = start
            .char_indices()
            .find(|&(index, character)| {
                index >= first_equals && (ends_tag_name(character) || character == '=')
            })
            .map_or(start.len(), |(index, _)| index);
        let (name, rest) = start.split_at_checked(length)?;
        let Some(value) = rest.trim_start_matches(is_blank).strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(is_blank);
        let (value, rest) = match value.strip_prefix(['"', '\'']) {
            Some(quoted) => {
                let quote = if value.starts_with('"') { '"' } else { '\'' };
                quoted.split_once(quote).unwrap_or((quoted, ""))
            }
            None => cut_at(value, |character| is_blank(character) || character == '>'),
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// Whether a `<` in front of this begins markup; otherwise it is a less-than sign.
fn begins_markup(inside: &str) -> bool {
    match inside.strip_prefix('/') {
        Some(named) => !named.is_empty(),
        None => inside
            .starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '!' | '?')),
    }
}

/// A comment may also end in `--!>`, and in front of its text in `>` or `->`.
fn behind_comment(comment: &str) -> &str {
    if let Some(rest) = comment
        .strip_prefix('>')
        .or_else(|| comment.strip_prefix("->"))
    {
        return rest;
    }
    let mut rest = comment;
    while let Some((_, after)) = rest.split_once("--") {
        let after = after.trim_start_matches('-');
        if let Some(behind) = after.strip_prefix('>').or_else(|| after.strip_prefix("!>")) {
            return behind;
        }
        rest = after;
    }
    ""
}

fn behind<'a>(rest: &'a str, end: &str) -> &'a str {
    rest.split_once(end).map_or("", |(_, behind)| behind)
}

fn cut_at(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(ends)
        .and_then(|end| text.split_at_checked(end))
        .unwrap_or((text, ""))
}

const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

const fn ends_tag_name(character: char) -> bool {
    is_blank(character) || matches!(character, '/' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One word a token: `text`, `+start[name=value]`, with `/` if self-closing, `-end`.
    fn read(markup: &str) -> Vec<String> {
        let tokens = Tokenizer::new(markup);
        tokens
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::StartTag {
                    name,
                    attributes,
                    self_closing,
                } => {
                    let attributes: String = attributes
                        .map(|(name, value)| format!("[{name}={value}]"))
                        .collect();
                    format!("+{name}{attributes}{}", if self_closing { "/" } else { "" })
                }
                Token::EndTag { name } => format!("-{name}"),
            })
            .collect()
    }

    #[test]
    fn markup_is_cut_into_text_and_tags() {
        assert_eq!(
            read("a<B>b</B >c<br/>d"),
            ["a", "+B", "b", "-B", "c", "+br/", "d"]
        );
        assert_eq!(read("<a\n\tb\r/c>x"), ["+a[b=][c=]", "x"]);
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        for (markup, read_as) in [
            ("<a b=c>", "+a[b=c]"),
            ("<a b = c>", "+a[b=c]"),
            ("<a b='c d'e=\"f'g\">", "+a[b=c d][e=f'g]"),
            ("<a b=c/>", "+a[b=c/]"),
            ("<a b='c'/>", "+a[b=c]/"),
            ("<a b/c>", "+a[b=][c=]"),
            ("<a/b=c / >", "+a[b=c]"),
            ("<a b=>", "+a[b=]"),
            ("<a =b=c>", "+a[=b=c]"),
            ("<a b==c>", "+a[b==c]"),
            ("<a b='>'>", "+a[b=>]"),
            ("<a \"b='c'>", "+a[\"b=c]"),
            ("<a b=\"\" b=\"x\">", "+a[b=][b=x]"),
            ("<a<b>", "+a<b"),
        ] {
            assert_eq!(read(markup), [read_as], "{markup}");
        }
    }

    #[test]
    fn a_less_than_sign_may_be_text() {
        for text in ["a < b", "I <3 you", "<", "</", "<<<", "1<2", "<>", "< b>"] {
            assert_eq!(read(text).concat(), text);
        }
    }

    #[test]
    fn declarations_and_comments_leave_nothing() {
        for markup in [
            "<!-- b -->",
            "<!---->",
            "<!-->",
            "<!--->",
            "<!--a--!>",
            "<!--a--->",
            "<!-- <i> -- > -->",
            "<!-- a>-->",
            "<!doctype html>",
            "<?xml version='1.0'?>",
            "<![CDATA[b]]>",
            "</3>",
            "</>",
            "<!>",
            "<!--[if mso]>b<![endif]-->",
        ] {
            assert_eq!(read(&format!("x{markup}y")), ["x", "y"], "{markup}");
        }
    }

    #[test]
    fn what_is_still_open_at_the_end_is_left_out() {
        for markup in [
            "<b",
            "<b ",
            "<b c",
            "<b c=",
            "<b c='d>",
            "<!-- b",
            "<!-- b --",
            "<!b",
            "<?b",
            "</b",
            "</b c='>",
        ] {
            assert_eq!(read(&format!("x{markup}")), ["x"], "{markup}");
        }
    }

    #[test]
    fn raw_text_ends_at_its_own_end_tag() {
        for markup in [
            "</script>y",
            "a</SCRIPT >y",
            "<b></scripts></ script></b></script/>y",
            "'</style>'</script x='>'>y",
            "</scr</script>y",
        ] {
            let mut tokens = Tokenizer::new(markup);
            tokens.skip_raw_text("script");
            assert_eq!(tokens.rest, "y", "{markup}");
        }
        for markup in ["", "x", "</script", "</scriptx>", "</script x"] {
            let mut tokens = Tokenizer::new(markup);
            tokens.skip_raw_text("script");
            assert_eq!(tokens.rest, "", "{markup}");
        }
    }
}
