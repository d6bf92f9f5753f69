//! Rich text as plain text: emphasis and links stay readable, lists and tables keep their shape.

use html2text::config;
use html2text::render::TextDecorator;

use super::emoji_escape;

/// The rich text of a prompt for readers without markup, in lines of at most `columns`. Links show where they lead,
/// strong text stands between asterisks. Control characters are left out: what a backend replied must not steer the
/// terminal.
pub fn plain_text(rich: &str, columns: usize) -> String {
    let resolved = emoji_escape::resolve(rich);
    let rendered = config::with_decorator(Readable::default())
        .allow_width_overflow()
        .string_from_read(resolved.as_bytes(), columns);
    let text = rendered.unwrap_or_else(|_| resolved.into_owned());
    let shown = text.chars().filter(|c| *c == '\n' || !c.is_control());
    let shown: String = shown.collect();
    let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Keeps of the markup what a reader needs.
#[derive(Debug, Clone, Default)]
struct Readable {
    /// Where the links that are open lead.
    links: Vec<String>,
}

impl Readable {
    fn with(mark: &str) -> (String, ()) {
        (mark.to_owned(), ())
    }
}

impl TextDecorator for Readable {
    type Annotation = ();

    fn decorate_link_start(&mut self, url: &str) -> (String, ()) {
        self.links.push(url.to_owned());
        Readable::with("")
    }

    fn decorate_link_end(&mut self) -> String {
        match self.links.pop() {
            Some(url) if !url.is_empty() && url != "#" => format!(" <{url}>"),
            _ => String::new(),
        }
    }

    fn decorate_em_start(&self) -> (String, ()) {
        Readable::with("_")
    }

    fn decorate_em_end(&self) -> String {
        "_".to_owned()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        Readable::with("*")
    }

    fn decorate_strong_end(&self) -> String {
        "*".to_owned()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        Readable::with("~")
    }

    fn decorate_strikeout_end(&self) -> String {
        "~".to_owned()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        Readable::with("`")
    }

    fn decorate_code_end(&self) -> String {
        "`".to_owned()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, source: &str, title: &str) -> (String, ()) {
        let name = if title.is_empty() { source } else { title };
        Readable::with(&format!("[image: {name}]"))
    }

    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }

    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }

    fn make_subblock_decorator(&self) -> Readable {
        Readable::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(rich: &str) -> String {
        plain_text(rich, 80)
    }

    #[test]
    fn emphasis_and_links_stay_readable() {
        assert_eq!(
            shown(r#"Go to <b>our</b> <a href="https://shop.example/">shop</a> <i>now</i>"#),
            "Go to *our* shop <https://shop.example/> _now_"
        );
    }

    #[test]
    fn lists_and_paragraphs_keep_their_lines() {
        assert_eq!(
            shown("<p>We have</p><ul><li>Tea</li><li>Cake</li></ul>One<br>two"),
            "We have\n- Tea\n- Cake\n\nOne\ntwo"
        );
        assert_eq!(
            shown("<ol><li>First</li><li>Second</li></ol>"),
            "1. First\n2. Second"
        );
    }

    #[test]
    fn entities_and_emoji_escapes_are_resolved() {
        assert_eq!(
            shown(r"Fish &amp; chips \U0001F41F &lt;fresh&gt;"),
            "Fish & chips 🐟 <fresh>"
        );
    }

    #[test]
    fn what_would_steer_the_terminal_is_left_out() {
        assert_eq!(shown("a\u{1b}[2Jb &#27;[31mc"), "a[2Jb [31mc");
    }

    #[test]
    fn long_texts_are_wrapped_between_words() {
        assert_eq!(plain_text("one two three four", 9), "one two\nthree\nfour");
    }
}
