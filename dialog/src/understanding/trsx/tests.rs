use super::*;
use crate::understanding::{Piece, Sample};

fn file(body: &str) -> String {
    format!(
        r#"<project xmlns:nuance="https://developer.nuance.com/mix/nlu/trsx" xml:lang="eng-USA">{body}</project>"#
    )
}

fn samples_of(body: &str) -> Vec<Sample> {
    TrainingData::parse(&file(&format!("<samples>{body}</samples>")))
        .unwrap()
        .samples
}

#[test]
fn an_ontology_is_read_with_links_relations_settings_and_patterns() {
    let data = TrainingData::parse(&file(
        r#"<ontology>
            <intents><intent name="iOrder"><links><link conceptref="eSize"/></links></intent></intents>
            <concepts>
                <concept name="eSize" dataType="no_format" dynamic="true"/>
                <concept name="ePin" freetext="false"><settings><setting name="isSensitive" value="true"/></settings>
                    <relations><relation type="isA" conceptref="nuance_CARDINAL_NUMBER"/>
                    <relation type="hasReferrers" conceptref="REF_THING"/></relations>
                    <regex>\d{4}</regex></concept>
            </concepts></ontology>"#,
    ))
    .unwrap();
    assert_eq!(data.language, "eng-USA");
    assert_eq!(
        data.intents,
        [Intent {
            name: "iOrder".into(),
            links: vec!["eSize".into()]
        }]
    );
    assert!(data.concept("eSize").unwrap().dynamic);
    let pin = data.concept("ePin").unwrap();
    assert_eq!(pin.parents, ["nuance_CARDINAL_NUMBER"]);
    assert_eq!(pin.referrers, ["REF_THING"]);
    assert_eq!(pin.pattern.as_deref(), Some(r"\d{4}"));
    assert!(data.is_sensitive("ePin") && !data.is_sensitive("eSize"));
}

#[test]
fn a_dictionary_entry_without_value_stands_for_itself() {
    let data = TrainingData::parse(&file(
        r#"<dictionaries><dictionary conceptref="eCity"><entry literal="JFK" value="New York"/><entry literal="Rome"/>
        </dictionary></dictionaries>"#,
    ))
    .unwrap();
    let values: Vec<_> = data
        .dictionary
        .iter()
        .map(|entry| entry.value.as_str())
        .collect();
    assert_eq!(values, ["New York", "Rome"]);
}

#[test]
fn nested_annotations_are_one_span_of_the_outermost_entity() {
    let samples = samples_of(
        r#"<sample intentref="NO_INTENT" count="20">on<annotation conceptref="eDay">
            <annotation conceptref="DATE"><annotation conceptref="nuance_CALENDARX">may 1st</annotation></annotation>
        </annotation></sample>"#,
    );
    let annotation = Piece::Annotation {
        entity: "eDay".into(),
        inner: vec!["DATE".into(), "nuance_CALENDARX".into()],
        literal: "may 1st".into(),
    };
    let sample = Sample {
        intent: None,
        weight: 20,
        pieces: vec![Piece::Text("on".into()), annotation],
    };
    assert_eq!(samples, [sample]);
}

#[test]
fn the_parts_of_a_compound_are_annotated_one_by_one() {
    let data = TrainingData::parse(&file(
        r#"<ontology><concepts><concept name="eDrink"><relations><relation type="hasA" conceptref="eSize"/></relations></concept>
        </concepts></ontology><samples><sample intentref="i">a<annotation conceptref="eDrink">
            <annotation conceptref="eSize">large</annotation>cup of<annotation conceptref="eType">mocha</annotation>
        </annotation>please</sample></samples>"#,
    ))
    .unwrap();
    assert_eq!(data.concept("eDrink").unwrap().parts, ["eSize"]);
    assert_eq!(
        data.samples[0].pieces,
        [
            Piece::Text("a".into()),
            annotated("eSize", "large"),
            Piece::Text("cup of".into()),
            annotated("eType", "mocha"),
            Piece::Text("please".into()),
        ]
    );
}

#[test]
fn values_joined_by_and_or_or_are_annotated_and_those_behind_not_are_words() {
    let samples = samples_of(
        r#"<sample intentref="i"><annotation conceptref="OR"><annotation conceptref="eCity">Rome</annotation>or
            <annotation conceptref="eCity">Oslo</annotation></annotation></sample>
        <sample intentref="i">not<annotation conceptref="NOT"><annotation conceptref="eCity">Rome</annotation></annotation></sample>"#,
    );
    assert_eq!(
        samples[0].pieces,
        [
            annotated("eCity", "Rome"),
            Piece::Text("or".into()),
            annotated("eCity", "Oslo"),
        ]
    );
    assert_eq!(
        samples[1].pieces,
        [Piece::Text("not".into()), Piece::Text("Rome".into())]
    );
}

fn annotated(entity: &str, literal: &str) -> Piece {
    Piece::Annotation {
        entity: entity.into(),
        inner: Vec::new(),
        literal: literal.into(),
    }
}

#[test]
fn excluded_samples_are_left_out() {
    let samples = samples_of(
        r#"<sample intentref="a" excluded="true">one</sample><sample intentref="b" count="0">two</sample>"#,
    );
    assert_eq!(samples.len(), 1);
    assert_eq!(
        (samples[0].intent.as_deref(), samples[0].weight),
        (Some("b"), 1)
    );
}

#[test]
fn broken_and_foreign_files_are_refused_with_the_place() {
    assert!(matches!(
        TrainingData::parse("<project>"),
        Err(TrsxError::Xml(_))
    ));
    assert_eq!(
        TrainingData::parse("<html/>"),
        Err(TrsxError::NotTrsx {
            root: "html".into()
        })
    );
    let error =
        TrainingData::parse(&file("\n<dictionaries><dictionary/></dictionaries>")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: `dictionary` has no attribute `conceptref`"
    );
}

#[test]
fn entity_definitions_are_refused_before_they_expand() {
    let bomb = r#"<!DOCTYPE project [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><project>&b;</project>"#;
    assert!(matches!(
        TrainingData::parse(bomb),
        Err(TrsxError::Xml(roxmltree::Error::DtdDetected))
    ));
}

#[test]
fn annotations_nested_without_end_are_refused() {
    let open = r#"<annotation conceptref="e">"#.repeat(40);
    let xml = file(&format!(
        "<samples><sample>{open}x{}</sample></samples>",
        "</annotation>".repeat(40)
    ));
    assert_eq!(
        TrainingData::parse(&xml),
        Err(TrsxError::NestedTooDeep { limit: 16, line: 1 })
    );
}

#[test]
fn elements_nested_a_hundred_thousand_deep_do_not_overflow_the_stack() {
    let xml = file(&format!(
        "{}{}",
        "<a>".repeat(100_000),
        "</a>".repeat(100_000)
    ));
    // Whether it is refused or skipped is up to the XML reader; what counts is that it returns.
    let _outcome = TrainingData::parse(&xml);
}
