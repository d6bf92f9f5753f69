//! German number words are written in one: `zweihundertfünfunddreißig`, `dreiundzwanzigster`, `zweieinhalb`.

/// What a German word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::understanding::builtins) enum Compound {
    /// `einundzwanzig`.
    Cardinal(u32),
    /// `zweieinhalb`: a half more than the number.
    AndHalf(u32),
    /// `einundzwanzigste`.
    Ordinal(u32),
}

/// The number that all of a normalised word is.
pub(super) fn read(word: &str) -> Option<Compound> {
    // The longest number below a million has fewer letters.
    if word.len() > 70 {
        return None;
    }
    if let Some(value) = below_million(word) {
        return Some(Compound::Cardinal(value));
    }
    if let Some(value) = word.strip_suffix("einhalb").and_then(below_hundred) {
        return Some(Compound::AndHalf(value));
    }
    ordinal(word).map(Compound::Ordinal)
}

fn ordinal(word: &str) -> Option<u32> {
    let mut endings = ["en", "er", "es", "em", "e"].iter();
    let stem = endings.find_map(|ending| word.strip_suffix(ending))?;
    match stem {
        "erst" => return Some(1),
        "dritt" => return Some(3),
        "siebt" => return Some(7),
        "acht" => return Some(8),
        _ => {}
    }
    let regular = |ending: &str, of_small: bool| {
        let value = below_million(stem.strip_suffix(ending)?)?;
        let is_small = (1..20).contains(&(value % 100));
        (is_small == of_small).then_some(value)
    };
    regular("st", false).or_else(|| regular("t", true))
}

fn below_million(word: &str) -> Option<u32> {
    match word.split_once("tausend") {
        Some((before, after)) => {
            let thousands = one_if_empty(before, below_thousand)?;
            Some(thousands * 1_000 + zero_if_empty(after, below_thousand)?)
        }
        None => below_thousand(word),
    }
}

fn below_thousand(word: &str) -> Option<u32> {
    match word.split_once("hundert") {
        Some((before, after)) => {
            let hundreds = one_if_empty(before, below_twenty)?;
            Some(hundreds * 100 + zero_if_empty(after, below_hundred)?)
        }
        None => below_hundred(word),
    }
}

fn below_hundred(word: &str) -> Option<u32> {
    if let Some(value) = below_twenty(word) {
        return Some(value);
    }
    let mut tens = TENS.iter();
    let (before, value) = tens.find_map(|(name, value)| Some((word.strip_suffix(name)?, value)))?;
    match before.strip_suffix("und") {
        Some(unit) => Some(value + below_twenty(unit).filter(|unit| (1..10).contains(unit))?),
        None => before.is_empty().then_some(*value),
    }
}

fn below_twenty(word: &str) -> Option<u32> {
    let mut names = BELOW_TWENTY.iter();
    names
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

fn one_if_empty(word: &str, read: impl Fn(&str) -> Option<u32>) -> Option<u32> {
    if word.is_empty() { Some(1) } else { read(word) }
}

fn zero_if_empty(word: &str, read: impl Fn(&str) -> Option<u32>) -> Option<u32> {
    let word = word.strip_prefix("und").unwrap_or(word);
    if word.is_empty() { Some(0) } else { read(word) }
}

/// As words are normalised: without umlauts, or with `e` in their place where somebody wrote them so.
const BELOW_TWENTY: [(&str, u32); 25] = [
    ("null", 0),
    ("eins", 1),
    ("ein", 1),
    ("zwei", 2),
    ("zwo", 2),
    ("drei", 3),
    ("vier", 4),
    ("funf", 5),
    ("fuenf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwolf", 12),
    ("zwoelf", 12),
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("funfzehn", 15),
    ("fuenfzehn", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
];

const TENS: [(&str, u32); 9] = [
    ("zwanzig", 20),
    ("dreissig", 30),
    ("vierzig", 40),
    ("funfzig", 50),
    ("fuenfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_taken_apart() {
        for (word, number) in [
            ("null", 0),
            ("eins", 1),
            ("zwolf", 12),
            ("fuenf", 5),
            ("einundzwanzig", 21),
            ("neunundneunzig", 99),
            ("hundert", 100),
            ("hunderteins", 101),
            ("zweihundertfunfunddreissig", 235),
            ("elfhundert", 1_100),
            ("tausend", 1_000),
            ("zweitausendsechsundzwanzig", 2_026),
            ("dreihunderttausend", 300_000),
            (
                "neunhundertneunundneunzigtausendneunhundertneunundneunzig",
                999_999,
            ),
        ] {
            assert_eq!(read(word), Some(Compound::Cardinal(number)), "{word}");
        }
    }

    #[test]
    fn ordinals_and_halves_are_taken_apart() {
        for (word, found) in [
            ("erste", Compound::Ordinal(1)),
            ("zweiter", Compound::Ordinal(2)),
            ("dritten", Compound::Ordinal(3)),
            ("siebten", Compound::Ordinal(7)),
            ("achter", Compound::Ordinal(8)),
            ("neunzehnten", Compound::Ordinal(19)),
            ("zwanzigste", Compound::Ordinal(20)),
            ("einundzwanzigster", Compound::Ordinal(21)),
            ("hundertste", Compound::Ordinal(100)),
            ("zweieinhalb", Compound::AndHalf(2)),
            ("dreiundzwanzigeinhalb", Compound::AndHalf(23)),
        ] {
            assert_eq!(read(word), Some(found), "{word}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for word in [
            "",
            "und",
            "einhalb",
            "undzwanzig",
            "zwanzigund",
            "dreizig",
            "erst",
            "bester",
            "tausende",
            "einfach",
            "hunderthundert",
            "warten",
            "eine",
            "achtung",
        ] {
            assert_eq!(read(word), None, "{word}");
        }
        assert_eq!(read(&"hundert".repeat(1_000)), None);
    }
}
