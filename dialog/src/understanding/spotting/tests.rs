use jiff::civil::datetime;

use super::*;
use crate::understanding::normalise::normalised;
use crate::understanding::roles::Roles;
use crate::understanding::{Concept, EntityDeclaration, Ontology, TrainingData};

fn entities() -> Entities {
    let declared = [
        ("eFrom", vec!["eCity"]),
        ("eTo", vec!["eCity"]),
        ("eCity", vec![]),
        ("eDay", vec!["DATE"]),
        ("ePrice", vec!["nuance_AMOUNT"]),
        ("eSecret", vec![]),
    ];
    let declared = declared.map(|(name, parents)| EntityDeclaration {
        name: name.into(),
        parents: parents.into_iter().map(str::to_owned).collect(),
    });
    Entities::new(
        &TrainingData::default(),
        &Ontology {
            entities: declared.into(),
        },
    )
}

/// What is found in a text, as `entity=value`.
fn found(text: &str, asked: Asked<'_>) -> Vec<String> {
    let entities = entities();
    let mut lexicon = Lexicon::new();
    for (literal, owner) in [
        ("New York", "eCity"),
        ("York", "eCity"),
        ("Rome", "eCity"),
        ("hush", "eSecret"),
    ] {
        lexicon.insert(&normalised(literal), owner, Meaning::Value(literal.into()));
    }
    let code = Concept {
        name: "eCode".into(),
        pattern: Some(r"[a-z]\d{3}".into()),
        ..Concept::default()
    };
    let patterns = [Pattern::compile(&code).unwrap().unwrap()];
    let spotter = Spotter {
        entities: &entities,
        lexicons: vec![&lexicon],
        patterns: &patterns,
        sought: Sought {
            linked: &["eCity", "DATE", "nuance_AMOUNT", "eCode"]
                .map(str::to_owned)
                .into(),
            loose: None,
            command: None,
        },
        asked,
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
        language: Language::of("en-US"),
    };
    let utterance = Utterance::read(text);
    let words = utterance.words();
    let spots = spotter.spots(&utterance, &words);
    let words = masked(&words, spots.iter().map(|spot| spot.span));
    let mut roles = Roles::default();
    for (word, entity) in [("from", "eFrom"), ("to", "eTo")] {
        roles.learn(&[word, ""], Span { first: 1, end: 2 }, entity, 1);
    }
    let found = spots
        .iter()
        .filter_map(|spot| spotter.in_role(spot, &words, &roles));
    found
        .map(|found| match found.meaning {
            Meaning::Value(Value::String(value)) => format!("{}={value}", found.entity),
            Meaning::Value(value) => format!("{}={value}", found.entity),
            _ => format!("{}={}", found.entity, utterance.literal(found.span)),
        })
        .collect()
}

#[test]
fn the_longest_value_wins_from_left_to_right() {
    assert_eq!(
        found("New York, Rome and B747 tomorrow", Asked::default()),
        [
            "eCity=New York",
            "eCity=Rome",
            "eCode=B747",
            "eDay=20260806"
        ]
    );
}

#[test]
fn what_nobody_looks_for_is_not_found() {
    assert!(found("hush", Asked::default()).is_empty());
}

#[test]
fn the_words_beside_a_value_are_stronger_than_the_question() {
    let asked = Asked {
        focus: Some("eTo"),
        router: &["eFrom", "eTo"],
    };
    assert_eq!(found("Rome", asked), ["eTo=Rome"]);
    assert_eq!(found("from Rome", asked), ["eFrom=Rome"]);
}

#[test]
fn without_question_the_only_expected_relative_is_filled() {
    let expecting = |router| Asked {
        focus: None,
        router,
    };
    assert_eq!(found("Rome", expecting(&["eTo", "eDay"])), ["eTo=Rome"]);
    assert_eq!(found("Rome", expecting(&["eTo", "eFrom"])), ["eCity=Rome"]);
}

#[test]
fn an_entity_without_samples_is_filled_when_it_was_asked_for() {
    let asked = Asked {
        focus: Some("eCity"),
        router: &[],
    };
    assert_eq!(found("from Rome", asked), ["eCity=Rome"]);
}

#[test]
fn a_bare_number_is_an_amount_only_when_one_was_asked_for() {
    assert!(found("about 50", Asked::default()).is_empty());
    let asked = Asked {
        focus: Some("ePrice"),
        router: &[],
    };
    assert_eq!(
        found("about 50", asked),
        [r#"ePrice={"number":50,"unit":"USD"}"#]
    );
}
