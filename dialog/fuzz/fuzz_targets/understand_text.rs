//! Any text means something or nothing, in every language that has built-ins, and what is found lies within the text.

#![no_main]

use std::sync::LazyLock;

use bavard_dialog::understanding::{
    Ontology, Outcome, Query, TrainingData, Understanding, Wordsets,
};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

const TRAINING_DATA: &str = include_str!("../seeds/load_training_data/sizes.trsx");

static LANGUAGES: LazyLock<Vec<Understanding>> = LazyLock::new(|| {
    let Ok(data) = TrainingData::parse(TRAINING_DATA) else {
        return Vec::new();
    };
    ["en-US", "fr-FR", "de-DE", "es-ES"]
        .iter()
        .map(|locale| Understanding::train(locale, &data, &Ontology::default()).0)
        .collect()
});

fuzz_target!(|text: &str| {
    let length = text.chars().count();
    for understanding in LANGUAGES.iter() {
        for focus in [
            None,
            Some("DATE"),
            Some("nuance_AMOUNT"),
            Some("YES_NO"),
            Some("eSize"),
        ] {
            let outcome = understanding.interpret(&Query {
                text,
                focus,
                router_entities: &["TIME", "nuance_CARDINAL_NUMBER", "nuance_DURATION"],
                command: None,
                wordsets: &Wordsets::default(),
                recent: &[],
                now: date(2026, 11, 21).at(10, 30, 0, 0),
                confidence_low: 0.3,
            });
            if let Outcome::Match(found) = outcome {
                assert!((0.0..=1.0).contains(&found.confidence));
                for entity in &found.entities {
                    assert!(
                        entity.start <= entity.end && entity.end <= length,
                        "{entity:?}"
                    );
                }
            }
        }
    }
});
