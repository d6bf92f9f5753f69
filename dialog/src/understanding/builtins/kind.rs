//! The kinds of predefined entities.

/// A kind of predefined entity that is read from text, with its value.
///
/// Values are those of Mix.dialog where they are known (nlu.md section 3, model.md section 11). Where they are not, the
/// module of the kind says what was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::understanding) enum BuiltIn {
    /// `YES_NO`: `"yes"` or `"no"`.
    YesNo,
    /// `nuance_BOOLEAN`: `true` or `false`.
    Boolean,
    /// `DATE`: `"20260805"`.
    Date,
    /// `TIME`: `"0330p"`.
    Time,
    /// `nuance_CALENDARX`: a date or a time, whichever takes more words. Mix.dialog does not take it, so there is no value
    /// for both together.
    Calendar,
    /// `nuance_CARDINAL_NUMBER`: `"0042"`.
    Cardinal,
    /// `nuance_ORDINAL_NUMBER`: `22`.
    Ordinal,
    /// `nuance_GENERIC_ORDER`: `22` or `"max"`.
    Order,
    /// `nuance_NUMBER` and `nuance_DOUBLE`: `3` or `3.5`.
    Number,
    /// `nuance_AMOUNT`: `{"unit": "USD", "number": 50}`.
    Amount,
    /// `nuance_DISTANCE`: `{"unit": "km", "number": 5}`, with a `modifier` where one is said.
    Distance,
    /// `nuance_TEMPERATURE`: `{"unit": "C", "number": 23}`, without `unit` where none is said.
    Temperature,
    /// `nuance_QUANTITY`: `{"modifier": "GE", "number": 10}`, either without the other where only one is said.
    Quantity,
    /// `nuance_DURATION`: the words.
    Duration,
    /// `nuance_EXPIRY_DATE`: `"20270831"`.
    Expiry,
}

impl BuiltIn {
    /// The kind that a predefined entity's name stands for.
    pub(in crate::understanding) fn named(entity: &str) -> Option<BuiltIn> {
        Some(match entity {
            "YES_NO" => BuiltIn::YesNo,
            "nuance_BOOLEAN" => BuiltIn::Boolean,
            "DATE" => BuiltIn::Date,
            "TIME" => BuiltIn::Time,
            "nuance_CALENDARX" => BuiltIn::Calendar,
            "nuance_CARDINAL_NUMBER" => BuiltIn::Cardinal,
            "nuance_ORDINAL_NUMBER" => BuiltIn::Ordinal,
            "nuance_GENERIC_ORDER" => BuiltIn::Order,
            "nuance_NUMBER" | "nuance_DOUBLE" => BuiltIn::Number,
            "nuance_AMOUNT" => BuiltIn::Amount,
            "nuance_DISTANCE" => BuiltIn::Distance,
            "nuance_TEMPERATURE" => BuiltIn::Temperature,
            "nuance_QUANTITY" => BuiltIn::Quantity,
            "nuance_DURATION" => BuiltIn::Duration,
            "nuance_EXPIRY_DATE" => BuiltIn::Expiry,
            _ => return None,
        })
    }
}
