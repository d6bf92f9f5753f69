//! Shows a difference: both sides under each other, the words that differ marked.

use similar::{ChangeTag, TextDiff};

use super::mismatch::Difference;
use crate::terminal::{Paint, Painted};

/// Longest line of a side.
const COLUMNS: usize = 90;
/// Labels of the sides, both of one width.
const EXPECTED: &str = "expected  ";
const GOT: &str = "got       ";

/// A word of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word<'a> {
    text: &'a str,
    /// Whether the other side does not have it.
    differs: bool,
}

/// The lines that show a difference. Where there are no colours, words that differ are underlined with carets.
pub(super) fn difference_lines(difference: &Difference, paint: Paint) -> Vec<String> {
    let (what, sides) = match difference {
        Difference::Texts {
            what,
            expected,
            got,
        } => {
            let (expected, got) = words(expected, got);
            let expected = side(EXPECTED, &expected, paint, Paint::good);
            let got = side(GOT, &got, paint, Paint::bad);
            (what.clone(), [expected, got].concat())
        }
        Difference::Lists {
            what,
            expected,
            got,
        } => (
            format!("{what} (- expected, + got)"),
            items(expected, got, paint),
        ),
        Difference::Told {
            what,
            problem,
            shown,
        } => {
            let shown = shown.iter().flat_map(|shown| {
                let words: Vec<_> = shown.split_whitespace().map(Word::alike).collect();
                side(GOT, &words, paint, Paint::bad)
            });
            let told = std::iter::once(problem.clone()).chain(shown);
            (what.clone(), told.collect())
        }
    };
    let sides = sides.iter().map(|line| format!("  {line}"));
    std::iter::once(what).chain(sides).collect()
}

impl<'a> Word<'a> {
    fn alike(text: &'a str) -> Word<'a> {
        Word {
            text,
            differs: false,
        }
    }

    fn columns(self) -> usize {
        self.text.chars().count()
    }
}

/// The words of both sides. The expected text is meant to be a piece of what was got, so that more words before and
/// after the piece do not differ: of those, only as many as the piece lacks there.
fn words<'a>(expected: &'a str, got: &'a str) -> (Vec<Word<'a>>, Vec<Word<'a>>) {
    let expected: Vec<&str> = expected.split_whitespace().collect();
    let got: Vec<&str> = got.split_whitespace().collect();
    let diff = TextDiff::from_slices(&expected, &got);
    let tags: Vec<ChangeTag> = diff.iter_all_changes().map(|change| change.tag()).collect();
    let is_common = |tag: &ChangeTag| *tag == ChangeTag::Equal;
    let before = tags.iter().take_while(|tag| !is_common(tag));
    let after = tags.iter().rev().take_while(|tag| !is_common(tag));
    let (before, after) = (Surroundings::of(before), Surroundings::of(after));
    let differs_in_got = |index: usize| {
        let from_end = got.len() - index - 1;
        let surrounds_before = index < before.more && before.more - index > before.lacking;
        let surrounds_after = from_end < after.more && after.more - from_end > after.lacking;
        before.is_all(&tags) || !(surrounds_before || surrounds_after)
    };
    let word = |text: &'a str, differs| Word { text, differs };
    let mut of_expected = Vec::new();
    let mut of_got = Vec::new();
    for change in diff.iter_all_changes() {
        match (change.tag(), change.old_index(), change.new_index()) {
            (ChangeTag::Delete, Some(old), _) => {
                of_expected.extend(expected.get(old).map(|text| word(text, true)));
            }
            (ChangeTag::Insert, _, Some(new)) => {
                of_got.extend(got.get(new).map(|text| word(text, differs_in_got(new))));
            }
            (_, Some(old), Some(new)) => {
                of_expected.extend(expected.get(old).map(|text| word(text, false)));
                of_got.extend(got.get(new).map(|text| word(text, false)));
            }
            _ => {}
        }
    }
    (of_expected, of_got)
}

/// What stands before or after everything that both sides have.
struct Surroundings {
    /// Words that only the expected side has there.
    lacking: usize,
    /// Words that only the other side has there.
    more: usize,
}

impl Surroundings {
    fn of<'t>(tags: impl Iterator<Item = &'t ChangeTag> + Clone) -> Surroundings {
        let count = |tag| tags.clone().filter(|other| **other == tag).count();
        Surroundings {
            lacking: count(ChangeTag::Delete),
            more: count(ChangeTag::Insert),
        }
    }

    /// Whether the sides have nothing in common.
    fn is_all(&self, tags: &[ChangeTag]) -> bool {
        self.lacking + self.more == tags.len()
    }
}

