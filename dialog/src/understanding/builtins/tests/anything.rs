//! Whatever is written, a value has the shape of its kind, its words are words of the text, and nothing panics.

use jiff::civil::{Date, DateTime, Time, datetime};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;

use crate::understanding::builtins::{BuiltIn, Language};
use crate::understanding::normalise::normalised;

const KINDS: [BuiltIn; 15] = [
    BuiltIn::YesNo,
    BuiltIn::Boolean,
    BuiltIn::Date,
    BuiltIn::Time,
    BuiltIn::Calendar,
    BuiltIn::Cardinal,
    BuiltIn::Ordinal,
    BuiltIn::Order,
    BuiltIn::Number,
    BuiltIn::Amount,
    BuiltIn::Distance,
    BuiltIn::Temperature,
    BuiltIn::Quantity,
    BuiltIn::Duration,
    BuiltIn::Expiry,
];

/// Words that grammars are made of, so that random texts get far into them.
const WORDS: &str = "a an the le el am in dans vor hace half quarter viertel halb demie media et y and und a half to past \
    menos moins minus - − one two un une ein tres vingt quatre dix cent hundert mil million millones thousand k twenty \
    einundzwanzigste zweieinhalb veintiuno first second third premier 1er 5th 2º may august août mai marzo monday lundi \
    montag lunes sun mar mi next prochain nächsten today demain morgen mañana pasado ago from now noon midi uhr heures \
    h 14h30 3pm p . m : , / ' 0 7 12 30 59 99 007 2026 9999 31 000 340 99999999999999999999 € $ £ usd euros dollars pesos \
    cents céntimos rappen km 5km miles pieds ° c degrees grad below zero bajo cero more than at least environ lots \
    week weeks jours stunden años minute oui nein yes no please danke k bn 5m 1e9";

const NOW: [DateTime; 4] = [
    datetime(2026, 8, 5, 10, 20, 0, 0),
    datetime(2028, 2, 29, 23, 59, 59, 999_999_999),
    DateTime::MIN,
    DateTime::MAX,
];

fn word() -> impl Strategy<Value = String> {
    let known: Vec<&'static str> = WORDS.split_whitespace().collect();
    prop_oneof![
        8 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => "[0-9]{1,5}[a-z]{0,2}[0-9]{0,2}",
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let joint = prop_oneof![4 => Just(" "), 1 => Just("")];
    proptest::collection::vec((word(), joint), 0..12).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, joint)| word + joint)
            .collect()
    })
}

/// Whether a value is one that the engine takes for an entity of this kind (model.md section 11).
fn is_of(kind: BuiltIn, value: &Value) -> bool {
    let text = value.as_str();
    match kind {
        BuiltIn::YesNo => matches!(text, Some("yes" | "no")),
        BuiltIn::Boolean => value.is_boolean(),
        BuiltIn::Date | BuiltIn::Expiry => text.is_some_and(is_date),
        BuiltIn::Time => text.is_some_and(is_time),
        BuiltIn::Calendar => text.is_some_and(|text| is_date(text) || is_time(text)),
        BuiltIn::Cardinal => text
            .is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())),
        BuiltIn::Number => value.is_number(),
        BuiltIn::Ordinal => value.is_u64(),
        BuiltIn::Order => {
            let places = [
                "min",
                "max",
                "succ",
                "prec",
                "penultimate",
                "middle",
                "other",
            ];
            value.is_u64() || text.is_some_and(|place| places.contains(&place))
        }
        BuiltIn::Amount => {
            let is_code =
                |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            value["number"].is_number() && value["unit"].as_str().is_some_and(is_code)
        }
        BuiltIn::Distance => {
            let units = ["km", "m", "cm", "mm", "mi", "yd", "ft", "in"];
            value["number"].is_number()
                && value["unit"]
                    .as_str()
                    .is_some_and(|unit| units.contains(&unit))
        }
        BuiltIn::Temperature => {
            let unit = &value["unit"];
            value["number"].is_number()
                && (unit.is_null() || unit.as_str().is_some_and(|unit| "CFK".contains(unit)))
        }
        BuiltIn::Quantity => value["number"].is_number() || value["modifier"].is_string(),
        BuiltIn::Duration => false,
    }
}

fn is_date(text: &str) -> bool {
    // Years before 0 and after 9999 do not fit; nobody's clock shows them.
    text.len() == 8 && Date::strptime("%Y%m%d", text).is_ok()
}

fn is_time(text: &str) -> bool {
    let Some((clock, half)) = text.split_at_checked(4) else {
        return false;
    };
    matches!(half, "a" | "p") && Time::strptime("%I%M", clock).is_ok_and(|_| clock < "1300")
}

/// The same random texts in every run; the fuzz targets search new ground.
fn configuration() -> Config {
    Config {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x6261_7661_7264),
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(configuration())]

    #[test]
    fn values_have_the_shape_of_their_kind(text in text(), locale in 0..6_usize, now in 0..2_usize) {
        let locale = ["en-US", "fr-FR", "de-CH", "es-MX", "en-GB", "ja-JP"][locale];
        let words = normalised(&text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let tagged = Language::of(locale).tag(&words);
        for kind in KINDS {
            for at in 0..=words.len() {
                let found = [tagged.at(at, kind, NOW[now]), tagged.at_when_asked(at, kind, NOW[now])];
                for reading in found.into_iter().flatten() {
                    prop_assert!(reading.words > 0 && at + reading.words <= words.len(), "{kind:?} {text}");
                    match reading.value {
                        Some(value) => prop_assert!(is_of(kind, &value), "{kind:?} {text}: {value}"),
                        None => prop_assert_eq!(kind, BuiltIn::Duration),
                    }
                }
            }
            if let Some(Some(value)) = tagged.whole(kind, NOW[now]) {
                prop_assert!(is_of(kind, &value), "{kind:?} {text}: {value}");
            }
        }
    }

    #[test]
    fn no_clock_makes_it_panic(text in text(), locale in 0..4_usize, now in 2..4_usize) {
        let locale = ["en-US", "fr-FR", "de-CH", "es-MX"][locale];
        let words = normalised(&text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let tagged = Language::of(locale).tag(&words);
        for kind in KINDS {
            for at in 0..words.len() {
                let reading = tagged.at_when_asked(at, kind, NOW[now]);
                prop_assert!(reading.is_none_or(|reading| at + reading.words <= words.len()));
            }
        }
    }
}
