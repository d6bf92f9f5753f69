//! Variables and their types (model.md section 11).

use super::Key;

/// A variable of the project. All variables are global.
#[derive(Debug)]
pub(crate) struct Variable {
    pub name: String,
    pub value_type: ValueType,
    /// Whether logs and people other than the visitor must not see its value.
    pub masked: bool,
}

/// Type of a variable, a field or a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ValueType {
    /// `STRING`, and what is handled like it: `ALPHANUM`, `DIGITS`.
    Text,
    Boolean,
    /// `YYYYMMDD`.
    Date,
    /// `HHMMa`, `HHMMp`.
    Time,
    Integer,
    Decimal,
    /// `{"unit": .., "number": ..}`.
    Amount,
    /// `{"unit": .., "number": .., "modifier": ..}`.
    Distance,
    /// `{"unit": .., "number": ..}`.
    Temperature,
    /// Type of the items; none: any.
    List(Option<Box<ValueType>>),
    /// Wordsets by entity name.
    DynamicEntityData,
    /// What the reserved variable `ExternalResourceReferences` holds: references to resources, in any JSON form.
    ResourceReferences,
    Object(Key<Schema>),
}

impl ValueType {
    /// Reads `simpleVariableType` or `simpleGenericType`, with or without its suffix `_TYPE`. Lists are of anything.
    pub(crate) fn parse(word: &str) -> Option<ValueType> {
        let word = word.to_ascii_uppercase();
        Some(match word.strip_suffix("_TYPE").unwrap_or(&word) {
            "STRING" | "ALPHANUM" | "DIGITS" => ValueType::Text,
            "BOOLEAN" => ValueType::Boolean,
            "DATE" => ValueType::Date,
            "TIME" => ValueType::Time,
            "INTEGER" => ValueType::Integer,
            "DECIMAL" => ValueType::Decimal,
            "AMOUNT" => ValueType::Amount,
            "DISTANCE" => ValueType::Distance,
            "TEMPERATURE" => ValueType::Temperature,
            "LIST" => ValueType::List(None),
            "DYNAMIC_ENTITY_DATA" => ValueType::DynamicEntityData,
            _ => return None,
        })
    }
}

/// A complex variable type.
#[derive(Debug)]
pub(crate) struct Schema {
    pub fields: Vec<Key<Field>>,
}

/// A field of a schema.
#[derive(Debug)]
pub(crate) struct Field {
    pub name: String,
    pub value_type: ValueType,
    /// Whether logs and people other than the visitor must not see its value.
    pub masked: bool,
}
