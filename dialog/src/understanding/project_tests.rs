//! Language understanding on whole exports: the coffee example, and the travel project, which is not part of this
//! repository.
//!
//! Travel is read from `shared/dialog/projects/travel` beside the repository; where that is missing, the tests say so
//! and pass.

mod coffee;
mod held_out;
mod travel;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::{
    CommandContext, EntityDeclaration, Interpretation, Ontology, Outcome, Piece, Query,
    TrainingData, Understanding, Wordsets,
};
use jiff::civil::datetime;
use serde_json::Value;

struct Export {
    data: TrainingData,
    ontology: Ontology,
    understanding: Understanding,
}

fn travel() -> Option<Export> {
    export("../../shared/dialog/projects/travel")
}

fn exports() -> Vec<Export> {
    let coffee =
        export("../examples/coffee").expect("the coffee example is part of the repository");
    [Some(coffee), travel()].into_iter().flatten().collect()
}

/// Reads and trains a project, when it is there; the folder counts from this package.
fn export(folder: &str) -> Option<Export> {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (Ok(trsx), Ok(dialog)) = (
        std::fs::read_to_string(project.join("en-US/en-US.trsx")),
        std::fs::read_to_string(project.join("dialog.json")),
    ) else {
        println!("skipped: there is no project at {}", project.display());
        return None;
    };
    let data = TrainingData::parse(&trsx).unwrap();
    let dialog: Value = serde_json::from_str(&dialog).unwrap();
    let concepts = dialog["data"]["ontology"]["concepts"].as_array().unwrap();
    let names: HashMap<&str, &str> = concepts
        .iter()
        .map(|concept| {
            (
                concept["id"].as_str().unwrap(),
                concept["name"].as_str().unwrap(),
            )
        })
        .collect();
    let entities = concepts.iter().map(|concept| EntityDeclaration {
        name: concept["name"].as_str().unwrap().to_owned(),
        parents: concept["isA"]
            .as_str()
            .map(|id| names[id].to_owned())
            .into_iter()
            .collect(),
    });
    let ontology = Ontology {
        entities: entities.collect(),
    };
    let (understanding, problems) = Understanding::train("en-US", &data, &ontology);
    assert_eq!(problems, []);
    Some(Export {
        data,
        ontology,
        understanding,
    })
}

#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    focus: Option<&'a str>,
    router: &'a [&'a str],
    commands: &'a [&'a str],
}

/// Asks on Wednesday, 5 August 2026.
fn hear(understanding: &Understanding, text: &str, asked: Asked<'_>) -> Option<Interpretation> {
    let outcome = understanding.interpret(&Query {
        text,
        focus: asked.focus,
        router_entities: asked.router,
        command: Some(CommandContext {
            entity: "eGlobalCommands",
            active_values: asked.commands,
        }),
        wordsets: &Wordsets::default(),
        recent: &[],
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
        confidence_low: 0.3,
    });
    match outcome {
        Outcome::Match(found) => Some(found),
        Outcome::NoMatch => None,
    }
}

fn entities(found: &Interpretation) -> BTreeMap<&str, &str> {
    let entities = found.entities.iter();
    entities
        .map(|entity| (entity.name.as_str(), entity.value.as_str().unwrap()))
        .collect()
}

fn text(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        Piece::Annotation { literal, .. } => literal.as_str(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_sample_returns_an_intent_that_it_is_listed_under() {
    for export in exports() {
        let key = |text: &str| text.to_lowercase().replace([' ', '?', ',', '.'], "");
        for sample in &export.data.samples {
            let said = text(&sample.pieces);
            let found = hear(&export.understanding, &said, Asked::default());
            let found = found.unwrap_or_else(|| panic!("no match: {said}"));
            let mut samples = export.data.samples.iter();
            let is_listed = samples.any(|other| {
                key(&text(&other.pieces)) == key(&said) && other.intent == found.intent
            });
            assert!(is_listed, "{said}: {:?}", found.intent);
        }
    }
}

#[test]
fn every_literal_answers_its_own_question() {
    for export in exports() {
        for entry in &export.data.dictionary {
            let relatives = export.data.concepts.iter().filter(|concept| {
                concept.name == entry.entity || concept.parents.contains(&entry.entity)
            });
            for entity in relatives.map(|concept| concept.name.as_str()) {
                let asked = Asked {
                    focus: Some(entity),
                    ..Asked::default()
                };
                let found = hear(&export.understanding, &entry.literal, asked).unwrap();
                assert_eq!(
                    (found.intent.as_deref(), found.confidence),
                    (None, 1.0),
                    "{entry:?}"
                );
                assert_eq!(
                    entities(&found),
                    [(entity, entry.value.as_str())].into(),
                    "{entry:?}"
                );
            }
        }
    }
}
