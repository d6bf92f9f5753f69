//! Parts samples for cross validation.

use std::collections::HashMap;

use crate::understanding::Sample;
use crate::understanding::normalise::normalised;
use crate::understanding::samples::AnnotatedSample;

/// The part of each sample, below `parts`. Every part has some of each intent, and samples with the same words are in
/// one part: the others would have the answer.
pub(super) fn folds(samples: &[Sample], parts: usize) -> Vec<usize> {
    let mut sentences: HashMap<Vec<String>, usize> = HashMap::new();
    let mut intents: Vec<Option<&str>> = Vec::new();
    // Of each sentence: the number of its intent, and its own number.
    let mut order: Vec<(usize, usize)> = Vec::new();
    let of_samples: Vec<usize> = samples
        .iter()
        .map(|sample| {
            let words = normalised(&AnnotatedSample::new(sample).text);
            *sentences.entry(words).or_insert_with(|| {
                let intent = sample.intent.as_deref();
                let known = intents.iter().position(|known| *known == intent);
                let intent = known.unwrap_or_else(|| {
                    intents.push(intent);
                    intents.len() - 1
                });
                order.push((intent, order.len()));
                order.len() - 1
            })
        })
        .collect();
    order.sort_unstable();
    let mut part_of = vec![0; order.len()];
    for (place, (_, sentence)) in order.iter().enumerate() {
        if let Some(part) = part_of.get_mut(*sentence) {
            *part = place % parts.max(1);
        }
    }
    of_samples
        .iter()
        .filter_map(|sentence| part_of.get(*sentence).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::Piece;

    fn sample(intent: &str, text: &str) -> Sample {
        Sample {
            intent: Some(intent.to_owned()),
            weight: 1,
            pieces: vec![Piece::Text(text.to_owned())],
        }
    }

    #[test]
    fn every_part_has_some_of_each_intent_and_a_sentence_is_in_one() {
        let samples = [
            sample("a", "one"),
            sample("b", "two"),
            sample("a", "three"),
            sample("b", "four"),
            sample("b", "One!"),
        ];
        assert_eq!(folds(&samples, 2), [0, 0, 1, 1, 0]);
    }
}
