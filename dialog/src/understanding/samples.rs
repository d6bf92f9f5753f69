//! Samples, and finding the one that a text repeats (nlu.md section 4, rules 3 and 4).
//!
//! A text repeats a sample word by word, or as a template: with other values in the places of values. In a template, a
//! value is the placeholder of its family, so that `to <eCity>` is one template for every city.

use std::collections::{BTreeMap, HashMap};

use super::normalise::{Span, Utterance};
use super::{Piece, Sample};

/// A sample cut into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AnnotatedSample {
    pub(super) intent: Option<String>,
    pub(super) weight: u32,
    /// The sample as one text.
    pub(super) text: String,
    /// Its annotations, from left to right.
    pub(super) slots: Vec<Slot>,
}

/// An annotated part of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) span: Span,
    /// The outermost entity.
    pub(super) entity: String,
    /// The entities nested inside.
    pub(super) inner: Vec<String>,
}

/// Samples by what they say.
#[derive(Debug, Default)]
pub(super) struct Samples {
    samples: Vec<AnnotatedSample>,
    exact: HashMap<String, Vec<usize>>,
    templates: HashMap<String, Vec<Template>>,
}

/// What the placeholders of a template are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) intent: Option<String>,
    pub(super) weight: u32,
    /// By placeholder: the entity, or `None` for a value that the sample does not annotate and that means nothing there.
    pub(super) roles: Vec<Option<String>>,
}

impl AnnotatedSample {
    /// Puts the pieces together. What is beyond the length that texts are read to is left out.
    pub(super) fn new(sample: &Sample) -> AnnotatedSample {
        let mut text = String::new();
        let mut annotations = Vec::new();
        for piece in &sample.pieces {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Annotation {
                    entity,
                    inner,
                    literal,
                } => {
                    text.push_str(literal);
                    annotations.push((start..text.len(), entity.clone(), inner.clone()));
                }
            }
        }
        let utterance = Utterance::read(&text);
        let slots = annotations
            .into_iter()
            .filter_map(|(bytes, entity, inner)| {
                Some(Slot {
                    span: utterance.span_of(bytes)?,
                    entity,
                    inner,
                })
            });
        let slots = slots.collect();
        AnnotatedSample {
            intent: sample.intent.clone(),
            weight: sample.weight,
            slots,
            text,
        }
    }

    /// Whether it annotates the entity.
    pub(super) fn annotates(&self, entity: &str) -> bool {
        self.slots.iter().any(|slot| slot.entity == entity)
    }
}

impl Samples {
    /// Adds a sample with its words, and with its words as a template.
    pub(super) fn add(
        &mut self,
        sample: AnnotatedSample,
        template: &[&str],
        roles: Vec<Option<String>>,
    ) {
        let words = Utterance::read(&sample.text);
        self.exact
            .entry(key(&words.words()))
            .or_default()
            .push(self.samples.len());
        let template_of = Template {
            intent: sample.intent.clone(),
            weight: sample.weight,
            roles,
        };
        self.templates
            .entry(key(template))
            .or_default()
            .push(template_of);
        self.samples.push(sample);
    }

    /// The sample with these very words: of the intent that has most of them, the weightiest, with that intent's share.
    /// Samples for which `is_weak` holds count only where there are no others.
    pub(super) fn exact(
        &self,
        words: &[&str],
        is_weak: impl Fn(&AnnotatedSample) -> bool,
    ) -> Option<(&AnnotatedSample, f32)> {
        let found = self.exact.get(&key(words))?;
        let all: Vec<&AnnotatedSample> = found
            .iter()
            .filter_map(|at| self.samples.get(*at))
            .collect();
        let strong: Vec<&AnnotatedSample> = all
            .iter()
            .copied()
            .filter(|sample| !is_weak(sample))
            .collect();
        let chosen = if strong.is_empty() { all } else { strong };
        weightiest(&chosen, |sample| (sample.intent.as_deref(), sample.weight))
    }

    /// Every sample with these very words.
    pub(super) fn all_exact(&self, words: &[&str]) -> impl Iterator<Item = &AnnotatedSample> {
        let found = self.exact.get(&key(words));
        found
            .into_iter()
            .flatten()
            .filter_map(|at| self.samples.get(*at))
    }

    /// The template with these words and placeholders, with its intent's share.
    pub(super) fn template(&self, words: &[&str]) -> Option<(&Template, f32)> {
        let found: Vec<&Template> = self.templates.get(&key(words))?.iter().collect();
        weightiest(&found, |template| {
            (template.intent.as_deref(), template.weight)
        })
    }
}

