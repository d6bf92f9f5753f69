//! Entities and intents.

use super::index::Index;
use super::reader::At;
use crate::model::{Arena, Entity, Key};
use crate::project::FindingCode;

/// Reads `ontology`. `is_sensitive` tells what the training data says about an entity.
pub(super) fn ontology(
    project: &At<'_>,
    is_sensitive: &dyn Fn(&str) -> bool,
    index: &mut Index,
) -> Arena<Entity> {
    let mut entities = Arena::default();
    let Some(ontology) = project.object_at("ontology") else {
        project.warn(
            FindingCode::MissingKey,
            "`ontology` is not there: nothing can be understood",
        );
        return entities;
    };
    let concepts = ontology.list("concepts");
    for (number, at) in concepts.iter().enumerate() {
        let (id, name) = (at.text("id").into_owned(), at.text("name").into_owned());
        if index
            .entities
            .insert(id.clone(), Key::new(number))
            .is_some()
        {
            at.error(
                FindingCode::DuplicateId,
                format!("two entities have the id `{id}`"),
            );
        }
        index.entity_names.insert(name, Key::new(number));
    }
    for (number, at) in concepts.iter().enumerate() {
        let name = at.text("name").into_owned();
        let parent = at.id("isA").and_then(|id| {
            let parent = index.entities.get(id.as_ref()).copied();
            if parent.is_none() {
                at.warn(
                    FindingCode::MissingEntity,
                    format!("`{name}` inherits from `{id}`, which does not exist"),
                );
            }
            parent
        });
        index.place_entity(at);
        let sensitive = is_sensitive(&name);
        if sensitive {
            index.sensitive_entities.insert(Key::new(number));
        }
        entities.add(Entity {
            name,
            parent,
            sensitive,
        });
    }
    for at in ontology.list("intents") {
        let name = at.text("name").into_owned();
        index.place_intent(&name, &at);
        index.intents.insert(at.text("id").into_owned(), name);
    }
    entities
}
