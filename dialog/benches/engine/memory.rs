//! Allocations of a turn and the size of a session. Both are the same in every run, so that they are printed and not
//! sampled.

use std::io::{self, Write};

use allocation_counter::measure;

use crate::recording::Turn;
use crate::sample::{NOW, Sample};

/// Writes the figures of a project.
pub(crate) fn report(sample: &Sample, output: &mut impl Write) -> io::Result<()> {
    for (kind, wanted) in [("with", true), ("without", false)] {
        let turns = sample.turns.iter().filter(|turn| turn.has_text() == wanted);
        let costs: Vec<(u64, u64)> = turns.map(|turn| cost(sample, turn)).collect();
        writeln!(
            output,
            "{}/one turn {kind} understanding: {} allocations, {} bytes on average; {} allocations at most",
            sample.name,
            mean(costs.iter().map(|(count, _)| *count)),
            mean(costs.iter().map(|(_, bytes)| *bytes)),
            costs
                .iter()
                .map(|(count, _)| *count)
                .max()
                .unwrap_or_default(),
        )?;
    }
    let sizes = || {
        let states = sample.turns.iter().map(|turn| &turn.state);
        states.map(|state| serde_json::to_vec(state).map_or(0, |json| json.len() as u64))
    };
    writeln!(
        output,
        "{}/session as JSON: {} bytes on average, {} at most",
        sample.name,
        mean(sizes()),
        sizes().max().unwrap_or_default(),
    )
}

fn cost(sample: &Sample, turn: &Turn) -> (u64, u64) {
    let input = turn.input.clone();
    let mut step = None;
    let used = measure(|| step = Some(sample.project.execute(&turn.state, input, NOW)));
    (used.count_total, used.bytes_total)
}

fn mean(values: impl Iterator<Item = u64>) -> u64 {
    let values: Vec<u64> = values.collect();
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX).max(1);
    values.iter().sum::<u64>() / count
}
