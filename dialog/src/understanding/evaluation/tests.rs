use jiff::civil::datetime;

use super::{Evaluation, EvaluationSetup, evaluate};
use crate::understanding::{Ontology, TrainingData};

fn evaluation(samples: &str) -> Evaluation {
    let data = TrainingData::parse(&format!(
        r#"<project><ontology>
            <intents><intent name="iBook"><links><link conceptref="eCity"/></links></intent><intent name="iBag"/></intents>
            <concepts><concept name="eCity"/></concepts></ontology>
            <dictionaries><dictionary conceptref="eCity"><entry literal="rome"/><entry literal="oslo" value="OSL"/></dictionary></dictionaries>
            <samples>{samples}</samples></project>"#
    ))
    .unwrap();
    let setup = EvaluationSetup {
        locale: "en-US",
        parts: 5,
        command: None,
        confidence_low: 0.3,
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
    };
    evaluate(&data, &Ontology::default(), &setup)
}

const PLAIN: &str = r#"
    <sample intentref="iBook">fly to<annotation conceptref="eCity">rome</annotation></sample>
    <sample intentref="iBook">fly to<annotation conceptref="eCity">oslo</annotation></sample>
    <sample intentref="iBook">please fly to<annotation conceptref="eCity">oslo</annotation></sample>
    <sample intentref="iBag">where is my bag</sample>
    <sample intentref="iBag">my bag is lost</sample>
    <sample intentref="iBag">where is my lost bag</sample>
    <sample intentref="iBag">zzyzx</sample>
    <sample intentref="NO_INTENT">to<annotation conceptref="eCity">oslo</annotation></sample>"#;

#[test]
fn samples_are_read_by_what_was_learned_from_the_others() {
    let evaluation = evaluation(PLAIN);
    assert_eq!(evaluation.samples, 8);
    assert_eq!(evaluation.rejected.len(), 1, "{evaluation:?}");
    assert_eq!(evaluation.rejected[0].text, "zzyzx");
    let bag = evaluation
        .intents
        .iter()
        .find(|intent| intent.intent.as_deref() == Some("iBag"))
        .unwrap();
    assert_eq!((bag.score.expected, bag.score.right), (4, 3));
    assert_eq!(evaluation.entities.len(), 1);
    let city = &evaluation.entities[0];
    assert_eq!(city.entity, "eCity");
    assert_eq!(
        (city.score.expected, city.score.found, city.score.right),
        (4, 4, 4)
    );
}

#[test]
fn the_same_data_gives_the_same_figures() {
    assert_eq!(evaluation(PLAIN), evaluation(PLAIN));
}

#[test]
fn what_is_taken_for_another_intent_is_shown_with_its_sentences() {
    let evaluation = evaluation(
        r#"<sample intentref="iBook">where is my ticket</sample>
        <sample intentref="iBag">where is my bag</sample>
        <sample intentref="iBag">where is my suitcase</sample>
        <sample intentref="iBag">where is my rucksack</sample>"#,
    );
    let confusion = &evaluation.confusions[0];
    assert_eq!(confusion.expected.as_deref(), Some("iBook"));
    assert_eq!(confusion.found.as_deref(), Some("iBag"));
    assert_eq!(
        (confusion.count, confusion.examples.as_slice()),
        (1, ["where is my ticket".to_owned()].as_slice())
    );
}

#[test]
fn without_samples_there_is_nothing_to_say() {
    assert_eq!(evaluation(""), Evaluation::default());
}
