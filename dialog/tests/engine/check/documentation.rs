//! The page that explains the codes.

use std::collections::BTreeSet;
use std::path::Path;

use bavard_dialog::FindingCode;

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/check-codes.md");
    std::fs::read_to_string(page).unwrap()
}

/// Code and text of each section.
fn sections(page: &str) -> Vec<(&str, &str)> {
    let sections = page.split("\n### `").skip(1);
    sections
        .map(|section| section.split_once('`').unwrap())
        .collect()
}

#[test]
fn every_code_is_documented_once_and_none_is_invented() {
    let page = page();
    let documented: Vec<&str> = sections(&page).into_iter().map(|(code, _)| code).collect();
    let known: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented.iter().copied().collect::<BTreeSet<_>>(), known);
    assert_eq!(documented.len(), known.len(), "a code has two sections");
}

#[test]
fn every_section_says_why_it_matters_how_to_mend_it_and_shows_an_example() {
    for (code, text) in sections(&page()) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["At run time: ", "To mend: ", "Example: "] {
            assert!(text.contains(part), "{code} lacks \"{part}\"");
        }
    }
}
