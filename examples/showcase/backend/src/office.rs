//! Bookings, and who may see them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::station;
use crate::{Bike, Language, Money, Offer, Rental};

/// Number of the booking that is always there.
const SAMPLE_NUMBER: u32 = 1001;
const SAMPLE_PIN: &str = "2468";

/// How many bookings are kept beside the sample; then the oldest number is given out again.
const MOST_BOOKINGS: u32 = 998;

/// Keeps the bookings of a demo in memory.
#[derive(Debug)]
pub struct Office {
    book: Mutex<Book>,
}

#[derive(Debug)]
struct Book {
    made: u32,
    bookings: BTreeMap<u32, Booking>,
}

#[derive(Debug)]
struct Booking {
    pin: String,
    rental: Rental,
}

/// What the visitor gets for a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Confirmation {
    /// `OB` and four digits.
    pub booking_number: String,
    /// Opens the lock and the booking.
    pub lock_pin: String,
}

/// A booking as the dialog's variable `booking` holds it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingSummary {
    /// Name of the bike.
    pub bike: String,
    /// Name of the station.
    pub station: String,
    /// First day, `YYYYMMDD`.
    pub pickup_date: String,
    /// Last day, `YYYYMMDD`.
    pub return_date: String,
    /// Price of all days.
    pub total: Money,
}

impl Default for Office {
    fn default() -> Office {
        let sample = Booking {
            pin: SAMPLE_PIN.to_owned(),
            rental: Rental {
                bike: Bike::Tandem,
                station: "quay".to_owned(),
                pickup_date: "20310612".to_owned(),
                offer: Offer {
                    total: Money {
                        unit: "USD".to_owned(),
                        number: 96.0,
                    },
                    return_date: "20310614".to_owned(),
                },
            },
        };
        Office {
            book: Mutex::new(Book {
                made: 0,
                bookings: BTreeMap::from([(SAMPLE_NUMBER, sample)]),
            }),
        }
    }
}

impl Office {
    /// Books a rental.
    pub fn reserve(&self, rental: Rental) -> Confirmation {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let number = SAMPLE_NUMBER + 1 + book.made % MOST_BOOKINGS;
        book.made = book.made.wrapping_add(1);
        // Not to be guessed from the number at a glance is secret enough for a lock that does not exist.
        let pin = format!("{:04}", number * 7_919 % 10_000);
        let booking = Booking {
            pin: pin.clone(),
            rental,
        };
        book.bookings.insert(number, booking);
        Confirmation {
            booking_number: format!("OB{number}"),
            lock_pin: pin,
        }
    }

    /// The booking with a number such as `OB1001` or `ob 1001`; none without the right PIN.
    pub fn find(&self, number: &str, pin: &str, language: Language) -> Option<BookingSummary> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let booking = book.bookings.get(&digits.parse().ok()?)?;
        if booking.pin != pin {
            return None;
        }
        let rental = &booking.rental;
        Some(BookingSummary {
            bike: rental.bike.name(language).to_owned(),
            station: station::name(&rental.station, language),
            pickup_date: rental.pickup_date.clone(),
            return_date: rental.offer.return_date.clone(),
            total: rental.offer.total.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rental() -> Rental {
        Rental {
            bike: Bike::City,
            station: "hall".to_owned(),
            pickup_date: "20310701".to_owned(),
            offer: Offer {
                total: Money {
                    unit: "EUR".to_owned(),
                    number: 45.0,
                },
                return_date: "20310703".to_owned(),
            },
        }
    }

    #[test]
    fn a_booking_is_found_with_its_pin_and_not_without() {
        let office = Office::default();
        let made = office.reserve(rental());
        assert_eq!(made.booking_number, "OB1002");
        let found = office
            .find("ob 1002", &made.lock_pin, Language::French)
            .unwrap();
        assert_eq!(
            (found.bike.as_str(), found.station.as_str()),
            ("Vélo de ville", "hall")
        );
        assert_eq!(found.total.number, 45.0);
        assert_eq!(office.find("OB1002", SAMPLE_PIN, Language::English), None);
        assert_eq!(
            office.find("OB9999", &made.lock_pin, Language::English),
            None
        );
    }

    #[test]
    fn the_sample_is_there_in_both_languages() {
        let office = Office::default();
        let station = |language| office.find("OB1001", SAMPLE_PIN, language).unwrap().station;
        assert_eq!(station(Language::English), "The quay");
        assert_eq!(station(Language::French), "Le quai");
    }

    #[test]
    fn old_numbers_are_given_out_again_and_the_sample_stays() {
        let office = Office::default();
        for _ in 0..MOST_BOOKINGS {
            office.reserve(rental());
        }
        assert_eq!(office.reserve(rental()).booking_number, "OB1002");
        assert!(
            office
                .find("OB1001", SAMPLE_PIN, Language::English)
                .is_some()
        );
    }
}
