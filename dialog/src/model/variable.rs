//! Variables and their types (model.md section 11).

use super::Key;

/// A variable of the project. All variables are global.
#[derive(Debug)]
pub(crate) struct Variable {
    pub name: String,
    pub value_type: ValueType,
}

/// Type of a variable, a field or a list item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueType {
    /// `STRING`, and what is handled like it: `ALPHANUM`, `DIGITS`, `DISTANCE`, `TEMPERATURE`.
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
    List,
    /// Wordsets by entity name.
    DynamicEntityData,
    Object(Key<Schema>),
}

impl ValueType {
    /// Reads `simpleVariableType`, with or without its suffix `_TYPE`.
    pub(crate) fn parse(word: &str) -> Option<ValueType> {
        let word = word.to_ascii_uppercase();
        Some(match word.strip_suffix("_TYPE").unwrap_or(&word) {
            "STRING" | "ALPHANUM" | "DIGITS" | "DISTANCE" | "TEMPERATURE" => ValueType::Text,
            "BOOLEAN" => ValueType::Boolean,
            "DATE" => ValueType::Date,
            "TIME" => ValueType::Time,
            "INTEGER" => ValueType::Integer,
            "DECIMAL" => ValueType::Decimal,
            "AMOUNT" => ValueType::Amount,
            "LIST" => ValueType::List,
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
}
