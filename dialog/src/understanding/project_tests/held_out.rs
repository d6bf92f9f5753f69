//! Five-fold cross validation: what is made of samples that were not trained on.

use jiff::civil::datetime;

use super::{Export, export, travel};
use crate::understanding::evaluation::{Evaluation, EvaluationSetup, evaluate};
use crate::understanding::{CommandContext, Sample};

fn evaluation(export: &Export, active_values: &[&str]) -> Evaluation {
    let setup = EvaluationSetup {
        locale: "en-US",
        parts: 5,
        command: Some(CommandContext {
            entity: "eGlobalCommands",
            active_values,
        }),
        confidence_low: 0.3,
        now: datetime(2026, 8, 5, 12, 0, 0, 0),
    };
    let evaluation = evaluate(&export.data, &export.ontology, &setup);
    println!("{evaluation:#?}");
    evaluation
}

#[test]
fn nine_of_ten_samples_of_travel_get_their_intent() {
    let Some(travel) = travel() else { return };
    let evaluation = evaluation(&travel, &["options", "cities", "escalate", "main menu"]);
    assert!(evaluation.right * 10 >= evaluation.samples * 9);
    assert!(evaluation.calibration_error < 0.1);
}

#[test]
fn most_samples_of_the_examples_get_their_intent() {
    for folder in ["../examples/coffee", "../examples/showcase"] {
        let project = export(folder).unwrap();
        let evaluation = evaluation(&project, &["agent", "main menu"]);
        assert!(evaluation.right * 4 >= evaluation.samples * 3, "{folder}");
        assert!(evaluation.calibration_error < 0.15, "{folder}");
    }
}

/// More samples under other words would be more to learn from; the same again is nothing new.
#[test]
fn repeated_samples_are_not_counted_on_both_sides() {
    let project = export("../examples/coffee").unwrap();
    let once = evaluation(&project, &[]);
    let samples: Vec<Sample> = project.data.samples.clone();
    let mut twice = project;
    twice.data.samples.extend(samples);
    let twice = evaluation(&twice, &[]);
    assert_eq!(twice.samples, 2 * once.samples);
    assert!(twice.accuracy() < once.accuracy() + 0.05);
}
