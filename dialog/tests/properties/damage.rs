//! Damaged projects: a sound one with some of its values deleted, replaced or copied elsewhere.

use std::path::Path;
use std::sync::LazyLock;

use bavard_dialog::{LocaleFile, ProjectFiles};
use proptest::prelude::*;
use serde_json::Value;

/// The project that the server's tests run: small, and with something of everything.
pub(crate) static SOUND: LazyLock<ProjectFiles> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/tests/fixtures/kiosk");
    ProjectFiles {
        dialog: std::fs::read_to_string(folder.join("dialog.json")).unwrap(),
        locales: vec![LocaleFile {
            locale: "en-US".to_owned(),
            trsx: std::fs::read_to_string(folder.join("en-US/en-US.trsx")).unwrap(),
        }],
    }
});

static DIALOG: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&SOUND.dialog).unwrap());

static PLACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut places = Vec::new();
    collect_places(&DIALOG, String::new(), &mut places);
    places
});

fn collect_places(value: &Value, pointer: String, places: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect_places(value, format!("{pointer}/{key}"), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect_places(value, format!("{pointer}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(pointer);
}

#[derive(Debug, Clone)]
enum Damage {
    Replace(Value),
    /// Puts the value of another place here.
    Copy(usize),
    /// Puts the value into itself this often, as a list.
    Nest(usize),
}

/// Any small JSON value, with words that mean something in an export among them.
fn json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        "\\PC{0,12}".boxed(),
        prop::sample::select(vec![
            "GO_TO",
            "RETURN",
            "THROW",
            "ALWAYS_TYPE",
            "IF_TYPE",
            "ELSE_TYPE",
            "AND_OPERATOR",
            "EQUAL_OPERATOR",
            "NULL",
            "NEW_OBJECT",
            "DATE_TYPE",
            "INTENT_TYPE",
            "default",
            "en-US",
            "true",
            "nomatch99-prompt",
        ])
        .prop_map(str::to_owned)
        .boxed(),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-zA-Z]{0,8}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// The sound project with one to six places damaged.
pub(crate) fn damaged() -> impl Strategy<Value = ProjectFiles> {
    let damage = prop_oneof![
        3 => json().prop_map(Damage::Replace),
        3 => any::<usize>().prop_map(Damage::Copy),
        1 => (1_usize..60).prop_map(Damage::Nest),
    ];
    prop::collection::vec((any::<usize>(), damage), 1..6).prop_map(|damages| {
        let mut dialog = DIALOG.clone();
        for (place, damage) in damages {
            let at = |number: usize| PLACES[number % PLACES.len()].as_str();
            let value = match damage {
                Damage::Replace(value) => value,
                Damage::Copy(from) => DIALOG.pointer(at(from)).unwrap().clone(),
                Damage::Nest(depth) => {
                    let inner = DIALOG.pointer(at(place)).unwrap().clone();
                    (0..depth).fold(inner, |value, _| Value::Array(vec![value]))
                }
            };
            // Earlier damage may have taken the place away.
            if let Some(target) = dialog.pointer_mut(at(place)) {
                *target = value;
            }
        }
        ProjectFiles {
            dialog: dialog.to_string(),
            locales: SOUND.locales.clone(),
        }
    })
}
