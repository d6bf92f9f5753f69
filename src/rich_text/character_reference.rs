//! Character references such as `&amp;`, `&#9749;`, `&#x2615;`.
//!
//! The names are those of HTML 4, with `&apos;` and the upper case spellings that browsers know. Other names of HTML 5
//! stay as they are written: nobody types them, and their table would be larger than the rest of this folder.

use std::borrow::Cow;

/// Where a reference stands. In an attribute, `&copy=` and `&copyright` are parts of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Text,
    /// In the value of an attribute.
    Attribute,
}

const LONGEST_NAME: usize = 8;
const LONGEST_NAME_WITHOUT_SEMICOLON: usize = 6;

/// The names and what they stand for, a row for each first letter.
const NAMED: &[&str] = &[
    "AElig Æ AMP & Aacute Á Acirc Â Agrave À Alpha Α Aring Å Atilde Ã Auml Ä",
    "Beta Β",
    "COPY © Ccedil Ç Chi Χ",
    "Dagger ‡ Delta Δ",
    "ETH Ð Eacute É Ecirc Ê Egrave È Epsilon Ε Eta Η Euml Ë",
    "GT > Gamma Γ",
    "Iacute Í Icirc Î Igrave Ì Iota Ι Iuml Ï",
    "Kappa Κ",
    "LT < Lambda Λ",
    "Mu Μ",
    "Ntilde Ñ Nu Ν",
    "OElig Œ Oacute Ó Ocirc Ô Ograve Ò Omega Ω Omicron Ο Oslash Ø Otilde Õ Ouml Ö",
    "Phi Φ Pi Π Prime ″ Psi Ψ",
    "QUOT \"",
    "REG ® Rho Ρ",
    "Scaron Š Sigma Σ",
    "THORN Þ Tau Τ Theta Θ",
    "Uacute Ú Ucirc Û Ugrave Ù Upsilon Υ Uuml Ü",
    "Xi Ξ",
    "Yacute Ý Yuml Ÿ",
    "Zeta Ζ",
    "aacute á acirc â acute \u{b4} aelig æ agrave à alefsym ℵ alpha α amp & and ∧ ang ∠ apos ' \
     aring å asymp ≈ atilde ã auml ä",
    "bdquo „ beta β brvbar ¦ bull •",
    "cap ∩ ccedil ç cedil \u{b8} cent ¢ chi χ circ ˆ clubs ♣ cong ≅ copy © crarr ↵ cup ∪ \
     curren ¤",
    "dArr ⇓ dagger † darr ↓ deg ° delta δ diams ♦ divide ÷",
    "eacute é ecirc ê egrave è empty ∅ emsp \u{2003} ensp \u{2002} epsilon ε equiv ≡ eta η eth ð \
     euml ë euro € exist ∃",
    "fnof ƒ forall ∀ frac12 ½ frac14 ¼ frac34 ¾ frasl ⁄",
    "gamma γ ge ≥ gt >",
    "hArr ⇔ harr ↔ hearts ♥ hellip …",
    "iacute í icirc î iexcl ¡ igrave ì image ℑ infin ∞ int ∫ iota ι iquest ¿ isin ∈ iuml ï",
    "kappa κ",
    "lArr ⇐ lambda λ lang ⟨ laquo « larr ← lceil ⌈ ldquo “ le ≤ lfloor ⌊ lowast ∗ loz ◊ \
     lrm \u{200e} lsaquo ‹ lsquo ‘ lt <",
    "macr \u{af} mdash — micro µ middot · minus − mu μ",
    "nabla ∇ nbsp \u{a0} ndash – ne ≠ ni ∋ not ¬ notin ∉ nsub ⊄ ntilde ñ nu ν",
    "oacute ó ocirc ô oelig œ ograve ò oline ‾ omega ω omicron ο oplus ⊕ or ∨ ordf ª ordm º \
     oslash ø otilde õ otimes ⊗ ouml ö",
    "para ¶ part ∂ permil ‰ perp ⊥ phi φ pi π piv ϖ plusmn ± pound £ prime ′ prod ∏ prop ∝ psi ψ",
    "quot \"",
    "rArr ⇒ radic √ rang ⟩ raquo » rarr → rceil ⌉ rdquo ” real ℜ reg ® rfloor ⌋ rho ρ \
     rlm \u{200f} rsaquo › rsquo ’",
    "sbquo ‚ scaron š sdot ⋅ sect § shy \u{ad} sigma σ sigmaf ς sim ∼ spades ♠ sub ⊂ sube ⊆ \
     sum ∑ sup ⊃ sup1 ¹ sup2 ² sup3 ³ supe ⊇ szlig ß",
    "tau τ there4 ∴ theta θ thetasym ϑ thinsp \u{2009} thorn þ tilde ˜ times × trade ™",
    "uArr ⇑ uacute ú uarr ↑ ucirc û ugrave ù uml \u{a8} upsih ϒ upsilon υ uuml ü",
    "weierp ℘",
    "xi ξ",
    "yacute ý yen ¥ yuml ÿ",
    "zeta ζ zwj \u{200d} zwnj \u{200c}",
];

