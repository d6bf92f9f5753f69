//! Finds values of entities in a text: longest match, left to right (nlu.md section 4, rule 4).

use std::collections::{BTreeSet, HashSet};

use jiff::civil::DateTime;
use serde_json::Value;

use super::builtins::{BuiltIn, Language, TaggedWords};
use super::entities::{Entities, is_predefined};
use super::lexicon::{Lexicon, Meaning, Reading};
use super::normalise::{Span, Utterance};
use super::pattern::Pattern;
use super::query::CommandContext;
use super::roles::Roles;

/// Where values may come from.
#[derive(Debug)]
pub(super) struct Spotter<'a> {
    pub(super) entities: &'a Entities,
    /// Earlier ones win where two know the same literal.
    pub(super) lexicons: Vec<&'a Lexicon>,
    pub(super) patterns: &'a [Pattern],
    pub(super) sought: Sought<'a>,
    /// What was asked for.
    pub(super) asked: Asked<'a>,
    pub(super) now: DateTime,
    /// The language that built-ins are read in.
    pub(super) language: Language,
}

/// The families to look for. An entity that no intent carries and nobody asks for would only hide words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought<'a> {
    /// Those that intents carry.
    pub(super) linked: &'a BTreeSet<String>,
    /// Those that samples without intent carry, where they are looked for.
    pub(super) loose: Option<&'a BTreeSet<String>>,
    /// Commands are values only where they do something.
    pub(super) command: Option<CommandContext<'a>>,
}

/// What the dialog asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    /// The entity in focus.
    pub(super) focus: Option<&'a str>,
    /// The entities of its question router.
    pub(super) router: &'a [&'a str],
}

impl<'a> Asked<'a> {
    fn entities(self) -> impl Iterator<Item = &'a str> {
        self.focus.into_iter().chain(self.router.iter().copied())
    }
}

impl CommandContext<'_> {
    /// Whether a value does something at the waiting node.
    pub(super) fn is_active(&self, meaning: &Meaning) -> bool {
        let Meaning::Value(Value::String(value)) = meaning else {
            return false;
        };
        self.active_values.contains(&value.as_str())
    }
}

/// Words that carry a value, with every meaning that they have.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) span: Span,
    pub(super) readings: Vec<Reading>,
}

/// A value in its role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) entity: String,
    pub(super) meaning: Meaning,
    /// How sure the role is.
    pub(super) confidence: f32,
}

/// How sure it is that a value without any hint answers the question.
const WITHOUT_HINT: f32 = 0.9;

