//! What the terminal makes of a request. Return codes follow card terminals: `0` approved, `13` invalid amount, `61`
//! above the limit.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::amount::Amount;

/// The highest amount that is approved; everything above is declined.
pub const LIMIT: Amount = Amount::from_cents(20_00);

/// Order numbers count from 1 to this and begin again: they are called across the counter.
const LAST_NUMBER: u64 = 99;

/// The card terminal, which numbers the orders of the day.
#[derive(Debug, Default)]
pub struct Terminal {
    orders: AtomicU64,
}

/// The answer, with the reserved variables that a data access node expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// `0` for success.
    pub return_code: &'static str,
    /// The code in words.
    pub return_message: String,
    /// What is called at the counter; only of a paid order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
}

impl Terminal {
    /// Charges the `amount` of a request.
    pub fn charge(&self, request: &Map<String, Value>) -> Receipt {
        let amount = match Amount::parse(request.get("amount").unwrap_or(&Value::Null)) {
            Ok(amount) => amount,
            Err(reason) => return Receipt::refused("13", reason.to_string()),
        };
        if amount > LIMIT {
            return Receipt::refused("61", format!("{amount} is above the limit of {LIMIT}"));
        }
        let number = self.orders.fetch_add(1, Ordering::Relaxed) % LAST_NUMBER + 1;
        Receipt {
            return_code: "0",
            return_message: format!("{amount} charged"),
            order_number: Some(format!("A{number}")),
        }
    }
}

impl Receipt {
    fn refused(return_code: &'static str, return_message: String) -> Receipt {
        Receipt {
            return_code,
            return_message,
            order_number: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn charge(terminal: &Terminal, request: Value) -> Value {
        serde_json::to_value(terminal.charge(request.as_object().unwrap())).unwrap()
    }

    #[test]
    fn a_coffee_is_charged_and_gets_the_next_number() {
        let terminal = Terminal::default();
        let request = json!({"amount": 4.25, "COFFEE_TYPE": "latte", "COFFEE_SIZE": "large"});
        assert_eq!(
            charge(&terminal, request.clone()),
            json!({"returnCode": "0", "returnMessage": "$4.25 charged", "orderNumber": "A1"})
        );
        assert_eq!(charge(&terminal, request)["orderNumber"], "A2");
    }

    #[test]
    fn order_numbers_begin_again_after_99() {
        let terminal = Terminal {
            orders: AtomicU64::new(98),
        };
        assert_eq!(
            charge(&terminal, json!({"amount": 3}))["orderNumber"],
            "A99"
        );
        assert_eq!(charge(&terminal, json!({"amount": 3}))["orderNumber"], "A1");
    }

    #[test]
    fn the_limit_itself_is_approved_and_a_cent_more_is_declined() {
        let terminal = Terminal::default();
        assert_eq!(
            charge(&terminal, json!({"amount": "20.00"}))["returnCode"],
            "0"
        );
        assert_eq!(
            charge(&terminal, json!({"amount": "20.01"})),
            json!({"returnCode": "61", "returnMessage": "$20.01 is above the limit of $20.00"})
        );
    }

    #[test]
    fn a_request_without_a_usable_amount_is_invalid_and_takes_no_number() {
        let terminal = Terminal::default();
        assert_eq!(
            charge(&terminal, json!({"COFFEE_TYPE": "latte"})),
            json!({"returnCode": "13", "returnMessage": "the amount is missing"})
        );
        assert_eq!(charge(&terminal, json!({"amount": 1}))["orderNumber"], "A1");
    }
}
