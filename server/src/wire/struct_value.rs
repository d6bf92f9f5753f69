//! `google.protobuf.Struct` and JSON.
//!
//! A Struct has only doubles. Whole numbers that a double holds exactly become JSON integers, so that a price of 4
//! reads "4" and not "4.0".

use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value as ProtobufValue};
use serde_json::{Map, Number, Value};

/// Largest whole number up to which every whole number is a double.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// A Struct that is no JSON, by the path of the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is not a number that JSON can hold")]
pub struct NotJson {
    /// Where the value is, such as `data.price`.
    pub path: String,
}

/// The JSON object of a Struct; `path` names it in errors.
///
/// # Errors
///
/// When a number is infinite or not a number.
pub fn json_from_struct(value: Struct, path: &str) -> Result<Map<String, Value>, NotJson> {
    value
        .fields
        .into_iter()
        .map(|(key, value)| {
            let value = json_from_value(value, &format!("{path}.{key}"))?;
            Ok((key, value))
        })
        .collect()
}

fn json_from_value(value: ProtobufValue, path: &str) -> Result<Value, NotJson> {
    Ok(match value.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(value)) => Value::Bool(value),
        Some(Kind::StringValue(value)) => Value::String(value),
        Some(Kind::NumberValue(value)) => json_from_number(value, path)?,
        Some(Kind::StructValue(value)) => Value::Object(json_from_struct(value, path)?),
        Some(Kind::ListValue(list)) => list
            .values
            .into_iter()
            .enumerate()
            .map(|(index, value)| json_from_value(value, &format!("{path}[{index}]")))
            .collect::<Result<_, _>>()
            .map(Value::Array)?,
    })
}

fn json_from_number(value: f64, path: &str) -> Result<Value, NotJson> {
    if value.fract() == 0.0 && value.abs() <= MAX_EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and within the exact range"
        )]
        let whole = value as i64;
        return Ok(Value::from(whole));
    }
    Number::from_f64(value)
        .map(Value::Number)
        .ok_or_else(|| NotJson {
            path: path.to_owned(),
        })
}

/// The Struct of a JSON object.
pub fn struct_from_json(object: Map<String, Value>) -> Struct {
    Struct {
        fields: object
            .into_iter()
            .map(|(key, value)| (key, value_from_json(value)))
            .collect(),
    }
}

fn value_from_json(value: Value) -> ProtobufValue {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(value) => Kind::BoolValue(value),
        // Without the feature of arbitrary precision every JSON number has a double.
        Value::Number(value) => Kind::NumberValue(value.as_f64().unwrap_or_default()),
        Value::String(value) => Kind::StringValue(value),
        Value::Array(values) => Kind::ListValue(ListValue {
            values: values.into_iter().map(value_from_json).collect(),
        }),
        Value::Object(object) => Kind::StructValue(struct_from_json(object)),
    };
    ProtobufValue { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            other => panic!("{other} is no object"),
        }
    }

    fn number(value: f64) -> Struct {
        let kind = Some(Kind::NumberValue(value));
        let fields = [("price".to_owned(), ProtobufValue { kind })];
        Struct {
            fields: fields.into(),
        }
    }

    #[test]
    fn every_kind_of_value_survives_the_round_trip() {
        let data = object(json!({
            "none": null, "yes": true, "text": "", "whole": -4, "part": 4.25,
            "list": [1, ["a"], {}], "object": {"a": {"b": []}}
        }));
        assert_eq!(
            json_from_struct(struct_from_json(data.clone()), "data"),
            Ok(data)
        );
    }

    #[test]
    fn whole_numbers_read_as_integers() {
        assert_eq!(
            json_from_struct(number(4.0), "data").unwrap()["price"].to_string(),
            "4"
        );
    }

    #[test]
    fn a_number_that_json_cannot_hold_is_refused_by_its_path() {
        for value in [f64::NAN, f64::INFINITY] {
            let error = json_from_struct(number(value), "payload.data").unwrap_err();
            assert_eq!(error.path, "payload.data.price");
        }
    }
}
