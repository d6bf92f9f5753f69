//! Projects and sessions larger than most.

use std::hint::black_box;

use bavard_dialog::understanding::{
    Intent, Ontology, Piece, Query, Sample as TrainingSample, TrainingData, Understanding, Wordsets,
};
use criterion::Criterion;
use serde_json::{Value, json};

use crate::sample::{NOW, Sample};

/// A thousand sentences that have little in common, under twenty intents. Target: under 200 ms.
pub(crate) fn train(criterion: &mut Criterion) {
    let data = unrelated_sentences();
    criterion.bench_function("train 1,000 unrelated sentences", |bencher| {
        bencher.iter(|| black_box(Understanding::train("en-US", &data, &Ontology::default())));
    });
}

/// How many words the sentences are made of.
const WORDS: usize = 2_000;

fn unrelated_sentences() -> TrainingData {
    let intents = (0..20).map(|number| Intent {
        name: format!("iIntent{number}"),
        links: Vec::new(),
    });
    let samples = (0..1_000_usize).map(|number| {
        let words: Vec<String> = (1..=8)
            .map(|place| letters((number * 7_919 + place * 104_729) % WORDS))
            .collect();
        TrainingSample {
            intent: Some(format!("iIntent{}", number % 20)),
            weight: 1,
            pieces: vec![Piece::Text(words.join(" "))],
        }
    });
    TrainingData {
        intents: intents.collect(),
        samples: samples.collect(),
        ..TrainingData::default()
    }
}

/// A word that looks like no other, the same in every run.
fn letters(number: usize) -> String {
    let mut rest = number.wrapping_mul(2_654_435_761) % 2_000_000_011;
    let mut word = String::new();
    while rest > 0 {
        word.push(char::from(
            b'a' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    word
}

/// All utterances in turn, each with the wordset read from the session as a turn does; the figure is for one of them.
pub(crate) fn understand_with_wordsets(criterion: &mut Criterion, sample: &Sample) {
    let understanding = sample.train();
    let Some(entity) = sample.list_entity() else {
        return;
    };
    let texts = sample.unfamiliar_texts();
    for (count, number) in [(1_000, "1,000"), (5_000, "5,000")] {
        let session: Value = json!({ entity: (0..count).map(item).collect::<Vec<_>>() });
        let mut texts = texts.iter().cycle();
        let name = format!("{}/understand with a wordset of {number}", sample.name);
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| {
                let wordsets = Wordsets::from_value(&session);
                let query = Query {
                    text: texts.next().map_or("", String::as_str),
                    focus: Some(entity),
                    router_entities: &[],
                    command: None,
                    wordsets: &wordsets,
                    recent: &[],
                    now: NOW,
                    confidence_low: 0.3,
                };
                black_box(understanding.interpret(black_box(&query)))
            });
        });
    }
}

fn item(number: usize) -> Value {
    let name = format!("{} {}", letters(number), letters(number + 50_000));
    json!({"literal": name, "canonical": format!("ID-{number}"), "spoken": [letters(number)], "label": name})
}
