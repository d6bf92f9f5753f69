//! One project in several locales: the locale decides how dates, amounts and small words are read.

use jiff::civil::datetime;
use serde_json::Value;

use super::{EntityDeclaration, Ontology, Outcome, Query, TrainingData, Understanding, Wordsets};

const SHOP: &str = r#"<project><ontology>
    <intents><intent name="iOrder"><links><link conceptref="eDrink"/><link conceptref="eDay"/><link conceptref="ePrice"/></links></intent></intents>
    <concepts>
        <concept name="eDrink"/>
        <concept name="eDay"><relations><relation type="isA" conceptref="DATE"/></relations></concept>
        <concept name="eHour"><relations><relation type="isA" conceptref="TIME"/></relations></concept>
        <concept name="eOk"><relations><relation type="isA" conceptref="YES_NO"/></relations></concept>
        <concept name="ePrice"><relations><relation type="isA" conceptref="nuance_AMOUNT"/></relations></concept>
        <concept name="ePin"><relations><relation type="isA" conceptref="nuance_CARDINAL_NUMBER"/></relations></concept>
    </concepts></ontology>
    <dictionaries><dictionary conceptref="eDrink"><entry literal="café crème" value="CREME"/></dictionary></dictionaries>
    <samples><sample intentref="iOrder">je voudrais un <annotation conceptref="eDrink">café crème</annotation></sample></samples></project>"#;

/// What a text says at a question, as `entity=value`.
fn hears(locale: &str, focus: &str, text: &str) -> Vec<String> {
    let data = TrainingData::parse(SHOP).unwrap();
    let predefined = [
        ("DATE", "nuance_CALENDARX"),
        ("TIME", "nuance_CALENDARX"),
        ("YES_NO", "nuance_BOOLEAN"),
    ];
    let entities = predefined.map(|(name, parent)| EntityDeclaration {
        name: name.into(),
        parents: vec![parent.into()],
    });
    let ontology = Ontology {
        entities: entities.into(),
    };
    let (understanding, problems) = Understanding::train(locale, &data, &ontology);
    assert_eq!(problems, []);
    let outcome = understanding.interpret(&Query {
        text,
        focus: Some(focus),
        router_entities: &[],
        command: None,
        wordsets: &Wordsets::default(),
        recent: &[],
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
        confidence_low: 0.3,
    });
    let Outcome::Match(found) = outcome else {
        return Vec::new();
    };
    let values = found.entities.iter().map(|entity| match &entity.value {
        Value::String(value) => format!("{}={value}", entity.name),
        value => format!("{}={value}", entity.name),
    });
    values.collect()
}

#[test]
fn answers_are_read_in_the_language_of_the_locale() {
    for (locale, focus, text, heard) in [
        ("fr-FR", "eOk", "Oui, merci !", "eOk=yes"),
        ("fr-FR", "eOk", "non je préfère pas", "eOk=no"),
        (
            "fr-FR",
            "eDay",
            "le 5 septembre s'il vous plaît",
            "eDay=20260905",
        ),
        ("fr-FR", "eDay", "après-demain", "eDay=20260807"),
        ("fr-FR", "eHour", "vers 14h30", "eHour=0230p"),
        (
            "fr-FR",
            "ePrice",
            "14,50",
            r#"ePrice={"number":14.5,"unit":"EUR"}"#,
        ),
        ("fr-FR", "ePin", "zéro zéro quatre deux", "ePin=0042"),
        ("de-DE", "eDay", "am 5.9. bitte", "eDay=20260905"),
        ("de-DE", "eHour", "um halb drei", "eHour=0230p"),
        (
            "es-MX",
            "ePrice",
            "como $1,340.50",
            r#"ePrice={"number":1340.5,"unit":"MXN"}"#,
        ),
        ("en-US", "eDay", "9/5", "eDay=20260905"),
        ("en-GB", "eDay", "5/9", "eDay=20260905"),
    ] {
        assert_eq!(
            hears(locale, focus, text),
            [heard],
            "{locale} {focus}: {text}"
        );
    }
}

#[test]
fn literals_are_found_without_their_accents() {
    for text in ["cafe creme", "Un café crème", "un CAFE CRÈME svp"] {
        assert_eq!(hears("fr-FR", "eDrink", text), ["eDrink=CREME"], "{text}");
    }
}
