//! The entities of a project and how they inherit from each other (`isA`, nlu.md section 1).
//!
//! Entities come from two files: the project's own with their traits from the `.trsx`, predefined ones from `dialog.json`.
//! A chain that runs in a circle ends where it meets itself.

use std::collections::{HashMap, HashSet};

use super::builtins::BuiltIn;
use super::{Ontology, TrainingData};

/// How many ancestors are followed; real chains have three.
const MAX_LINEAGE: usize = 32;

/// All entities of a project.
#[derive(Debug, Default)]
pub(super) struct Entities {
    parents: HashMap<String, Vec<String>>,
    /// Every entity with those that inherit from it, itself first.
    kinds: HashMap<String, Vec<String>>,
    freetext: HashSet<String>,
}

impl Entities {
    /// Brings both declarations together.
    pub(super) fn new(data: &TrainingData, ontology: &Ontology) -> Entities {
        let mut entities = Entities::default();
        let mut order = Vec::new();
        let from_project = data
            .concepts
            .iter()
            .map(|concept| (&concept.name, &concept.parents));
        let from_dialog = ontology
            .entities
            .iter()
            .map(|entity| (&entity.name, &entity.parents));
        for (name, parents) in from_project.chain(from_dialog) {
            let known = entities.parents.entry(name.clone()).or_insert_with(|| {
                order.push(name.clone());
                Vec::new()
            });
            for parent in parents {
                if !known.contains(parent) {
                    known.push(parent.clone());
                }
            }
        }
        let freetext = data.concepts.iter().filter(|concept| concept.freetext);
        entities.freetext = freetext.map(|concept| concept.name.clone()).collect();
        for name in &order {
            let ancestors: Vec<String> = entities
                .lineage(name)
                .into_iter()
                .map(str::to_owned)
                .collect();
            for ancestor in ancestors {
                let kinds = entities
                    .kinds
                    .entry(ancestor.clone())
                    .or_insert_with(|| vec![ancestor]);
                if !kinds.contains(name) {
                    kinds.push(name.clone());
                }
            }
        }
        entities
    }

    /// Whether either file declares the entity, or the format predefines it.
    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.parents.contains_key(name) || is_predefined(name)
    }

    /// The entity and everything that it inherits from, nearest first.
    pub(super) fn lineage<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let mut lineage = vec![name];
        let mut next = 0;
        while let Some(entity) = lineage.get(next).copied() {
            for parent in self.parents.get(entity).into_iter().flatten() {
                if lineage.len() < MAX_LINEAGE && !lineage.contains(&parent.as_str()) {
                    lineage.push(parent);
                }
            }
            next += 1;
        }
        lineage
    }

    /// Whether `name` is `ancestor` or inherits from it.
    pub(super) fn is_a(&self, name: &str, ancestor: &str) -> bool {
        self.lineage(name).contains(&ancestor)
    }

    /// The entity and everything that inherits from it.
    pub(super) fn kinds<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        match self.kinds.get(name) {
            Some(kinds) => kinds.iter().map(String::as_str).collect(),
            None => vec![name],
        }
    }

    /// The name that all relatives have in common: the predefined entity that they inherit from, or the end of the chain.
    pub(super) fn family<'a>(&'a self, name: &'a str) -> &'a str {
        let lineage = self.lineage(name);
        let predefined = lineage.iter().find(|entity| is_predefined(entity));
        predefined.or(lineage.last()).copied().unwrap_or(name)
    }

    /// The predefined entity that tells how to read this one from text.
    pub(super) fn built_in<'a>(&'a self, name: &'a str) -> Option<(&'a str, BuiltIn)> {
        let mut lineage = self.lineage(name).into_iter();
        lineage.find_map(|entity| Some((entity, BuiltIn::named(entity)?)))
    }

    /// Whether any text is a value.
    pub(super) fn is_freetext(&self, name: &str) -> bool {
        self.lineage(name)
            .into_iter()
            .any(|entity| self.freetext.contains(entity))
    }
}

/// Whether the format defines the entity, rather than the project.
pub(super) fn is_predefined(name: &str) -> bool {
    BuiltIn::named(name).is_some()
        || name.starts_with("nuance_")
        || is_referrer(name)
        || matches!(name, "AND" | "OR" | "NOT")
}

/// Whether the entity stands for something said before, such as `REF_PLACE` for "there".
pub(super) fn is_referrer(name: &str) -> bool {
    name.starts_with("REF_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::EntityDeclaration;

    fn entities(declared: &[(&str, &str)]) -> Entities {
        let entities = declared.iter().map(|(name, parents)| EntityDeclaration {
            name: (*name).to_owned(),
            parents: parents.split_whitespace().map(str::to_owned).collect(),
        });
        Entities::new(
            &TrainingData::default(),
            &Ontology {
                entities: entities.collect(),
            },
        )
    }

    #[test]
    fn an_entity_knows_its_ancestors_and_its_descendants() {
        let entities = entities(&[("eFrom", "eCity"), ("eTo", "eCity"), ("eCity", "")]);
        assert_eq!(entities.lineage("eTo"), ["eTo", "eCity"]);
        assert_eq!(entities.kinds("eCity"), ["eCity", "eFrom", "eTo"]);
        assert!(entities.is_a("eFrom", "eCity") && !entities.is_a("eCity", "eFrom"));
        assert_eq!(entities.family("eTo"), "eCity");
    }

    #[test]
    fn the_family_of_a_date_is_the_date_and_not_every_calendar_entity() {
        let entities = entities(&[
            ("eDay", "DATE"),
            ("DATE", "nuance_CALENDARX"),
            ("TIME", "nuance_CALENDARX"),
        ]);
        assert_eq!(entities.family("eDay"), "DATE");
        assert_eq!(entities.built_in("eDay"), Some(("DATE", BuiltIn::Date)));
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_ends() {
        let entities = entities(&[("a", "b"), ("b", "c"), ("c", "a")]);
        assert_eq!(entities.lineage("a"), ["a", "b", "c"]);
    }

    #[test]
    fn a_chain_without_end_is_followed_only_so_far() {
        let names: Vec<String> = (0..2_000).map(|number| format!("e{number}")).collect();
        let links = names.iter().zip(names.iter().skip(1));
        let declared: Vec<(&str, &str)> = links
            .map(|(name, parent)| (name.as_str(), parent.as_str()))
            .collect();
        assert_eq!(entities(&declared).lineage("e0").len(), MAX_LINEAGE);
    }

    #[test]
    fn an_entity_that_nobody_declares_stands_alone() {
        let entities = entities(&[]);
        assert_eq!(entities.kinds("eX"), ["eX"]);
        assert!(!entities.is_declared("eX") && entities.is_declared("DATE"));
    }
}
