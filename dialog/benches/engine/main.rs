//! What loading, understanding and turns cost, in time, allocations and bytes.
//!
//! Over the example project always, and over the shared travel project where that is beside the repository. Run with
//! `cargo xtask bench`. Targets on one core of an ordinary machine, over travel: load under 50 ms, understanding of one
//! utterance under 0.2 ms, a turn without understanding under 50 microseconds, a session under 4 KB as JSON.

mod conversation;
mod memory;
mod recording;
mod sample;
mod strain;

use std::error::Error;
use std::hint::black_box;
use std::io;

use bavard_dialog::Project;
use bavard_dialog::understanding::{Query, Wordsets};
use criterion::{BatchSize, Criterion};

use recording::Turn;
use sample::Sample;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    for sample in Sample::all()? {
        load(&mut criterion, &sample);
        understand(&mut criterion, &sample);
        strain::understand_with_wordsets(&mut criterion, &sample);
        turns(&mut criterion, &sample);
        memory::report(&sample, &mut io::stdout())?;
    }
    strain::train(&mut criterion);
    criterion.final_summary();
    Ok(())
}

fn load(criterion: &mut Criterion, sample: &Sample) {
    criterion.bench_function(&format!("{}/load", sample.name), |bencher| {
        bencher.iter(|| black_box(Project::load(black_box(&sample.files))));
    });
    criterion.bench_function(&format!("{}/train", sample.name), |bencher| {
        bencher.iter(|| black_box(sample.train()));
    });
    criterion.bench_function(&format!("{}/train 1,000 samples", sample.name), |bencher| {
        bencher.iter(|| black_box(sample.train_a_thousand()));
    });
}

/// All utterances in turn; the figure is for one of them.
fn understand(criterion: &mut Criterion, sample: &Sample) {
    let wordsets = Wordsets::default();
    let understanding = sample.train();
    let familiar: Vec<String> = sample.texts().into_iter().map(str::to_owned).collect();
    for (kind, texts) in [
        ("one utterance", familiar),
        ("one unfamiliar utterance", sample.unfamiliar_texts()),
    ] {
        let mut texts = texts.iter().cycle();
        let name = format!("{}/understand {kind}", sample.name);
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| {
                let query = Query {
                    text: texts.next().map_or("", String::as_str),
                    focus: None,
                    router_entities: &[],
                    command: None,
                    wordsets: &wordsets,
                    recent: &[],
                    now: sample::NOW,
                    confidence_low: 0.3,
                };
                black_box(understanding.interpret(black_box(&query)))
            });
        });
    }
}

/// All turns of a kind in turn; the figure is for one of them.
fn turns(criterion: &mut Criterion, sample: &Sample) {
    for (kind, wanted) in [("with", true), ("without", false)] {
        let turns = sample.turns.iter();
        let mut turns = turns.filter(|turn| turn.has_text() == wanted).cycle();
        let name = format!("{}/one turn {kind} understanding", sample.name);
        criterion.bench_function(&name, |bencher| {
            bencher.iter_batched(
                || turns.next().map(|turn| (turn, turn.input.clone())),
                |turn: Option<(&Turn, _)>| {
                    turn.map(|(turn, input)| {
                        sample.project.execute(&turn.state, input, sample::NOW)
                    })
                },
                BatchSize::SmallInput,
            );
        });
    }
}
