//! Data as a designer types it: a JSON object, or words such as `price=4.25`.

use serde_json::{Map, Value};

/// Why data cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenDataError {
    /// It begins like an object and is none.
    #[error("this is not a JSON object: {0}")]
    Json(String),
    /// A word has no `=`.
    #[error("`{0}` is not KEY=VALUE; values with blanks need a JSON object")]
    Word(String),
}

/// Reads data: a JSON object, or words `KEY=VALUE` with blanks between them.
///
/// # Errors
///
/// When it is neither.
pub fn given_data(text: &str) -> Result<Map<String, Value>, GivenDataError> {
    let text = text.trim();
    if text.starts_with('{') {
        return serde_json::from_str(text).map_err(|error| GivenDataError::Json(error.to_string()));
    }
    let mut data = Map::new();
    for word in text.split_whitespace() {
        merge_given(&mut data, word)?;
    }
    Ok(data)
}

/// Adds one `KEY=VALUE`. `true` and `false` are booleans; everything else is text, which the engine reads by the type
/// of the variable.
///
/// # Errors
///
/// When there is no `=`, or nothing before it.
pub fn merge_given(data: &mut Map<String, Value>, word: &str) -> Result<(), GivenDataError> {
    let (key, value) = word
        .split_once('=')
        .filter(|(key, _)| !key.is_empty())
        .ok_or_else(|| GivenDataError::Word(word.to_owned()))?;
    let value = match value {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        text => Value::from(text),
    };
    data.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_and_objects_give_the_same_data() {
        let words = given_data("price=4.25 paid=true").unwrap();
        let object = given_data(r#"{"price": "4.25", "paid": true}"#).unwrap();
        assert_eq!(words, object);
        assert_eq!(Value::Object(words), json!({"price": "4.25", "paid": true}));
    }

    #[test]
    fn what_is_neither_is_told_apart() {
        assert_eq!(
            given_data("price"),
            Err(GivenDataError::Word("price".to_owned()))
        );
        assert_eq!(given_data("=3"), Err(GivenDataError::Word("=3".to_owned())));
        assert!(matches!(
            given_data("{price}"),
            Err(GivenDataError::Json(_))
        ));
    }
}
