//! How large a value may be that a session keeps.

use serde_json::Value;

/// Levels of objects and lists in each other. Sessions are kept as JSON, whose reader stops at 128 levels, and a design
/// can nest a value in itself.
const MAX_NESTING: usize = 64;

/// Values in objects and lists together. The largest honest value is a wordset, which the documentation limits to 100
/// items for an entity; a design that puts a value into itself twice, over and over, would fill the memory within a turn.
const MAX_PARTS: usize = 20_000;

/// Whether a session can keep a value.
pub(super) fn can_be_kept(value: &Value) -> bool {
    let mut open = vec![(value, 1)];
    let mut parts = 0;
    while let Some((value, level)) = open.pop() {
        parts += 1;
        let nests = value.is_object() || value.is_array();
        if parts > MAX_PARTS || (nests && level > MAX_NESTING) {
            return false;
        }
        match value {
            Value::Object(object) => open.extend(object.values().map(|value| (value, level + 1))),
            Value::Array(items) => open.extend(items.iter().map(|value| (value, level + 1))),
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn nested(levels: usize) -> Value {
        (0..levels).fold(Value::Null, |inner, _| json!([inner]))
    }

    #[test]
    fn values_are_kept_up_to_a_nesting_and_a_size() {
        assert!(can_be_kept(&nested(MAX_NESTING)));
        assert!(!can_be_kept(&nested(MAX_NESTING + 1)));
        assert!(can_be_kept(&Value::from(vec![0; MAX_PARTS - 1])));
        assert!(!can_be_kept(&Value::from(vec![0; MAX_PARTS])));
    }
}
