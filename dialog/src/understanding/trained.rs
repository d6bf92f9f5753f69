//! The trained understanding of one locale, and how it is trained.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::{DateTime, datetime};
use serde_json::Value;

use super::builtins::Language;
use super::carriers::Carrier;
use super::classifier::{Classifier, Example};
use super::entities::{Entities, is_predefined, is_referrer};
use super::interpret::Attempt;
use super::lexicon::{Lexicon, Meaning};
use super::normalise::{Utterance, normalised};
use super::pattern::Pattern;
use super::roles::Roles;
use super::samples::{AnnotatedSample, Samples, Slot, placeholder, with_placeholders};
use super::sentence::{Sentence, of_values_only};
use super::spotting::{Asked, Sought, Spotter, masked};
use super::typos::Vocabulary;
use super::without_effect::without_effect;
use super::{Ontology, Outcome, Query, TrainingData, UnderstandingProblem};

/// Understands the texts of one locale. Immutable; share it between sessions.
#[derive(Debug)]
pub struct Understanding {
    pub(super) language: Language,
    pub(super) entities: Entities,
    /// Dictionary entries, then what samples annotate beyond them.
    pub(super) lexicon: Lexicon,
    pub(super) patterns: Vec<Pattern>,
    pub(super) samples: Samples,
    pub(super) roles: Roles,
    pub(super) classifier: Classifier,
    /// What samples say around free text, the longest first.
    pub(super) carriers: Vec<Carrier>,
    /// The words of samples, literals and built-ins.
    pub(super) vocabulary: Vocabulary,
    /// The entities that a result with an intent may carry.
    pub(super) links: HashMap<String, HashSet<String>>,
    /// The families that intents carry.
    pub(super) linked: BTreeSet<String>,
    /// The families that only samples without intent carry, such as commands.
    pub(super) loose: BTreeSet<String>,
    /// How sure it is that a text of values and words like "please" carries no intent.
    pub(super) of_values_only: f32,
}

/// When training happens, for dates in samples: what they mean is worked out again for each query.
const TRAINING_TIME: DateTime = datetime(2000, 1, 1, 12, 0, 0, 0);

impl Understanding {
    /// Trains from the data of one locale, such as `en-US`, which also says how dates, numbers and amounts are read.
    /// Returns what of the data has no effect beside it.
    pub fn train(
        locale: &str,
        data: &TrainingData,
        ontology: &Ontology,
    ) -> (Understanding, Vec<UnderstandingProblem>) {
        let entities = Entities::new(data, ontology);
        let mut problems = without_effect(data, &entities);
        let links = links(data);
        let language = Language::of(locale);
        let mut trained = Understanding {
            language,
            lexicon: dictionary(data),
            patterns: Vec::new(),
            samples: Samples::default(),
            roles: Roles::default(),
            classifier: Classifier::default(),
            carriers: Vec::new(),
            vocabulary: Vocabulary::default(),
            linked: linked_families(&links, &entities),
            links,
            loose: BTreeSet::new(),
            of_values_only: of_values_only(&[], language),
            entities,
        };
        for compiled in data.concepts.iter().filter_map(Pattern::compile) {
            match compiled {
                Ok(pattern) => trained.patterns.push(pattern),
                Err(problem) => problems.push(problem),
            }
        }
        let samples: Vec<AnnotatedSample> = data.samples.iter().map(AnnotatedSample::new).collect();
        for sample in &samples {
            trained.learn_annotations(sample, data, &mut problems);
        }
        trained.loose = trained.loose_families(&samples);
        let sentences: Vec<Sentence> = samples
            .into_iter()
            .map(|sample| trained.sentence(sample))
            .collect();
        let examples: Vec<Example<'_>> = sentences.iter().map(Sentence::example).collect();
        trained.classifier = Classifier::train(&examples);
        trained.of_values_only = of_values_only(&sentences, language);
        trained.carriers = trained.carriers_in(&sentences);
        trained.vocabulary = vocabulary(data, language);
        for sentence in sentences {
            sentence.file(&mut trained.samples);
        }
        let mut seen = Vec::new();
        problems.retain(|problem| {
            let fresh = !seen.contains(problem);
            seen.push(problem.clone());
            fresh
        });
        (trained, problems)
    }

    /// What a text means. The work is bounded by [`MAX_CONSIDERED`](super::MAX_CONSIDERED), not by the text.
    pub fn interpret(&self, query: &Query<'_>) -> Outcome {
        Attempt::new(self, query).outcome()
    }

