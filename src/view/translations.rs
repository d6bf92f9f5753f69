//! What the widget says is said in every language that it ships.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

type Table = BTreeMap<String, Value>;

fn repository(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(place)
}

fn read(place: &str) -> String {
    fs::read_to_string(repository(place)).unwrap()
}

/// The files of a folder and its folders that end so.
fn files(place: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(repository(place)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let inner = format!("{place}/{name}");
        if repository(&inner).is_dir() {
            found.extend(files(&inner, ending));
        } else if name.ends_with(ending) {
            found.push((inner.clone(), read(&inner)));
        }
    }
    found
}

fn languages() -> Vec<(String, Table)> {
    let tables = files("strings", ".json").into_iter().map(|(file, json)| {
        let base = file.strip_prefix("strings/").unwrap();
        let base = base.strip_suffix(".json").unwrap().to_owned();
        let table = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{file}: {error}"));
        (base, table)
    });
    tables.collect()
}

/// What stands between quotes after each `before`, up to the end of the statement or call.
fn quoted_after(source: &str, before: &str, quote: char, end: char) -> Vec<String> {
    let mut texts = Vec::new();
    for place in source.split(before).skip(1) {
        let statement = place.split(end).next().unwrap();
        texts.extend(statement.split(quote).skip(1).step_by(2).map(str::to_owned));
    }
    texts
}

/// The forms of a text: one, or one for each plural.
fn forms(text: &Value) -> Vec<&str> {
    match text {
        Value::String(text) => vec![text],
        Value::Object(plurals) => plurals
            .values()
            .map(|form| form.as_str().unwrap())
            .collect(),
        other => panic!("{other} is no text"),
    }
}

/// Everything that the widget says, by its English.
fn said() -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    said.extend(quoted_after(&read("src/view/words.rs"), "&str =", '"', ';'));
    for name in ["", "-frame", "-consent", "-teaser", "-unread"] {
        let script = read(&format!("loader/bavard{name}.js"));
        said.extend(quoted_after(&script, "say(", '\'', ')'));
    }
    // Bullets are the same everywhere, and the plurals of a text have the one of one thing among them.
    said.retain(|text| text.chars().any(char::is_alphabetic) && !text.starts_with("1 "));
    said
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let said = said();
    assert!(said.contains("Send") && said.contains("Open chat") && said.contains("# choices"));
    let languages = languages();
    assert_eq!(languages.len(), 8);
    for (base, table) in languages {
        let has: BTreeSet<String> = table.keys().cloned().collect();
        let differ: Vec<_> = has.symmetric_difference(&said).collect();
        assert!(differ.is_empty(), "{base}: {differ:?}");
    }
}

#[test]
fn texts_about_numbers_have_their_place_and_others_have_none() {
    for (base, table) in languages() {
        for (english, text) in table {
            assert_eq!(text.is_object(), english.contains('#'), "{base}: {english}");
            for form in forms(&text) {
                assert!(
                    !form.trim().is_empty() && form.trim() == form,
                    "{base}: {form}"
                );
                assert!(
                    form.matches('#').count() <= usize::from(text.is_object()),
                    "{base}: {form}"
                );
            }
            if let Value::Object(plurals) = &text {
                assert!(
                    plurals["other"].as_str().unwrap().contains('#'),
                    "{base}: {english}"
                );
            }
        }
    }
}

#[test]
fn each_language_has_its_plurals() {
    // CLDR 46, cardinals.
    for (base, table) in languages() {
        let plurals: BTreeSet<&str> = match base.as_str() {
            "ar" => BTreeSet::from(["zero", "one", "two", "few", "many", "other"]),
            "es" | "fr" | "it" | "pt" => BTreeSet::from(["one", "many", "other"]),
            "ja" => BTreeSet::from(["other"]),
            _ => BTreeSet::from(["one", "other"]),
        };
        for text in table.values().filter_map(Value::as_object) {
            let has: BTreeSet<&str> = text.keys().map(String::as_str).collect();
            assert_eq!(has, plurals, "{base}");
        }
    }
}

#[test]
fn no_two_texts_are_the_same_in_another_spelling() {
    let normalised = |english: &str| -> String {
        let known = english
            .chars()
            .filter(|it| it.is_alphanumeric() || *it == '#');
        known.flat_map(char::to_lowercase).collect()
    };
    let texts: BTreeSet<_> = said().iter().map(|text| normalised(text)).collect();
    assert_eq!(texts.len(), said().len());
}

#[test]
fn the_scripts_know_the_languages_that_there_are() {
    let shipped = quoted_after(
        &read("loader/bavard-language.js"),
        "const shipped =",
        '\'',
        ']',
    );
    let bases: BTreeSet<_> = languages().into_iter().map(|(base, _)| base).collect();
    assert_eq!(BTreeSet::from_iter(shipped), bases);
}

#[test]
fn no_text_of_the_widget_passes_its_language_by() {
    let sources = files("src/view", ".rs").into_iter();
    for (file, source) in sources.filter(|(file, _)| !file.ends_with("translations.rs")) {
        let source: String = source.split_whitespace().collect();
        // A masked answer is the same in all languages, and `Language::say` has the name of what an element says.
        let source = source
            .replace("words::HIDDEN", "HIDDEN")
            .replace("language.say(", "(");
        for drawn in [".text(words::", ".say(words::"] {
            assert!(!source.contains(drawn), "{file}: {drawn}");
        }
        let attributes = source.split(".attr(").skip(1);
        for attribute in attributes.filter_map(|attribute| attribute.split(')').next()) {
            assert!(!attribute.contains(",words::"), "{file}: {attribute}");
        }
    }
}
