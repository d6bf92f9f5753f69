//! Which entity a value fills where several may have it.

use std::collections::HashSet;

use super::{Found, Spot, Spotter};
use crate::understanding::entities::is_predefined;
use crate::understanding::roles::Roles;

/// How sure it is that a value without any hint answers the question.
const WITHOUT_HINT: f32 = 0.9;

impl Spotter<'_> {
    /// Gives a spot its role: by the words beside it, else by what was asked for, else the entity that owns the value.
    /// In `words`, what belongs to a value is empty.
    pub(in crate::understanding) fn in_role(
        &self,
        spot: &Spot,
        words: &[&str],
        roles: &Roles,
    ) -> Option<Found> {
        let candidates = self.candidates(spot);
        let (entity, confidence) = self.role(spot, words, roles, &candidates)?;
        self.found(spot, entity, confidence)
    }

    /// As [`Spotter::in_role`], with a role of these entities; none where the words do not tell which.
    pub(in crate::understanding) fn in_role_of(
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