    /// Learns literals that no dictionary has, and what stands beside the values of an entity.
    fn learn_annotations(
        &mut self,
        sample: &AnnotatedSample,
        data: &TrainingData,
        problems: &mut Vec<UnderstandingProblem>,
    ) {
        let utterance = Utterance::read(&sample.text);
        let words = utterance.words();
        for slot in &sample.slots {
            let literal = utterance.literal(slot.span);
            let of_literal = words
                .get(slot.span.first..slot.span.end)
                .unwrap_or_default();
            let owner = self.owner(slot);
            if let Some(reference) = slot.inner.iter().find(|entity| is_referrer(entity)) {
                // What stands for one entity may stand for all that are referred to so.
                let referred = data
                    .concepts
                    .iter()
                    .filter(|concept| concept.referrers.contains(reference));
                for owner in std::iter::once(&owner).chain(referred.map(|concept| &concept.name)) {
                    self.lexicon
                        .insert(&normalised(literal), owner, Meaning::Referrer);
                }
            } else if self.can_read(slot, literal, of_literal) {
                continue;
            } else if is_predefined(&owner) || self.entities.built_in(&owner).is_some() {
                problems.push(UnderstandingProblem::UnreadableLiteral {
                    entity: slot.entity.clone(),
                    literal: literal.to_owned(),
                });
            } else {
                let meaning = Meaning::Value(Value::from(literal));
                self.lexicon.insert(&normalised(literal), &owner, meaning);
            }
        }
        let beside = masked(&words, sample.slots.iter().map(|slot| slot.span));
        for slot in &sample.slots {
            self.roles
                .learn(&beside, slot.span, &slot.entity, sample.weight);
        }
    }

    /// The families that samples without intent carry and intents do not. Free text is no value to look for.
    fn loose_families(&self, samples: &[AnnotatedSample]) -> BTreeSet<String> {
        let carrying = samples.iter().filter(|sample| sample.intent.is_none());
        let entities = carrying
            .flat_map(|sample| &sample.slots)
            .map(|slot| slot.entity.as_str())
            .filter(|entity| !self.entities.is_freetext(entity));
        entities
            .map(|entity| self.entities.family(entity).to_owned())
            .filter(|family| !self.linked.contains(family))
            .collect()
    }

    fn can_read(&self, slot: &Slot, literal: &str, words: &[&str]) -> bool {
        let lineage: Vec<&str> = self.entities.lineage(&slot.entity).collect();
        let in_lexicon = self
            .lexicon
            .whole(words)
            .iter()
            .any(|reading| lineage.contains(&reading.owner.as_str()));
        let in_pattern = |pattern: &Pattern| {
            lineage.contains(&pattern.entity.as_str()) && pattern.matches(literal)
        };
        in_lexicon
            || self.patterns.iter().any(in_pattern)
            || self.entities.is_freetext(&slot.entity)
            || self
                .entities
                .built_in(&slot.entity)
                .is_some_and(|(_, kind)| {
                    let tagged = self.language.tag(words);
                    tagged.whole(kind, TRAINING_TIME).is_some()
                })
    }

    /// The entity that a literal belongs to: the innermost of the annotation's own family, which its relatives share.
    fn owner(&self, slot: &Slot) -> String {
        let lineage: Vec<&str> = self.entities.lineage(&slot.entity).collect();
        let own = slot
            .inner
            .iter()
            .rev()
            .find(|entity| lineage.contains(&entity.as_str()) && !is_predefined(entity));
        own.unwrap_or(&slot.entity).clone()
    }

    fn carriers_in(&self, sentences: &[Sentence]) -> Vec<Carrier> {
        let found = sentences.iter().filter_map(|sentence| {
            Carrier::of(
                sentence.sample.intent.as_deref(),
                &sentence.template,
                &sentence.roles,
                |entity| self.entities.is_freetext(entity),
                |entity| self.entities.family(entity).to_owned(),
            )
        });
        let mut carriers: Vec<Carrier> = found.collect();
        carriers.sort_by_key(|carrier| std::cmp::Reverse(carrier.length()));
        carriers
    }

