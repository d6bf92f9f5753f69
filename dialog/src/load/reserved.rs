//! Variables that every project has (model.md section 11), for exports that do not declare them.

use super::index::Index;
use super::variables::Variables;
use crate::model::{Field, Key, Schema, ValueType, Variable};

/// Name of the reserved variable that refers to resources of the speech and understanding services. Exports declare it
/// as a text; clients send JSON.
pub(super) const RESOURCE_REFERENCES: &str = "ExternalResourceReferences";

/// Reserved variables that are texts.
const TEXTS: [&str; 4] = [
    "language",
    "returnCode",
    "returnMessage",
    "channelIntegration",
];

/// Reserved variables that hold what was understood last.
const INTERPRETATIONS: [&str; 2] = ["lastCollectionResultObject", "lastConfirmationResultObject"];

/// Adds the reserved variables that are not declared.
pub(super) fn add(variables: &mut Variables, index: &mut Index) {
    for name in TEXTS {
        add_missing(variables, index, name, |_| ValueType::Text);
    }
    add_missing(variables, index, RESOURCE_REFERENCES, |_| {
        ValueType::ResourceReferences
    });
    for name in INTERPRETATIONS {
        add_missing(variables, index, name, interpretation_result);
    }
    add_missing(variables, index, "userData", user_data);
}

fn add_missing(
    variables: &mut Variables,
    index: &mut Index,
    name: &str,
    value_type: fn(&mut Variables) -> ValueType,
) {
    if index.variable_names.contains_key(name) {
        return;
    }
    let value_type = value_type(variables);
    let key = variables.variables.add(Variable {
        name: name.to_owned(),
        value_type,
        // What the visitor said last may be the answer to a sensitive question.
        masked: INTERPRETATIONS.contains(&name),
    });
    index.variable_names.insert(name.to_owned(), key);
}

fn interpretation_result(variables: &mut Variables) -> ValueType {
    let interpretation = [
        ("intent", ValueType::Text),
        ("confidence", ValueType::Decimal),
    ];
    let interpretation = schema(variables, interpretation);
    let fields = [
        ("literal", ValueType::Text),
        ("formattedLiteral", ValueType::Text),
        (
            "interpretations",
            ValueType::List(Some(Box::new(ValueType::Object(interpretation)))),
        ),
    ];
    ValueType::Object(schema(variables, fields))
}

fn user_data(variables: &mut Variables) -> ValueType {
    let location = schema(
        variables,
        ["latitude", "longitude"].map(|name| (name, ValueType::Text)),
    );
    let ids = [
        "timezone",
        "userGlobalID",
        "userChannelID",
        "userAuxiliaryID",
        "systemID",
    ];
    let texts = ids.map(|name| (name, ValueType::Text));
    let fields = texts
        .into_iter()
        .chain([("location", ValueType::Object(location))]);
    ValueType::Object(schema(variables, fields))
}

fn schema(
    variables: &mut Variables,
    fields: impl IntoIterator<Item = (&'static str, ValueType)>,
) -> Key<Schema> {
    let fields = fields
        .into_iter()
        .map(|(name, value_type)| {
            variables.fields.add(Field {
                name: name.to_owned(),
                value_type,
                masked: false,
            })
        })
        .collect();
    variables.schemas.add(Schema { fields })
}
