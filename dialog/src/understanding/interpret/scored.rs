//! Rules 4 to 7: values with a template or the classifier's intent around them.

use super::analysis::{Analysis, Scope};
use super::{Attempt, TEMPLATE};
use crate::understanding::normalise::Span;
use crate::understanding::spotting::{Found, Spot, meaning};
use crate::understanding::{Interpretation, SpottedEntity};

/// Confidence of a yes or no that more words follow.
const FIRST_WORD: f32 = 0.9;

/// Confidence of values in a text that otherwise says nothing known; also what a text without any value needs to pass
/// for one that carries no intent.
const UNSURE: f32 = 0.5;

impl Attempt<'_> {
    /// The first of the rules 4 to 7 that has an answer.
    pub(super) fn spotted(&self, words: &[&str]) -> Option<Interpretation> {
        let expected = self.analysis(words, Scope::Expected);
        if let Some(found) = self.template(words, &expected) {
            return Some(found);
        }
        let everything = self.analysis(words, Scope::Everything);
        let has_more = everything.values != expected.values;
        if has_more && let Some(found) = self.template(words, &everything) {
            return Some(found);
        }
        let carried = self.carried(words, &expected);
        let found = carried.or_else(|| self.first_word(words, &expected.values));
        found.or_else(|| {
            if has_more && self.carries_no_intent(words, &everything, &expected) {
                self.scored(words, &everything)
            } else {
                self.scored(words, &expected)
            }
        })
    }

    /// Rule 4: the text is a sample with other values.
    fn template(&self, words: &[&str], analysis: &Analysis<'_>) -> Option<Interpretation> {
        if analysis.values.is_empty() {
            return None;
        }
        let template = analysis.template(words);
        let (known, share) = self.trained.samples.template(&template)?;
        let spots = analysis.values.iter().map(|(spot, _)| spot);
        let found = self.in_given_roles(&known.roles, spots);
        Some(self.interpretation(known.intent.clone(), TEMPLATE * share, found))
    }

    /// The entities of values in the roles that a sample gives them. An answer to a question for an entity that no
    /// sample has goes to that.
    pub(super) fn in_given_roles<'s>(
        &self,
        roles: &[Option<String>],
        spots: impl Iterator<Item = &'s Spot>,
    ) -> Vec<SpottedEntity> {
        let entities = &self.trained.entities;
        let focus = self.query.focus;
        let untrained = focus.filter(|focus| !self.trained.roles.knows(focus));
        let found = roles.iter().zip(spots).filter_map(|(role, spot)| {
            let role = role.as_deref()?;
            let relative =
                untrained.filter(|focus| entities.family(focus) == entities.family(role));
            let role = relative.unwrap_or(role);
            let mut readings = spot.readings.iter();
            let reading = readings.find(|reading| entities.is_a(role, &reading.owner))?;
            let value = self.resolve(role, spot.span, &reading.meaning)?;
            Some(self.entity(role, spot.span, value, TEMPLATE))
        });
        found.collect()
    }

    /// A yes or no at the beginning, at a yes/no question, when nothing else was said that counts.
    fn first_word(&self, words: &[&str], values: &[(Spot, Found)]) -> Option<Interpretation> {
        let focus = self.query.focus.filter(|_| values.is_empty())?;
        let (_, kind) = self.trained.entities.built_in(focus)?;
        let reading = self.trained.language.tag(words).first_word(kind)?;
        let span = Span {
            first: 0,
            end: reading.words,
        };
        let value = self.resolve(focus, span, &meaning(reading.value))?;
        let entity = self.entity(focus, span, value, FIRST_WORD);
        Some(self.interpretation(None, FIRST_WORD, vec![entity]))
    }

    /// Whether a text is better taken for one of commands and other values that no intent carries. Their literals are
    /// ordinary words in other sentences: a command "book a flight" is no reason to cut it out of "book a flight to
    /// Rome".
    fn carries_no_intent(
        &self,
        words: &[&str],
        everything: &Analysis<'_>,
        expected: &Analysis<'_>,
    ) -> bool {
        let classifier = &self.trained.classifier;
        if self.is_filled(everything) {
            return true;
        }
        let with = classifier.best(&everything.phrase(words));
        let without = classifier.best(&expected.phrase(words));
        with.filter(|with| with.intent.is_none())
            .is_some_and(|with| without.is_none_or(|without| with.confidence >= without.confidence))
    }

    /// Rules 5 to 7: the classifier's intent with the entities that it may carry, or the entities alone, or nothing.
    fn scored(&self, words: &[&str], analysis: &Analysis<'_>) -> Option<Interpretation> {
        let entities: Vec<SpottedEntity> = analysis
            .values
            .iter()
            .filter_map(|(spot, found)| self.spotted_entity(spot, found))
            .collect();
        if !entities.is_empty() && self.is_filled(analysis) {
            return Some(self.interpretation(None, self.trained.of_values_only, entities));
        }
        let guess = self.trained.classifier.best(&analysis.phrase(words));
        let guess = guess.filter(|guess| guess.confidence >= self.query.confidence_low);
        match guess.map(|guess| (guess.intent, guess.confidence)) {
            Some((Some(intent), confidence))
                if self.carries_the_answer(intent, &entities) && self.may_leave(confidence) =>
            {
                let entities = self.carried_by(intent, analysis);
                Some(self.interpretation(Some(intent.to_owned()), confidence, entities))
            }
            Some((None, confidence)) if !entities.is_empty() || confidence >= UNSURE => {
                Some(self.interpretation(None, confidence, entities))
            }
            _ => (!entities.is_empty()).then(|| self.interpretation(None, UNSURE, entities)),
        }
    }

    fn spotted_entity(&self, spot: &Spot, found: &Found) -> Option<SpottedEntity> {
        let value = self.resolve(&found.entity, spot.span, &found.meaning)?;
        Some(self.entity(&found.entity, spot.span, value, found.confidence))
    }

    /// The entities of an intent. A value that would be lost in its likeliest role plays the one that the intent has.
    fn carried_by(&self, intent: &str, analysis: &Analysis<'_>) -> Vec<SpottedEntity> {
        let Some(links) = self.trained.links.get(intent) else {
            return Vec::new();
        };
        let spotter = self.spotter(Scope::Expected);
        let roles = &self.trained.roles;
        let carried = analysis.values.iter().filter_map(|(spot, found)| {
            if links.contains(&found.entity) {
                return self.spotted_entity(spot, found);
            }
            let other = spotter.in_role_of(spot, &analysis.beside, roles, links)?;
            self.spotted_entity(spot, &other)
        });
        carried.collect()
    }

    /// At a question for an entity, an intent leads away from it; that takes more than a guess.
    fn may_leave(&self, confidence: f32) -> bool {
        self.query.focus.is_none() || confidence > UNSURE
    }

    /// Whether the intent may carry the entity in focus, if that was found: an answer is not given away for a guess.
    fn carries_the_answer(&self, intent: &str, entities: &[SpottedEntity]) -> bool {
        let focus = self.query.focus;
        let answered = focus.filter(|focus| entities.iter().any(|entity| entity.name == *focus));
        answered.is_none_or(|focus| {
            let links = self.trained.links.get(intent);
            links.is_some_and(|links| links.contains(focus))
        })
    }

    /// Whether a text is nothing but values and words like "please".
    fn is_filled(&self, analysis: &Analysis<'_>) -> bool {
        let language = self.trained.language;
        !analysis.values.is_empty() && analysis.outside().all(|word| language.is_filler(word))
    }
}