    /// Finds the values that a sample leaves without annotation too: the visitor may name others.
    fn sentence(&self, sample: AnnotatedSample) -> Sentence {
        let utterance = Utterance::read(&sample.text);
        let words = utterance.words();
        let spotter = Spotter {
            entities: &self.entities,
            lexicons: vec![&self.lexicon],
            patterns: &self.patterns,
            sought: Sought {
                linked: &self.linked,
                loose: None,
                command: None,
            },
            asked: Asked::default(),
            now: TRAINING_TIME,
            language: self.language,
        };
        let blank = |entity: &str| placeholder(self.entities.family(entity));
        let slots = sample.slots.iter();
        let mut values: Vec<_> = slots
            .map(|slot| (slot.span, blank(&slot.entity), Some(slot.entity.clone())))
            .collect();
        for spot in spotter.spots(&utterance, &words) {
            let overlaps = sample
                .slots
                .iter()
                .any(|slot| slot.span.overlaps(spot.span));
            if !overlaps && let Some(reading) = spot.readings.first() {
                values.push((spot.span, blank(&reading.owner), None));
            }
        }
        values.sort_by_key(|(span, ..)| span.first);
        let is_listed = |entity: &Option<String>| {
            entity
                .as_ref()
                .is_none_or(|entity| !self.entities.is_freetext(entity))
        };
        let inside = values
            .iter()
            .filter(|(_, _, entity)| is_listed(entity))
            .flat_map(|(span, ..)| words.get(span.first..span.end).unwrap_or_default());
        let inside = inside.map(|word| (*word).to_owned()).collect();
        let (placeholders, roles): (Vec<_>, Vec<_>) = values
            .into_iter()
            .map(|(span, blank, role)| ((span, blank), role))
            .unzip();
        let template = with_placeholders(&words, &placeholders);
        Sentence {
            template: template.into_iter().map(str::to_owned).collect(),
            inside,
            roles,
            sample,
        }
    }
}

fn dictionary(data: &TrainingData) -> Lexicon {
    let mut lexicon = Lexicon::new();
    for entry in &data.dictionary {
        let meaning = Meaning::Value(Value::from(entry.value.as_str()));
        lexicon.insert(&normalised(&entry.literal), &entry.entity, meaning);
    }
    lexicon
}

/// The words of samples and literals, and those that built-ins are made of.
fn vocabulary(data: &TrainingData, language: Language) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    language.words().for_each(|word| vocabulary.insert(word));
    let pieces = data.samples.iter().flat_map(|sample| &sample.pieces);
    let of_samples = pieces.map(|piece| match piece {
        super::Piece::Text(text) => text.as_str(),
        super::Piece::Annotation { literal, .. } => literal.as_str(),
    });
    let of_dictionary = data.dictionary.iter().map(|entry| entry.literal.as_str());
    for text in of_samples.chain(of_dictionary) {
        for word in normalised(text) {
            vocabulary.insert(&word);
        }
    }
    vocabulary
}

/// What results with an intent may carry: what it is linked to, and the parts of that.
fn links(data: &TrainingData) -> HashMap<String, HashSet<String>> {
    let carried = data.intents.iter().map(|intent| {
        let concepts = intent.links.iter().filter_map(|link| data.concept(link));
        let parts = concepts.flat_map(|concept| &concept.parts);
        let carried = intent.links.iter().chain(parts).cloned().collect();
        (intent.name.clone(), carried)
    });
    carried.collect()
}

fn linked_families(
    links: &HashMap<String, HashSet<String>>,
    entities: &Entities,
) -> BTreeSet<String> {
    let linked = links.values().flatten();
    linked
        .map(|entity| entities.family(entity).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(body: &str) -> Vec<String> {
        let data = TrainingData::parse(&format!("<project>{body}</project>")).unwrap();
        let (_, problems) = Understanding::train("en-US", &data, &Ontology::default());
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_has_no_effect_is_reported_once() {
        let found = problems(
            r#"<ontology>
                <intents><intent name="iA"><links><link conceptref="eGone"/><link conceptref="eGone"/></links></intent></intents>
                <concepts>
                    <concept name="eCode"><regex>(?=a)b</regex></concept>
                    <concept name="eWhole"><relations><relation type="isA" conceptref="nuance_GLOBAL"/></relations></concept>
                    <concept name="eDay"><relations><relation type="isA" conceptref="DATE"/></relations></concept>
                </concepts></ontology>
                <samples>
                    <sample intentref="iB">hello</sample>
                    <sample intentref="iA">on<annotation conceptref="eDay"><annotation conceptref="DATE">the eclipse</annotation></annotation></sample>
                </samples>"#,
        );
        assert_eq!(found.len(), 5, "{found:?}");
        for (problem, start) in found.iter().zip([
            "entity `eGone` is used",
            "intent `iB` has samples",
            "`eWhole` inherits from `nuance_GLOBAL`",
            "the pattern of `eCode` does not compile",
            "`the eclipse` is annotated as `eDay`",
        ]) {
            assert!(problem.starts_with(start), "{problem}");
        }
    }

    #[test]
    fn an_understanding_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Understanding>();
    }
}
