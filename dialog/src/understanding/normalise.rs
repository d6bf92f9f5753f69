//! Makes texts comparable (nlu.md section 4, "Normalize"): samples, literals and what visitors write go the same way.
//!
//! A text becomes tokens: words in lower case and NFC, every other sign by itself. Samples are exported with blanks
//! around punctuation and inside contractions, so blanks do not count, and neither does punctuation that only
//! structures a sentence. Accents on Latin letters do not count either: visitors leave them out as often as not. Each
//! token keeps its place in the original text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::query::MAX_CONSIDERED;

/// A text cut into tokens.
#[derive(Debug, Clone)]
pub(super) struct Utterance<'a> {
    /// The text without blanks at its ends, cut to [`MAX_CONSIDERED`].
    pub(super) text: &'a str,
    /// Unicode scalar values before `text` in the text that was given.
    skipped: usize,
    tokens: Vec<Token>,
}

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Normalised.
    pub(super) text: String,
    /// Place in the utterance's text, in Unicode scalar values.
    characters: std::ops::Range<usize>,
    /// Place in the utterance's text, in bytes.
    bytes: std::ops::Range<usize>,
}

/// A run of tokens, by their numbers: `first..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) end: usize,
}

impl Span {
    /// Whether both have a token in common.
    pub(super) fn overlaps(self, other: Span) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// What a character does in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// Joins or colours its neighbours without meaning of its own, such as an emoji's variation selector.
    Ignorable,
    Word,
    /// Structures a sentence; a token only between two words without blanks, as in `1.5` or `3:30`.
    Sentence,
    /// As [`Kind::Sentence`], but a token only before a number and not behind a letter: `2026-05-04` and `-5` against
    /// `check-in` and `covid-19`.
    Hyphen,
    Sign,
}

impl Kind {
    fn of(character: char) -> Kind {
        match character {
            '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Kind::Ignorable,
            _ if character.is_whitespace() || character.is_control() => Kind::Blank,
            _ if character.is_alphanumeric() || is_combining_mark(character) => Kind::Word,
            '.' | ',' | ':' | '?' | '!' | ';' | '…' | '¿' | '¡' | '"' | '“' | '”' | '„' | '«'
            | '»' | '(' | ')' => Kind::Sentence,
            '-' | '\u{2010}'..='\u{2015}' => Kind::Hyphen,
            _ => Kind::Sign,
        }
    }
}

impl<'a> Utterance<'a> {
    /// Cuts a text into tokens.
    pub(super) fn read(text: &'a str) -> Utterance<'a> {
        let started = text.trim_start();
        let skipped = text.chars().count() - started.chars().count();
        let limit = started
            .char_indices()
            .nth(MAX_CONSIDERED)
            .map_or(started.len(), |(at, _)| at);
        let text = started.get(..limit).unwrap_or_default().trim_end();
        Utterance {
            text,
            skipped,
            tokens: tokens(text),
        }
    }

    /// The normalised words and signs.
    pub(super) fn words(&self) -> Vec<&str> {
        self.tokens
            .iter()
            .map(|token| token.text.as_str())
            .collect()
    }

    /// All of it.
    pub(super) fn whole(&self) -> Span {
        Span {
            first: 0,
            end: self.tokens.len(),
        }
    }

    /// The original text of a span.
    pub(super) fn literal(&self, span: Span) -> &'a str {
        let tokens = self.tokens.get(span.first..span.end).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return "";
        };
        self.text
            .get(first.bytes.start..last.bytes.end)
            .unwrap_or_default()
    }

    /// Where a span stands in the text that was given, in Unicode scalar values.
    pub(super) fn offsets(&self, span: Span) -> (usize, usize) {
        let tokens = self.tokens.get(span.first..span.end).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return (self.skipped, self.skipped);
        };
        (
            self.skipped + first.characters.start,
            self.skipped + last.characters.end,
        )
    }

    /// The span of whole tokens that a range of bytes covers; `None` when it cuts a token or holds none.
    pub(super) fn span_of(&self, bytes: std::ops::Range<usize>) -> Option<Span> {
        let first = self
            .tokens
            .partition_point(|token| token.bytes.end <= bytes.start);
        let end = self
            .tokens
            .partition_point(|token| token.bytes.start < bytes.end);
        let covered = self.tokens.get(first..end)?;
        let starts = covered.first()?.bytes.start >= bytes.start;
        let ends = covered.last()?.bytes.end <= bytes.end;
        (starts && ends).then_some(Span { first, end })
    }
}

/// The normalised words of a text, for samples and literals.
pub(super) fn normalised(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.text).collect()
}

fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<(usize, char, Kind)> = text
        .char_indices()
        .map(|(at, character)| (at, character, Kind::of(character)))
        .filter(|(_, _, kind)| *kind != Kind::Ignorable)
        .collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut in_word = false;
    let mut before = None;
    let mut count = Counter::default();
    for (number, &(at, character, kind)) in characters.iter().enumerate() {
        let after = characters
            .get(number + 1)
            .map(|&(_, character, _)| character);
        let place = count.up_to(text, at);
        let continues = in_word && kind == Kind::Word;
        in_word = kind == Kind::Word;
        let counts = match kind {
            Kind::Blank | Kind::Ignorable => false,
            Kind::Word | Kind::Sign => true,
            Kind::Sentence => both(before, after, char::is_alphanumeric),
            Kind::Hyphen => {
                after.is_some_and(|character| {
                    character.is_ascii_digit() || "$€£¥".contains(character)
                }) && before.is_none_or(|character| {
                    character.is_ascii_digit() || Kind::of(character) == Kind::Blank
                })
            }
        };
        before = Some(character);
        let end = at + character.len_utf8();
        match tokens.last_mut() {
            Some(word) if continues => {
                word.text.push(character);
                word.characters.end = place + 1;
                word.bytes.end = end;
            }
            _ if counts => tokens.push(Token {
                text: character.to_string(),
                characters: place..place + 1,
                bytes: at..end,
            }),
            _ => {}
        }
    }
    for token in &mut tokens {
        token.text = normalised_word(&token.text);
    }
    tokens
}

