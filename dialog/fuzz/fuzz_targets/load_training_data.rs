//! Any `.trsx` file gives an error or something that understands.

#![no_main]

use bavard_dialog::understanding::{Ontology, Query, TrainingData, Understanding, Wordsets};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|trsx: &str| {
    let Ok(data) = TrainingData::parse(trsx) else {
        return;
    };
    let (understanding, _) = Understanding::train("en-US", &data, &Ontology::default());
    for text in [
        "a large one please",
        "from rome to paris tomorrow at 5",
        "no",
    ] {
        understanding.interpret(&Query {
            text,
            focus: None,
            router_entities: &[],
            command: None,
            wordsets: &Wordsets::default(),
            recent: &[],
            now: date(2026, 11, 21).at(10, 30, 0, 0),
            confidence_low: 0.3,
        });
    }
});
