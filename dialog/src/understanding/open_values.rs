//! Entities whose values no list holds.

use super::Understanding;

impl Understanding {
    /// Whether values of an entity are read from text without a list of them: predefined entities, patterns, free text.
    pub(crate) fn reads_open_values(&self, entity: &str) -> bool {
        let mut patterns = self.patterns.iter();
        self.entities.built_in(entity).is_some()
            || self.entities.is_freetext(entity)
            || patterns.any(|pattern| self.entities.is_a(entity, &pattern.entity))
    }
}