/// Counts Unicode scalar values while bytes go up.
#[derive(Default)]
struct Counter {
    characters: usize,
    bytes: usize,
}

impl Counter {
    fn up_to(&mut self, text: &str, bytes: usize) -> usize {
        self.characters += text
            .get(self.bytes..bytes)
            .map_or(0, |part| part.chars().count());
        self.bytes = bytes;
        self.characters
    }
}

fn both(before: Option<char>, after: Option<char>, condition: impl Fn(char) -> bool) -> bool {
    before.is_some_and(&condition) && after.is_some_and(&condition)
}

fn normalised_word(word: &str) -> String {
    match word {
        "’" | "‘" | "ʼ" | "´" | "`" | "′" => "'".to_owned(),
        _ if word.is_ascii() => word.to_ascii_lowercase(),
        _ => without_accents(
            &word
                .chars()
                .flat_map(char::to_lowercase)
                .collect::<String>(),
        ),
    }
}

/// The word with plain Latin letters. Marks on other scripts' letters stay: they are letters of their own there.
fn without_accents(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut on_latin = false;
    for character in word.nfd() {
        if is_combining_mark(character) {
            if !on_latin {
                plain.push(character);
            }
            continue;
        }
        on_latin = character.is_ascii_alphabetic();
        match character {
            'ß' => plain.push_str("ss"),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            _ => plain.push(character),
        }
    }
    plain.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_blanks_case_and_punctuation_only_are_equal() {
        for (one, other) in [
            ("Nothing else , thanks", "nothing else, thanks!"),
            ("I'd like to", "i ’ d   LIKE to..."),
            ("What is my flight status ?", "what is my flight status"),
            ("$ NAME", "$name"),
            ("Zu\u{308}rich", "Zürich"),
            ("check-in", "check in"),
            ("❤\u{FE0F}", "❤"),
            ("St. Louis", "St Louis"),
            ("Où est l’hôtel ?", "ou est l'hotel"),
            ("¿Mañana, señor?", "manana senor"),
            ("Straße", "STRASSE"),
            ("Cœur", "coeur"),
        ] {
            assert_eq!(normalised(one), normalised(other), "{one} | {other}");
        }
    }

    #[test]
    fn signs_inside_numbers_stay() {
        for (text, words) in [
            ("$1,340.50", vec!["$", "1", ",", "340", ".", "50"]),
            ("2026-05-04", vec!["2026", "-", "05", "-", "04"]),
            ("it is -5", vec!["it", "is", "-", "5"]),
            ("covid-19", vec!["covid", "19"]),
            ("3:30 p.m.", vec!["3", ":", "30", "p", ".", "m"]),
            ("5/4", vec!["5", "/", "4"]),
            ("rock & roll", vec!["rock", "&", "roll"]),
            ("🍕 please", vec!["🍕", "please"]),
        ] {
            assert_eq!(normalised(text), words, "{text}");
        }
    }

    #[test]
    fn marks_on_letters_that_are_not_latin_stay() {
        for (one, other) in [("йод", "иод"), ("が", "か"), ("हि", "ह"), ("각", "가")]
        {
            assert_ne!(normalised(one), normalised(other), "{one} | {other}");
            assert_eq!(normalised(one), [one]);
        }
    }

    #[test]
    fn offsets_count_unicode_scalar_values_of_the_text_as_given() {
        let utterance = Utterance::read("  Ça va, Zu\u{308}rich ❤\u{FE0F}?");
        assert_eq!(utterance.words(), ["ca", "va", "zurich", "❤"]);
        let span = Span { first: 2, end: 3 };
        assert_eq!(utterance.literal(span), "Zu\u{308}rich");
        assert_eq!(utterance.offsets(span), (9, 16));
        assert_eq!(utterance.offsets(Span { first: 3, end: 4 }), (17, 18));
        assert_eq!(utterance.offsets(utterance.whole()), (2, 18));
    }

    #[test]
    fn a_range_of_bytes_is_a_span_only_when_it_covers_whole_tokens() {
        let utterance = Utterance::read("pin 1234 ok");
        assert_eq!(utterance.span_of(4..8), Some(Span { first: 1, end: 2 }));
        assert_eq!(utterance.span_of(5..8), None);
        assert_eq!(utterance.span_of(3..4), None);
    }

    #[test]
    fn a_long_text_is_cut() {
        let text = format!("{}{}", " ".repeat(1_000_000), "é ".repeat(1_000_000));
        let utterance = Utterance::read(&text);
        assert_eq!(utterance.words().len(), MAX_CONSIDERED / 2);
        assert_eq!(
            utterance.offsets(utterance.whole()),
            (1_000_000, 1_000_000 + MAX_CONSIDERED - 1)
        );
    }
}
