//! The entities of a project and how they inherit from each other (`isA`, nlu.md section 1).
//!
//! Entities come from two files: the project's own with their traits from the `.trsx`, predefined ones from `dialog.json`.
//! A chain that runs in a circle ends where it meets itself.

use std::collections::{HashMap, HashSet};

use super::builtins::BuiltIn;
use super::{Ontology, TrainingData};

/// How many ancestors are followed; real chains have three.
const MAX_LINEAGE: usize = 32;

/// All entities of a project, with what every query asks about them worked out.
#[derive(Debug, Default)]
pub(super) struct Entities {
    traits: HashMap<String, Traits>,
    declared: HashSet<String>,
}

/// What is known about an entity.
#[derive(Debug, Default)]
struct Traits {
    /// Itself and everything that it inherits from, nearest first.
    lineage: Vec<String>,
    /// Everything that inherits from it, in the order of declaration.
    heirs: Vec<String>,
    family: String,
    built_in: Option<(String, BuiltIn)>,
    is_freetext: bool,
}

impl Entities {
    /// Brings both declarations together.
    pub(super) fn new(data: &TrainingData, ontology: &Ontology) -> Entities {
        let mut parents: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut order = Vec::new();
        let from_project = data
            .concepts
            .iter()
            .map(|concept| (&concept.name, &concept.parents));
        let from_dialog = ontology
            .entities
            .iter()
            .map(|entity| (&entity.name, &entity.parents));
        for (name, declared) in from_project.chain(from_dialog) {
            let known = parents.entry(name).or_insert_with(|| {
                order.push(name.as_str());
                Vec::new()
            });
            for parent in declared {
                if !known.contains(&parent.as_str()) {
                    known.push(parent);
                }
            }
        }
        let freetext = data.concepts.iter().filter(|concept| concept.freetext);
        let freetext: HashSet<&str> = freetext.map(|concept| concept.name.as_str()).collect();
        let mut entities = Entities::default();
        for name in &order {
            let lineage = lineage(name, &parents);
            let is_freetext = lineage.iter().any(|entity| freetext.contains(entity));
            entities
                .traits
                .insert((*name).to_owned(), Traits::of(&lineage, is_freetext));
        }
        entities.declared = order.iter().map(|name| (*name).to_owned()).collect();
        for name in &order {
            for ancestor in lineage(name, &parents) {
                // Entities that nobody declares have heirs all the same.
                let ancestor = entities
                    .traits
                    .entry(ancestor.to_owned())
                    .or_insert_with(|| Traits::of(&[ancestor], freetext.contains(ancestor)));
                ancestor.heirs.push((*name).to_owned());
            }
        }
        for (name, traits) in &mut entities.traits {
            traits.heirs.retain(|kind| kind != name);
        }
        entities
    }

    /// Whether either file declares the entity, or the format predefines it.
    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(name) || is_predefined(name)
    }

    /// The entity and everything that it inherits from, nearest first.
    pub(super) fn lineage<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let known = self.traits.get(name);
        let ancestors = known
            .into_iter()
            .flat_map(|traits| traits.lineage.iter().skip(1));
        std::iter::once(name).chain(ancestors.map(String::as_str))
    }

    /// Whether `name` is `ancestor` or inherits from it.
    pub(super) fn is_a(&self, name: &str, ancestor: &str) -> bool {
        self.lineage(name).any(|entity| entity == ancestor)
    }

    /// The entity and everything that inherits from it.
    pub(super) fn kinds<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let known = self.traits.get(name);
        let heirs = known.into_iter().flat_map(|traits| traits.heirs.iter());
        std::iter::once(name).chain(heirs.map(String::as_str))
    }

    /// The name that all relatives have in common: the predefined entity that they inherit from, or the end of the chain.
    pub(super) fn family<'a>(&'a self, name: &'a str) -> &'a str {
        self.traits
            .get(name)
            .map_or(name, |traits| traits.family.as_str())
    }

    /// The predefined entity that tells how to read this one from text.
    pub(super) fn built_in<'a>(&'a self, name: &'a str) -> Option<(&'a str, BuiltIn)> {
        match self.traits.get(name) {
            Some(traits) => {
                let (entity, kind) = traits.built_in.as_ref()?;
                Some((entity, *kind))
            }
            None => Some((name, BuiltIn::named(name)?)),
        }
    }

    /// Whether any text is a value.
    pub(super) fn is_freetext(&self, name: &str) -> bool {
        self.traits
            .get(name)
            .is_some_and(|traits| traits.is_freetext)
    }
}

impl Traits {
    fn of(lineage: &[&str], is_freetext: bool) -> Traits {
        let predefined = lineage.iter().find(|entity| is_predefined(entity));
        let family = predefined.or(lineage.last()).copied().unwrap_or_default();
        let built_in = lineage
            .iter()
            .find_map(|entity| Some(((*entity).to_owned(), BuiltIn::named(entity)?)));
        Traits {
            lineage: lineage.iter().map(|entity| (*entity).to_owned()).collect(),
            heirs: Vec::new(),
            family: family.to_owned(),
            built_in,
            is_freetext,
        }
    }
}

/// An entity and its ancestors, nearest first.
fn lineage<'a>(name: &'a str, parents: &HashMap<&str, Vec<&'a str>>) -> Vec<&'a str> {
    let mut lineage = vec![name];
    let mut next = 0;
    while let Some(entity) = lineage.get(next).copied() {
        for parent in parents.get(entity).into_iter().flatten() {
            if lineage.len() < MAX_LINEAGE && !lineage.contains(parent) {
                lineage.push(parent);
            }
        }
        next += 1;
    }
    lineage
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
        assert!(entities.lineage("eTo").eq(["eTo", "eCity"]));
        assert!(entities.kinds("eCity").eq(["eCity", "eFrom", "eTo"]));
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
        assert!(entities.lineage("a").eq(["a", "b", "c"]));
    }

    #[test]
    fn a_chain_without_end_is_followed_only_so_far() {
        let names: Vec<String> = (0..2_000).map(|number| format!("e{number}")).collect();
        let links = names.iter().zip(names.iter().skip(1));
        let declared: Vec<(&str, &str)> = links
            .map(|(name, parent)| (name.as_str(), parent.as_str()))
            .collect();
        assert_eq!(entities(&declared).lineage("e0").count(), MAX_LINEAGE);
    }

    #[test]
    fn an_entity_that_nobody_declares_stands_alone() {
        let entities = entities(&[]);
        assert!(entities.kinds("eX").eq(["eX"]));
        assert!(!entities.is_declared("eX") && entities.is_declared("DATE"));
    }
}