/// One side in lines, wrapped between words.
fn side<'w>(
    label: &str,
    words: &'w [Word<'w>],
    paint: Paint,
    mark: fn(Paint, &'w str) -> Painted<&'w str>,
) -> Vec<String> {
    let blank = " ".repeat(label.len());
    let labels = std::iter::once(label).chain(std::iter::repeat(blank.as_str()));
    let lines = labels.zip(wrapped(words)).flat_map(|(label, line)| {
        let texts = line.iter().map(|word| match word.differs {
            true => mark(paint, word.text).to_string(),
            false => word.text.to_owned(),
        });
        let text = texts.collect::<Vec<_>>().join(" ");
        let carets = line.iter().map(|word| match word.differs {
            true => "^".repeat(word.columns()),
            false => " ".repeat(word.columns()),
        });
        let carets = carets.collect::<Vec<_>>().join(" ");
        let shown = carets.contains('^') && paint == Paint::Plain;
        let carets = shown.then(|| format!("{blank}{}", carets.trim_end()));
        std::iter::once(format!("{label}{text}")).chain(carets)
    });
    lines.collect()
}

fn wrapped<'a>(words: &[Word<'a>]) -> Vec<Vec<Word<'a>>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut columns = 0;
    for word in words {
        if !line.is_empty() && columns + word.columns() > COLUMNS {
            lines.push(std::mem::take(&mut line));
            columns = 0;
        }
        line.push(*word);
        columns += word.columns() + 1;
    }
    lines.push(line);
    lines
}

fn items(expected: &[String], got: &[String], paint: Paint) -> Vec<String> {
    let old: Vec<&str> = expected.iter().map(String::as_str).collect();
    let new: Vec<&str> = got.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let lines = diff.iter_all_changes().map(|change| match change.tag() {
        ChangeTag::Equal => format!("  {}", change.value()),
        ChangeTag::Delete => paint.good(format_args!("- {}", change.value())).to_string(),
        ChangeTag::Insert => paint.bad(format_args!("+ {}", change.value())).to_string(),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(expected: &str, got: &str, paint: Paint) -> Vec<String> {
        let difference = Difference::Texts {
            what: "texts".to_owned(),
            expected: expected.to_owned(),
            got: got.to_owned(),
        };
        difference_lines(&difference, paint)
    }

    #[test]
    fn the_words_that_differ_are_underlined() {
        assert_eq!(
            texts(
                "That is 2.50 today.",
                "Hello! That is 2.75 today. Bye.",
                Paint::Plain
            ),
            [
                "texts",
                "  expected  That is 2.50 today.",
                "                    ^^^^",
                "  got       Hello! That is 2.75 today. Bye.",
                "                           ^^^^",
            ]
        );
    }

    #[test]
    fn where_there_are_colours_they_mark_the_words() {
        assert_eq!(
            texts("a b", "a c", Paint::Coloured),
            [
                "texts",
                "  expected  a \u{1b}[32mb\u{1b}[0m",
                "  got       a \u{1b}[31mc\u{1b}[0m",
            ]
        );
    }

    #[test]
    fn texts_with_nothing_in_common_differ_as_a_whole() {
        assert_eq!(
            texts("qa", "end", Paint::Plain),
            [
                "texts",
                "  expected  qa",
                "            ^^",
                "  got       end",
                "            ^^^"
            ]
        );
    }

    #[test]
    fn long_sides_are_wrapped_with_their_marks_below_them() {
        let long = "word ".repeat(20);
        let lines = texts(&format!("{long}one"), &format!("{long}two"), Paint::Plain);
        assert!(
            lines.iter().all(|line| line.len() <= 12 + COLUMNS),
            "{lines:?}"
        );
        assert_eq!(lines.iter().filter(|line| line.contains("^^^")).count(), 2);
    }

    #[test]
    fn lists_show_item_by_item_what_is_missing_and_what_is_new() {
        let difference = Difference::Lists {
            what: "selectables".to_owned(),
            expected: vec!["tea".to_owned(), "cake".to_owned()],
            got: vec!["tea".to_owned(), "pie".to_owned()],
        };
        assert_eq!(
            difference_lines(&difference, Paint::Plain),
            [
                "selectables (- expected, + got)",
                "    tea",
                "  - cake",
                "  + pie"
            ]
        );
    }
}
