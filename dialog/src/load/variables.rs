//! Variables and complex types.

use std::collections::HashMap;

use super::index::{Index, value_type};
use super::reader::At;
use super::reserved::{self, RESOURCE_REFERENCES};
use crate::model::{Arena, Field, Key, Schema, ValueType, Variable};
use crate::project::FindingCode;

/// What [`variables`] reads.
pub(super) struct Variables {
    pub(super) variables: Arena<Variable>,
    pub(super) schemas: Arena<Schema>,
    pub(super) fields: Arena<Field>,
}

/// Reads `complexVariableTypes` and `variables`, and adds the reserved variables that are not declared.
pub(super) fn variables(project: &At<'_>, index: &mut Index) -> Variables {
    let types = project.list("complexVariableTypes");
    let schema_ids: HashMap<String, Key<Schema>> = types
        .iter()
        .enumerate()
        .map(|(number, at)| (at.text("id").into_owned(), Key::new(number)))
        .collect();

    let mut fields = Arena::default();
    let mut schemas = Arena::default();
    for at in &types {
        let mut own = Vec::new();
        for field in at.list("fields") {
            let value_type = value_type(&field, &schema_ids);
            let masked = field.flag("masked", false);
            let key = fields.add(Field {
                name: field.text("name").into_owned(),
                value_type,
                masked,
            });
            index.fields.insert(field.text("id").into_owned(), key);
            if masked {
                index.masked_fields.insert(key);
            }
            own.push(key);
        }
        schemas.add(Schema { fields: own });
    }

    let mut variables = Arena::default();
    for at in project.list("variables") {
        let name = at.text("name").into_owned();
        let id = at.text("id").into_owned();
        let value_type = if name == RESOURCE_REFERENCES {
            ValueType::ResourceReferences
        } else {
            value_type(&at, &schema_ids)
        };
        let masked = at.flag("masked", false);
        let key = variables.add(Variable {
            name: name.clone(),
            value_type,
            masked,
        });
        if masked {
            index.masked_variables.insert(key);
        }
        if index.variables.insert(id.clone(), key).is_some() {
            at.error(
                FindingCode::DuplicateId,
                format!("two variables have the id `{id}`"),
            );
        }
        if index.variable_names.insert(name.clone(), key).is_some() {
            at.error(
                FindingCode::DuplicateId,
                format!("two variables are called `{name}`"),
            );
        }
    }
    let mut variables = Variables {
        variables,
        schemas,
        fields,
    };
    reserved::add(&mut variables, index);
    variables
}