/// The placeholder of a family. Signs are words of their own, so no text has it.
pub(super) fn placeholder(family: &str) -> String {
    format!("<{family}>")
}

/// Whether a word of a template stands for a value.
pub(super) fn is_placeholder(word: &str) -> bool {
    word.len() > 1 && word.starts_with('<')
}

/// The words with a placeholder for each value, the values from left to right.
pub(super) fn with_placeholders<'w>(
    words: &[&'w str],
    values: &'w [(Span, String)],
) -> Vec<&'w str> {
    let mut result = Vec::with_capacity(words.len());
    let mut at = 0;
    for (span, placeholder) in values {
        result.extend(words.get(at..span.first).unwrap_or_default());
        result.push(placeholder.as_str());
        at = span.end;
    }
    result.extend(words.get(at..).unwrap_or_default());
    result
}

fn key(words: &[&str]) -> String {
    words.join(" ")
}

/// Of the intent with the most weight the weightiest, the first in the file where they are equal, and the share of that
/// intent in all of the weight.
fn weightiest<'a, T>(
    found: &[&'a T],
    traits: impl Fn(&'a T) -> (Option<&'a str>, u32),
) -> Option<(&'a T, f32)> {
    // Summed up by intent first: hundreds of samples may be one template.
    let mut weights: BTreeMap<Option<&str>, f32> = BTreeMap::new();
    for (intent, count) in found.iter().map(|one| traits(one)) {
        let weight = f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        *weights.entry(intent).or_default() += weight;
    }
    let all: f32 = weights.values().sum();
    let ranked = found.iter().copied().map(|one| {
        let (intent, count) = traits(one);
        let of_intent = weights.get(&intent).copied().unwrap_or_default();
        (of_intent, count, one)
    });
    ranked
        .reduce(|best, next| {
            if (next.0, next.1) > (best.0, best.1) {
                next
            } else {
                best
            }
        })
        .map(|(total, _, one)| (one, total / all))
}

/// A count dampened: a sample that was seen twenty times is not twenty times as telling.
pub(super) fn importance(count: u32) -> f32 {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    1.0 + f32::from(count.max(1)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(
        intent: Option<&str>,
        weight: u32,
        pieces: &[(&str, Option<&str>)],
    ) -> AnnotatedSample {
        let pieces = pieces.iter().map(|(text, entity)| match entity {
            None => Piece::Text((*text).to_owned()),
            Some(entity) => Piece::Annotation {
                entity: (*entity).to_owned(),
                inner: Vec::new(),
                literal: (*text).to_owned(),
            },
        });
        AnnotatedSample::new(&Sample {
            intent: intent.map(str::to_owned),
            weight,
            pieces: pieces.collect(),
        })
    }

    #[test]
    fn pieces_are_joined_by_a_blank_and_annotations_keep_their_place() {
        let sample = sample(
            None,
            1,
            &[("Is it to", None), ("New York", Some("eTo")), ("?", None)],
        );
        assert_eq!(sample.text, "Is it to New York ?");
        assert_eq!(sample.slots[0].span, Span { first: 3, end: 5 });
        assert!(sample.annotates("eTo") && !sample.annotates("eFrom"));
    }

    #[test]
    fn the_intent_with_the_most_samples_of_the_same_words_wins() {
        let mut samples = Samples::default();
        for (intent, weight) in [(Some("iA"), 3), (Some("iB"), 2), (Some("iB"), 2), (None, 1)] {
            samples.add(
                sample(intent, weight, &[("hello", None)]),
                &["hello"],
                Vec::new(),
            );
        }
        let intent = |is_weak: fn(&AnnotatedSample) -> bool| {
            samples
                .exact(&["hello"], is_weak)
                .and_then(|(sample, _)| sample.intent.clone())
        };
        let share = samples.exact(&["hello"], |_| false).map(|(_, share)| share);
        assert_eq!(share, Some(0.5));
        assert_eq!(intent(|_| false).as_deref(), Some("iB"));
        assert_eq!(intent(|sample| sample.intent.is_some()), None);
        assert_eq!(intent(|_| true).as_deref(), Some("iB"));
        assert!(samples.exact(&["hell"], |_| false).is_none());
    }

    #[test]
    fn values_become_placeholders() {
        let values = [
            (Span { first: 1, end: 3 }, placeholder("eCity")),
            (Span { first: 3, end: 4 }, placeholder("DATE")),
        ];
        let words = ["to", "new", "york", "tomorrow", "please"];
        assert_eq!(
            with_placeholders(&words, &values),
            ["to", "<eCity>", "<DATE>", "please"]
        );
    }
}
