//! References to what was said before, such as "there" for a city (nlu.md section 4, "Anaphora").

use serde_json::Value;

use super::entities::Entities;
use super::query::RecentEntity;

/// The value of the entity filled last that is related to `entity`.
pub(super) fn resolve(
    entity: &str,
    recent: &[RecentEntity<'_>],
    entities: &Entities,
) -> Option<Value> {
    let family = entities.family(entity);
    let related = recent
        .iter()
        .find(|filled| entities.family(filled.name) == family);
    related.map(|filled| filled.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::{EntityDeclaration, Ontology, TrainingData};

    #[test]
    fn a_reference_takes_the_value_of_the_relative_filled_last() {
        let declared = [
            ("eFrom", vec!["eCity"]),
            ("eTo", vec!["eCity"]),
            ("eCity", vec![]),
            ("eSize", vec![]),
        ];
        let declared = declared.map(|(name, parents)| EntityDeclaration {
            name: name.into(),
            parents: parents.into_iter().map(str::to_owned).collect(),
        });
        let entities = Entities::new(
            &TrainingData::default(),
            &Ontology {
                entities: declared.into(),
            },
        );
        let [size, from, to] = [Value::from("L"), Value::from("Rome"), Value::from("Oslo")];
        let recent = [("eSize", &size), ("eFrom", &from), ("eTo", &to)];
        let recent = recent.map(|(name, value)| RecentEntity { name, value });
        assert_eq!(resolve("eTo", &recent, &entities), Some("Rome".into()));
        assert_eq!(resolve("eColor", &recent, &entities), None);
    }
}