impl Spotter<'_> {
    /// The values in a text, from left to right, none overlapping.
    pub(super) fn spots(&self, utterance: &Utterance<'_>, words: &[&str]) -> Vec<Spot> {
        let patterns = self
            .patterns
            .iter()
            .filter(|pattern| self.looks_for(&pattern.entity));
        let matches: Vec<(Span, &str)> = patterns
            .flat_map(|pattern| {
                pattern
                    .spans(utterance)
                    .into_iter()
                    .map(|span| (span, pattern.entity.as_str()))
            })
            .collect();
        let built_ins = self.built_ins();
        let tagged = self.language.tag(words);
        let mut spots = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_at(at, words, &tagged, &matches, &built_ins) {
                Some(spot) => {
                    at = spot.span.end;
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }

    /// The kinds of built-ins to look for, in a fixed order.
    fn built_ins(&self) -> Vec<(&str, BuiltIn)> {
        let Sought { linked, loose, .. } = self.sought;
        let known = linked.iter().chain(loose.into_iter().flatten());
        let asked = self.asked.entities();
        let families = known
            .map(String::as_str)
            .chain(asked.map(|entity| self.entities.family(entity)));
        let mut built_ins: Vec<(&str, BuiltIn)> = families
            .filter_map(|family| Some((family, BuiltIn::named(family)?)))
            .collect();
        built_ins.sort_unstable_by_key(|(family, _)| *family);
        built_ins.dedup_by_key(|(family, _)| *family);
        built_ins
    }

    fn looks_for(&self, owner: &str) -> bool {
        let family = self.entities.family(owner);
        let Sought {
            linked,
            loose,
            command,
        } = self.sought;
        if command.is_some_and(|command| self.entities.family(command.entity) == family) {
            return loose.is_some() || self.asked.focus == Some(owner);
        }
        linked.contains(family)
            || loose.is_some_and(|loose| loose.contains(family))
            || self
                .asked
                .entities()
                .any(|entity| self.entities.family(entity) == family)
    }

    /// Whether a reading means something here: a command that does nothing at this question is a word like others.
    fn counts(&self, reading: &Reading) -> bool {
        let of = self.sought.command;
        let of = of.filter(|command| command.entity == reading.owner);
        self.looks_for(&reading.owner)
            && of.is_none_or(|command| {
                self.asked.focus == Some(command.entity) || command.is_active(&reading.meaning)
            })
    }

    fn longest_at(
        &self,
        at: usize,
        words: &[&str],
        tagged: &TaggedWords<'_>,
        matches: &[(Span, &str)],
        built_ins: &[(&str, BuiltIn)],
    ) -> Option<Spot> {
        let rest = words.get(at..)?;
        let mut longest = Longest::default();
        for lexicon in &self.lexicons {
            for (length, readings) in lexicon.at_start(rest) {
                for reading in readings.iter().filter(|reading| self.counts(reading)) {
                    longest.offer(length, &reading.owner, reading.meaning.clone());
                }
            }
        }
        for (span, owner) in matches.iter().filter(|(span, _)| span.first == at) {
            longest.offer(span.end - span.first, owner, Meaning::Literal);
        }
        let asked = self
            .asked
            .focus
            .and_then(|focus| self.entities.built_in(focus));
        for (owner, kind) in built_ins {
            let reading = if asked.is_some_and(|(_, asked)| asked == *kind) {
                tagged.at_when_asked(at, *kind, self.now)
            } else {
                tagged.at(at, *kind, self.now)
            };
            if let Some(reading) = reading {
                longest.offer(reading.words, owner, meaning(reading.value));
            }
        }
        let span = Span {
            first: at,
            end: at + longest.length,
        };
        (longest.length > 0).then_some(Spot {
            span,
            readings: longest.readings,
        })
    }

    /// Gives a spot its role: by the words beside it, else by what was asked for, else the entity that owns the value.
    /// In `words`, what belongs to a value is empty.
    pub(super) fn in_role(&self, spot: &Spot, words: &[&str], roles: &Roles) -> Option<Found> {
        let candidates = self.candidates(spot);
        let (entity, confidence) = self.role(spot, words, roles, &candidates)?;
        self.found(spot, entity, confidence)
    }

    /// As [`Spotter::in_role`], with a role of these entities; none where the words do not tell which.
    pub(super) fn in_role_of(
        &self,
        spot: &Spot,
        words: &[&str],
        roles: &Roles,
        entities: &HashSet<String>,
    ) -> Option<Found> {
        let mut candidates = self.candidates(spot);
        candidates.retain(|entity| entities.contains(*entity));
        let (entity, confidence) = match candidates.as_slice() {
            [only] => (*only, WITHOUT_HINT),
            _ => roles.choose(words, spot.span, &candidates)?,
        };
        self.found(spot, entity, confidence)
    }

    fn found(&self, spot: &Spot, entity: &str, confidence: f32) -> Option<Found> {
        let mut readings = spot.readings.iter();
        let reading = readings.find(|reading| self.entities.is_a(entity, &reading.owner))?;
        Some(Found {
            span: spot.span,
            entity: entity.to_owned(),
            meaning: reading.meaning.clone(),
            confidence,
        })
    }

    /// Every entity that the spot may fill: the owners of its meanings and what inherits from them.
    fn candidates<'s>(&'s self, spot: &'s Spot) -> Vec<&'s str> {
        let mut candidates = Vec::new();
        for reading in &spot.readings {
            let kinds = || self.entities.kinds(&reading.owner);
            let own = kinds().any(|kind| !is_predefined(kind));
            for kind in kinds() {
                let counts = !(own && is_predefined(kind)) || self.asked.focus == Some(kind);
                if counts && !self.entities.is_freetext(kind) && !candidates.contains(&kind) {
                    candidates.push(kind);
                }
            }
        }
        candidates
    }

    fn role<'s>(
        &self,
        spot: &'s Spot,
        words: &[&str],
        roles: &Roles,
        candidates: &[&'s str],
    ) -> Option<(&'s str, f32)> {
        if let [only] = candidates {
            return Some((only, 1.0));
        }
        let focus = candidates
            .iter()
            .find(|entity| self.asked.focus == Some(**entity))
            .copied();
        // An entity without samples loses against every clue; being asked for is the better evidence then.
        let untrained = focus.filter(|entity| !roles.knows(entity));
        if let Some(entity) = untrained {
            return Some((entity, WITHOUT_HINT));
        }
        if let Some(found) = roles.choose(words, spot.span, candidates) {
            return Some(found);
        }
        if let Some(focus) = focus {
            return Some((focus, WITHOUT_HINT));
        }
        let mut expected = candidates
            .iter()
            .filter(|entity| self.asked.router.contains(*entity));
        match (expected.next(), expected.next()) {
            (Some(entity), None) => Some((entity, WITHOUT_HINT)),
            _ => spot
                .readings
                .first()
                .map(|reading| (reading.owner.as_str(), 1.0)),
        }
    }
}

/// The readings that take the most words so far.
#[derive(Default)]
struct Longest {
    length: usize,
    readings: Vec<Reading>,
}

impl Longest {
    fn offer(&mut self, length: usize, owner: &str, meaning: Meaning) {
        if length > self.length {
            self.readings.clear();
            self.length = length;
        }
        if length == self.length && self.readings.iter().all(|reading| reading.owner != owner) {
            self.readings.push(Reading {
                owner: owner.to_owned(),
                meaning,
            });
        }
    }
}

/// What a built-in's value means.
pub(super) fn meaning(value: Option<Value>) -> Meaning {
    value.map_or(Meaning::Literal, Meaning::Value)
}

/// The words with an empty one for each that belongs to a value: what stands beside a value is a clue, another value is not.
pub(super) fn masked<'w>(words: &[&'w str], spans: impl Iterator<Item = Span>) -> Vec<&'w str> {
    let mut masked = words.to_vec();
    for span in spans {
        for word in masked.get_mut(span.first..span.end).unwrap_or_default() {
            *word = "";
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;
    use crate::understanding::normalise::normalised;
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
}
