//! The kinds of predefined entities.

/// A kind of predefined entity that is read from text.
///
/// Values are those of Mix.dialog where they are known (nlu.md section 3, model.md section 11). Where they are not, the
/// module of the kind says what was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::understanding) enum BuiltIn {
    /// `YES_NO`.
    YesNo,
    /// `nuance_BOOLEAN`.
    Boolean,
    /// `DATE`.
    Date,
    /// `TIME`.
    Time,
    /// `nuance_CALENDARX`: a date or a time, whichever takes more words. Mix.dialog does not take it with both.
    Calendar,
    /// `nuance_CARDINAL_NUMBER`.
    Cardinal,
    /// `nuance_ORDINAL_NUMBER`.
    Ordinal,
    /// `nuance_GENERIC_ORDER`.
    Order,
    /// `nuance_NUMBER` and `nuance_DOUBLE`: a whole number or one with a fraction.
    Number,
    /// `nuance_AMOUNT`.
    Amount,
    /// `nuance_DISTANCE`.
    Distance,
    /// `nuance_TEMPERATURE`.
    Temperature,
    /// `nuance_QUANTITY`.
    Quantity,
    /// `nuance_DURATION`.
    Duration,
    /// `nuance_EXPIRY_DATE`.
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
