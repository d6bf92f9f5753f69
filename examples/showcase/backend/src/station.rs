//! Where bikes are picked up: the wordset of the dynamic entity `STATION`.

use serde::Serialize;

use crate::Language;

/// One item of the wordset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StationItem {
    /// The value that the entity takes.
    pub canonical: &'static str,
    /// What a visitor says.
    pub literal: &'static str,
    /// Other ways to say it.
    pub spoken: Vec<&'static str>,
    /// What a button shows.
    pub label: &'static str,
    /// Text below the label.
    pub description: &'static str,
}

/// The stations in a language.
pub fn stations(language: Language) -> Vec<StationItem> {
    let item =
        |canonical, [literal, label, description]: [&'static str; 3], spoken: &[_]| StationItem {
            canonical,
            literal,
            spoken: spoken.to_vec(),
            label,
            description,
        };
    match language {
        Language::English => vec![
            item(
                "quay",
                ["quay", "The quay", "By the ferry"],
                &["the quay", "ferry quay"],
            ),
            item(
                "railway",
                ["railway station", "Railway station", "Exit north"],
                &["the station", "railway", "train station"],
            ),
            item(
                "park",
                ["park", "Otter Park", "At the gate"],
                &["the park", "otter park"],
            ),
        ],
        Language::French => vec![
            item(
                "quay",
                ["quai", "Le quai", "Près du bac"],
                &["le quai", "au quai"],
            ),
            item(
                "railway",
                ["gare", "La gare", "Sortie nord"],
                &["la gare", "à la gare"],
            ),
            item(
                "park",
                ["parc", "Parc de la Loutre", "À l’entrée"],
                &["le parc", "au parc"],
            ),
        ],
    }
}

/// What visitors call the station with a value; the value itself for one that the page has added.
pub(crate) fn name(value: &str, language: Language) -> String {
    stations(language)
        .into_iter()
        .find(|station| station.canonical == value)
        .map_or_else(|| value.to_owned(), |station| station.label.to_owned())
}
