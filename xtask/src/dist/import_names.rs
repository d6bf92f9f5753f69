//! Short names for what the widget imports from its glue.
//!
//! wasm-bindgen names each import after what it calls, with a hash of 16 digits that no compression shortens, in the widget
//! and once more in the glue. The names mean something to these two files alone; short ones spare visitors 5.6 KiB
//! (brotli). What comes from elsewhere, such as a dependency's own JavaScript, keeps its name.

use std::collections::BTreeMap;

use super::wasm_module::{IMPORT, Reader};

/// What wasm-bindgen calls the glue in the widget.
const GLUE: &str = "./bavard-app_bg.js";
const SHORT_GLUE: &str = "a";

const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// Module and glue with short names; `None` for what is no module.
pub(super) fn shorten(module: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mentioned = count_words(glue);
    let mut short_names = BTreeMap::new();
    let mut shortened = module.get(..8)?.to_vec();
    let mut reader = Reader(module.strip_prefix(b"\0asm")?);
    reader.take(4)?;
    while let Some(section) = reader.byte() {
        let length = reader.number()?;
        let content = reader.take(length)?;
        shortened.push(section);
        if section == IMPORT {
            let renamed = rename(Reader(content), &mentioned, &mut short_names)?;
            write_bytes(&mut shortened, &renamed);
        } else {
            write_bytes(&mut shortened, content);
        }
    }
    let glue = glue.replace(&format!("\"{GLUE}\""), &format!("\"{SHORT_GLUE}\""));
    let words = words(&glue).map(|word| short_names.get(word).map_or(word, String::as_str));
    Some((shortened, words.collect()))
}

/// The section of imports, renamed; adds the new names to `short_names`.
fn rename<'a>(
    mut section: Reader<'a>,
    mentioned: &BTreeMap<&str, usize>,
    short_names: &mut BTreeMap<&'a str, String>,
) -> Option<Vec<u8>> {
    let mut renamed = Vec::new();
    let count = section.number()?;
    write_number(&mut renamed, count);
    for _ in 0..count {
        let (from, name) = (section.text()?, section.text()?);
        let kind = section.0;
        section.import_kind()?;
        let kind = kind.get(..kind.len() - section.0.len())?;
        if from != GLUE {
            write_bytes(&mut renamed, from.as_bytes());
            write_bytes(&mut renamed, name.as_bytes());
        } else {
            write_bytes(&mut renamed, SHORT_GLUE.as_bytes());
            // What the glue mentions more often than where it hands it over may be a variable of its own.
            if mentioned.get(name) == Some(&1) {
                let short = short_name(short_names.len());
                write_bytes(&mut renamed, short.as_bytes());
                short_names.insert(name, short);
            } else {
                write_bytes(&mut renamed, name.as_bytes());
            }
        }
        renamed.extend_from_slice(kind);
    }
    Some(renamed)
}

/// `a` to `z`, then `aa`, `ba` and so on.
fn short_name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = LETTERS.get(number % LETTERS.len()).copied();
        name.push(char::from(letter.unwrap_or_default()));
        if number < LETTERS.len() {
            return name;
        }
        number = number / LETTERS.len() - 1;
    }
}

fn count_words(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for word in words(text) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// The text cut into names and what is between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_in_name = |character: char| character.is_alphanumeric() || "_$".contains(character);
    let mut rest = text;
    std::iter::from_fn(move || {
        let begins_name = rest.chars().next().map(is_in_name)?;
        let end = rest.find(|character| is_in_name(character) != begins_name);
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
}

fn write_bytes(module: &mut Vec<u8>, bytes: &[u8]) {
    write_number(module, bytes.len());
    module.extend_from_slice(bytes);
}

fn write_number(module: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        module.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    module.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(&mut section, imports.len());
        for (from, name) in imports {
            write_bytes(&mut section, from.as_bytes());
            write_bytes(&mut section, name.as_bytes());
            section.extend([0, 3]);
        }
        let mut module = b"\0asm\x01\0\0\0\x01\x01\0\x02".to_vec();
        write_bytes(&mut module, &section);
        module.extend(b"\x0a\x01\0");
        module
    }

    #[test]
    fn module_and_glue_agree_on_the_short_names() {
        let long = module(&[(GLUE, "__wbg_focus_12"), (GLUE, "__wbg_focus_1")]);
        let glue = r#"{ __wbg_focus_1: 1, __wbg_focus_12: (x) => 2 }; { "./bavard-app_bg.js": i }"#;
        let (short, short_glue) = shorten(&long, glue).unwrap();
        assert_eq!(short, module(&[("a", "a"), ("a", "b")]));
        assert_eq!(short_glue, r#"{ b: 1, a: (x) => 2 }; { "a": i }"#);
    }

    #[test]
    fn what_comes_from_elsewhere_or_is_used_twice_keeps_its_name() {
        let long = module(&[("./snippets/s.js", "draw"), (GLUE, "twice")]);
        let (short, glue) = shorten(&long, "draw: twice, twice").unwrap();
        assert_eq!(
            short,
            module(&[("./snippets/s.js", "draw"), ("a", "twice")])
        );
        assert_eq!(glue, "draw: twice, twice");
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::BTreeSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
    }

    #[test]
    fn what_is_cut_off_is_no_module() {
        let long = module(&[(GLUE, "name")]);
        assert!(shorten(&long[..long.len() - 1], "").is_none());
    }
}
