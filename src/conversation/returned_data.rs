//! What goes back to the dialog after the page was asked for data.

use serde_json::Value;
use thiserror::Error;

use super::Data;

const RETURN_CODE: &str = "returnCode";
const RETURN_MESSAGE: &str = "returnMessage";

/// Why the page supplied no data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReturnedDataError {
    /// The page has no handler for the node.
    #[error("the page has no handler for this")]
    NoHandler,
    /// The handler threw.
    #[error("{0}")]
    Threw(String),
    /// The handler returned something other than an object.
    #[error("the handler returned no object")]
    NotAnObject,
    /// The handler took too long.
    #[error("the handler did not answer in time")]
    TimedOut,
    /// The page was loaded again meanwhile, and what it returned, or was asked, was not to be kept.
    #[error("the page was loaded again")]
    NotKept,
}

/// What goes back to the dialog as `requested_data` for what the page's handler came to.
///
/// Success without a `returnCode` gets `"0"`, and a number there becomes text, as dialogs compare it with text. An error
/// gives `returnCode` `"1"` and a `returnMessage`.
#[must_use]
pub fn returned_data(result: Result<Data, ReturnedDataError>) -> Data {
    match result {
        Ok(mut data) => {
            let code = match data.get(RETURN_CODE) {
                None | Some(Value::Null) => Some("0".to_owned()),
                Some(Value::Number(code)) => code.as_i64().map(|code| code.to_string()),
                Some(_) => None,
            };
            if let Some(code) = code {
                data.insert(RETURN_CODE.to_owned(), Value::String(code));
            }
            data
        }
        Err(error) => {
            let mut data = Data::new();
            data.insert(RETURN_CODE.to_owned(), Value::String("1".to_owned()));
            data.insert(RETURN_MESSAGE.to_owned(), Value::String(error.to_string()));
            data
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn returned(value: Value) -> Value {
        Value::Object(returned_data(Ok(value.as_object().cloned().unwrap())))
    }

    #[test]
    fn the_return_code_defaults_to_zero() {
        assert_eq!(
            returned(json!({"price": "4.25"})),
            json!({"price": "4.25", "returnCode": "0"})
        );
        assert_eq!(
            returned(json!({"returnCode": null})),
            json!({"returnCode": "0"})
        );
    }

    #[test]
    fn the_pages_own_return_code_stays() {
        assert_eq!(
            returned(json!({"returnCode": "12"})),
            json!({"returnCode": "12"})
        );
    }

    #[test]
    fn a_numeric_return_code_becomes_text() {
        assert_eq!(
            returned(json!({"returnCode": 3})),
            json!({"returnCode": "3"})
        );
    }

    #[test]
    fn an_error_gives_one_and_says_why() {
        for (error, message) in [
            (
                ReturnedDataError::NoHandler,
                "the page has no handler for this",
            ),
            (ReturnedDataError::Threw("no stock".to_owned()), "no stock"),
            (
                ReturnedDataError::NotAnObject,
                "the handler returned no object",
            ),
            (
                ReturnedDataError::TimedOut,
                "the handler did not answer in time",
            ),
        ] {
            assert_eq!(
                Value::Object(returned_data(Err(error))),
                json!({"returnCode": "1", "returnMessage": message})
            );
        }
    }
}
