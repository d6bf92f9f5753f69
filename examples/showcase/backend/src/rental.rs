//! What is rented, in the names of the dialog's entities.

use serde::{Deserialize, Serialize};

use crate::Language;

/// The bikes that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bike {
    /// Upright, with a basket.
    City,
    /// With a battery.
    Electric,
    /// With a box.
    Cargo,
    /// For two.
    Tandem,
}

impl Bike {
    /// What visitors call it.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Bike::City => language.pick("City bike", "Vélo de ville"),
            Bike::Electric => language.pick("Electric bike", "Vélo électrique"),
            Bike::Cargo => language.pick("Cargo bike", "Vélo cargo"),
            Bike::Tandem => "Tandem",
        }
    }
}

/// An amount as dialogs write it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Money {
    /// Currency code.
    pub unit: String,
    /// How many of them.
    pub number: f64,
}

/// What the page has worked out; the office takes its word for it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Price of all days.
    pub total: Money,
    /// Last day, `YYYYMMDD`.
    pub return_date: String,
}

/// The send data of the node `ReserveBike`, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rental {
    /// The bike.
    #[serde(rename = "BIKE_TYPE")]
    pub bike: Bike,
    /// Value of the station.
    #[serde(rename = "STATION")]
    pub station: String,
    /// First day, `YYYYMMDD`.
    #[serde(rename = "PICKUP_DATE")]
    pub pickup_date: String,
    /// Price and last day.
    pub offer: Offer,
}