/// What the numbers 0x80 to 0x9F stand for: they are read as Windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text with its references resolved.
pub(super) fn resolve(written: &str, place: Place) -> Cow<'_, str> {
    let Some((before, mut rest)) = written.split_once('&') else {
        return Cow::Borrowed(written);
    };
    let mut resolved = String::with_capacity(written.len());
    resolved.push_str(before);
    loop {
        if let Some((character, after)) = read(rest, place) {
            resolved.push(character);
            rest = after;
        } else {
            resolved.push('&');
        }
        let Some((before, after)) = rest.split_once('&') else {
            break;
        };
        resolved.push_str(before);
        rest = after;
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// Reads a reference behind its `&`: the character, and what follows.
fn read(rest: &str, place: Place) -> Option<(char, &str)> {
    match rest.strip_prefix('#') {
        Some(number) => read_number(number),
        None => read_name(rest, place),
    }
}

fn read_number(rest: &str) -> Option<(char, &str)> {
    let (radix, digits) = match rest.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => (16, hexadecimal),
        None => (10, rest),
    };
    let end = digits
        .find(|character: char| !character.is_digit(radix))
        .unwrap_or(digits.len());
    let (digits, after) = digits.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    let number = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some((
        character_of(number),
        after.strip_prefix(';').unwrap_or(after),
    ))
}

fn character_of(number: u32) -> char {
    match number {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => WINDOWS_1252
            .get((number - 0x80) as usize)
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn read_name(rest: &str, place: Place) -> Option<(char, &str)> {
    let end = rest
        .bytes()
        .take(LONGEST_NAME + 1)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let (name, after) = rest.split_at_checked(end)?;
    if let Some(after) = after.strip_prefix(';')
        && let Some(character) = named(name)
    {
        return Some((character, after));
    }
    (1..=end.min(LONGEST_NAME_WITHOUT_SEMICOLON))
        .rev()
        .find_map(|length| {
            let (name, after) = rest.split_at_checked(length)?;
            let character = named(name).filter(|_| may_omit_semicolon(name))?;
            let part_of_a_url = place == Place::Attribute
                && after.starts_with(|next: char| next == '=' || next.is_ascii_alphanumeric());
            (!part_of_a_url).then_some((character, after))
        })
}

fn named(name: &str) -> Option<char> {
    let initial = name.chars().next()?;
    let row = NAMED.iter().find(|row| row.starts_with(initial))?;
    let mut words = row.split_ascii_whitespace();
    words.find(|&word| word == name)?;
    words.next()?.chars().next()
}

/// The names from before HTML 4: ASCII and Latin-1.
fn may_omit_semicolon(name: &str) -> bool {
    name != "apos" && named(name).is_some_and(|character| character <= '\u{FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_character_and_is_no_longer_than_what_is_read() {
        let mut count = 0;
        for row in NAMED {
            for pair in row.split_ascii_whitespace().collect::<Vec<_>>().chunks(2) {
                let [name, character] = pair else {
                    panic!("{row}")
                };
                assert_eq!(named(name).map(String::from).as_deref(), Some(*character));
                assert!(name.len() <= LONGEST_NAME, "{name}");
                assert!(
                    !may_omit_semicolon(name) || name.len() <= LONGEST_NAME_WITHOUT_SEMICOLON,
                    "{name}"
                );
                count += 1;
            }
        }
        assert_eq!(count, 252 + 7);
    }

    #[test]
    fn references_become_characters() {
        for (written, read) in [
            ("a &amp; b", "a & b"),
            ("&lt;b&gt;", "<b>"),
            ("&#9749;&#x2615;&#X2615;", "☕☕☕"),
            ("caf&eacute;", "café"),
            ("caf&eacute x", "café x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"),
            ("&AMP;&QUOT", "&\""),
            ("&apos;", "'"),
            ("&thetasym;", "ϑ"),
            ("&euro;", "€"),
            ("&amp;lt;", "&lt;"),
            ("&#128;&#150;", "€–"),
            (
                "&#0;&#xD800;&#x110000;&#99999999999999999999;",
                "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
            ),
            ("&#106;avascript", "javascript"),
            ("&#0000106avascript", "javascript"),
        ] {
            assert_eq!(resolve(written, Place::Text), read, "{written}");
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for written in [
            "",
            "&",
            "&&",
            "a & b",
            "&;",
            "&#;",
            "&#x;",
            "&#xg;",
            "&euro",
            "&apos",
            "&unknown;",
            "&nosuchlongname;",
            "R&D",
            "&é;",
            "&Eacut",
        ] {
            assert_eq!(resolve(written, Place::Text), written);
        }
    }

    #[test]
    fn a_query_is_not_mistaken_for_a_reference() {
        let url = "https://example.com/?a=1&copy=2&region=3&lt4";
        assert_eq!(resolve(url, Place::Attribute), url);
        assert_eq!(
            resolve("?a=1&amp;copy=2&copy;", Place::Attribute),
            "?a=1&copy=2©"
        );
        assert_eq!(resolve("&copy=2", Place::Text), "©=2");
    }
}
