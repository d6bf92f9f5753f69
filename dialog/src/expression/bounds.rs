//! How large a value may be that a session keeps: a design can put a value into itself, over and over, and each time
//! double it.

use serde_json::Value;

use crate::turn::EventCause;

/// Longest text that an expression may make, in bytes. The specification ends constants at 64,000 characters.
pub(super) const MAX_TEXT: usize = 64 * 1024;

/// Levels of objects and lists in each other. Sessions are kept as JSON, whose reader stops at 128 levels.
pub(super) const MAX_NESTING: usize = 64;

/// Values in objects and lists together. The largest honest value is a wordset, which the documentation limits to 100
/// items for an entity.
const MAX_PARTS: usize = 20_000;

/// Bytes of all texts in an object or list together, the names of its fields among them.
const MAX_BYTES: usize = 1024 * 1024;

/// Whether a session can keep a value. A text by itself always can: what clients send has its limit where it is read,
/// and what expressions make has [`MAX_TEXT`].
pub(super) fn can_be_kept(value: &Value) -> bool {
    let mut open = vec![(value, 1)];
    let (mut parts, mut bytes) = (0, 0);
    while let Some((part, level)) = open.pop() {
        parts += 1;
        match part {
            Value::Object(object) => {
                bytes += object.keys().map(String::len).sum::<usize>();
                open.extend(object.values().map(|value| (value, level + 1)));
            }
            Value::Array(items) => open.extend(items.iter().map(|value| (value, level + 1))),
            Value::String(text) if level > 1 => bytes += text.len(),
            _ => {}
        }
        let nests = part.is_object() || part.is_array();
        if parts > MAX_PARTS || bytes > MAX_BYTES || (nests && level > MAX_NESTING) {
            return false;
        }
    }
    true
}

/// A text that an expression has made of something else.
///
/// # Errors
///
/// [`EventCause::TooLong`] beyond [`MAX_TEXT`].
pub(super) fn made_text(text: String) -> Result<String, EventCause> {
    if text.len() > MAX_TEXT {
        return Err(EventCause::TooLong { limit: MAX_TEXT });
    }
    Ok(text)
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
        let text = |bytes: usize| Value::from("x".repeat(bytes));
        assert!(can_be_kept(&text(MAX_BYTES + 1)));
        assert!(can_be_kept(&json!({"abc": text(MAX_BYTES - 3)})));
        assert!(!can_be_kept(&json!({"abc": text(MAX_BYTES - 2)})));
    }
}
