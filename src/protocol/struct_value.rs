//! Between `google.protobuf.Struct` and JSON.
//!
//! Both directions drop what lies deeper than [`MAX_DEPTH`] (it becomes null): data comes from the page as well as from
//! the service, and neither may use up the stack.

use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value as WireValue};
use serde_json::{Map, Number, Value};

/// How deep objects and lists may nest, the outermost included. Protobuf decoders stop at 100 messages, and a level of
/// JSON takes up to three of them.
const MAX_DEPTH: usize = 30;

/// The largest integer a double can hold without a gap below it.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The JSON object of a `Struct`. Whole numbers become JSON integers, non-finite ones null.
#[must_use]
pub fn to_json_object(wire: Struct) -> Map<String, Value> {
    object_to_json(wire, MAX_DEPTH)
}

/// The `Struct` of a JSON object. A number that does not fit a double becomes null.
#[must_use]
pub fn from_json_object(object: &Map<String, Value>) -> Struct {
    object_from_json(object, MAX_DEPTH)
}

fn object_to_json(wire: Struct, depth: usize) -> Map<String, Value> {
    let deeper = depth.saturating_sub(1);
    // Inserting one by one spares the widget the code that sorts before a map is built.
    let mut object = Map::new();
    for (key, value) in wire.fields {
        object.insert(key, value_to_json(value, deeper));
    }
    object
}

fn value_to_json(wire: WireValue, depth: usize) -> Value {
    match wire.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(value)) => Value::Bool(value),
        Some(Kind::StringValue(value)) => Value::String(value),
        Some(Kind::NumberValue(value)) => number_to_json(value),
        Some(Kind::StructValue(_) | Kind::ListValue(_)) if depth == 0 => Value::Null,
        Some(Kind::StructValue(value)) => Value::Object(object_to_json(value, depth)),
        Some(Kind::ListValue(list)) => list
            .values
            .into_iter()
            .map(|value| value_to_json(value, depth.saturating_sub(1)))
            .collect(),
    }
}

/// The JSON number of a double: whole numbers become integers, non-finite ones null.
pub(crate) fn number_to_json(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER {
        // The check above makes the conversion exact.
        Value::from(number as i64)
    } else {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

fn object_from_json(object: &Map<String, Value>, depth: usize) -> Struct {
    let deeper = depth.saturating_sub(1);
    let mut wire = Struct::default();
    for (key, value) in object {
        wire.fields
            .insert(key.clone(), value_from_json(value, deeper));
    }
    wire
}

fn value_from_json(value: &Value, depth: usize) -> WireValue {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(value) => Kind::BoolValue(*value),
        Value::String(value) => Kind::StringValue(value.clone()),
        Value::Number(value) => value
            .as_f64()
            .filter(|number| number.is_finite())
            .map_or(Kind::NullValue(0), Kind::NumberValue),
        Value::Object(_) | Value::Array(_) if depth == 0 => Kind::NullValue(0),
        Value::Object(object) => Kind::StructValue(object_from_json(object, depth)),
        Value::Array(values) => {
            let deeper = depth.saturating_sub(1);
            Kind::ListValue(ListValue {
                values: values
                    .iter()
                    .map(|value| value_from_json(value, deeper))
                    .collect(),
            })
        }
    };
    WireValue { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use prost::Message;
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn json_survives_the_way_there_and_back() {
        let data = object(json!({
            "text": "espresso", "none": null, "yes": true, "count": 3, "negative": -7, "price": 4.25,
            "list": [1, "two", [3], {"four": 4}], "nested": {"empty": {}, "list": []}
        }));
        assert_eq!(to_json_object(from_json_object(&data)), data);
    }

    #[test]
    fn a_number_that_is_not_finite_becomes_null() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let wire = Struct {
                fields: [(
                    "n".to_owned(),
                    WireValue {
                        kind: Some(Kind::NumberValue(number)),
                    },
                )]
                .into(),
            };
            assert_eq!(Value::Object(to_json_object(wire)), json!({"n": null}));
        }
    }

    #[test]
    fn a_value_without_a_kind_is_null() {
        let wire = Struct {
            fields: [("n".to_owned(), WireValue { kind: None })].into(),
        };
        assert_eq!(Value::Object(to_json_object(wire)), json!({"n": null}));
    }

    #[test]
    fn a_huge_number_stays_a_number() {
        let data = object(json!({"n": 1e300}));
        assert_eq!(to_json_object(from_json_object(&data)), data);
    }

    #[test]
    fn what_is_nested_too_deeply_is_cut_off_in_both_directions() {
        let mut deep = json!("bottom");
        let mut wire = WireValue {
            kind: Some(Kind::StringValue("bottom".to_owned())),
        };
        for _ in 0..300 {
            deep = json!([deep]);
            wire = WireValue {
                kind: Some(Kind::ListValue(ListValue { values: vec![wire] })),
            };
        }
        let sent = from_json_object(&object(json!({"deep": deep})));
        let read = to_json_object(Struct {
            fields: [("deep".to_owned(), wire)].into(),
        });
        assert_eq!(to_json_object(sent.clone()), read);
        let text = serde_json::to_string(&read).unwrap();
        assert!(!text.contains("bottom"));
        assert_eq!(text.matches('[').count(), MAX_DEPTH - 1);
        assert!(Struct::decode(sent.encode_to_vec().as_slice()).is_ok());
    }
}
