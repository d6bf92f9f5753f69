//! Gift vouchers.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use crate::Money;

/// Vouchers are sold from the first to the second of these, in any currency.
const AMOUNTS: (f64, f64) = (10.0, 500.0);

/// A voucher that was sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Voucher {
    /// What is printed on it.
    pub voucher_code: String,
    /// Last day, `YYYYMMDD`.
    pub valid_until: String,
}

/// Why no voucher was sold.
#[derive(Debug, Error)]
pub enum VoucherError {
    /// The amount is too low or too high.
    #[error("vouchers are sold for {} to {}", AMOUNTS.0, AMOUNTS.1)]
    Amount,
    /// The calendar ends before the voucher would.
    #[error("a voucher sold today would outlive the calendar: {0}")]
    Calendar(#[from] jiff::Error),
}

/// Sells a voucher that is good for two years from `today`.
///
/// # Errors
///
/// When the amount is not one that vouchers are sold for.
pub fn sell(amount: &Money, recipient: &str, today: Date) -> Result<Voucher, VoucherError> {
    let (lowest, highest) = AMOUNTS;
    if !(lowest..=highest).contains(&amount.number) {
        return Err(VoucherError::Amount);
    }
    let last_day = today.checked_add(2.years())?;
    // The same voucher gets the same code, which is all that a demo needs.
    let sum = recipient.bytes().fold(7_u16, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u16::from(byte))
    });
    Ok(Voucher {
        voucher_code: format!("OTTER-{sum:04X}"),
        valid_until: last_day.strftime("%Y%m%d").to_string(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sold(number: f64) -> Option<Voucher> {
        let amount = Money {
            unit: "USD".to_owned(),
            number,
        };
        sell(&amount, "Rosa", date(2028, 2, 29)).ok()
    }

    #[test]
    fn a_voucher_is_good_for_two_years() {
        assert_eq!(sold(10.0).unwrap().valid_until, "20300228");
    }

    #[test]
    fn amounts_outside_of_10_to_500_are_refused() {
        assert!(sold(500.0).is_some());
        for number in [9.99, 500.01, f64::NAN] {
            assert_eq!(sold(number), None, "{number}");
        }
    }
}
