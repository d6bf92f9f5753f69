//! What cross validation says about the training data of a project, for people and for programs.

use std::io::{self, Write};

use bavard_dialog::LocaleEvaluation;
use bavard_dialog::understanding::NO_INTENT;
use bavard_dialog::understanding::evaluation::{Evaluation, Score};
use serde::Serialize;

/// Tables and sentences for each locale.
pub(super) fn write_text(
    evaluations: &[LocaleEvaluation],
    output: &mut impl Write,
) -> io::Result<()> {
    for (number, LocaleEvaluation { locale, evaluation }) in evaluations.iter().enumerate() {
        if number > 0 {
            writeln!(output)?;
        }
        write_locale(locale, evaluation, output)?;
    }
    Ok(())
}

fn write_locale(locale: &str, evaluation: &Evaluation, output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "{locale}: {:.1} % of intents right ({} of {} samples, each read by what the others teach)",
        100.0 * evaluation.accuracy(),
        evaluation.right,
        evaluation.samples
    )?;
    writeln!(
        output,
        "Calibration error {:.3}: how far confidence is from the share of right readings",
        evaluation.calibration_error
    )?;
    let intents = evaluation.intents.iter();
    let intents = intents.map(|intent| (name(intent.intent.as_deref()), intent.score));
    write_scores("Intent", intents.collect(), output)?;
    let entities = evaluation.entities.iter();
    let entities = entities.map(|entity| (entity.entity.as_str(), entity.score));
    write_scores("Entity", entities.collect(), output)?;
    if !evaluation.confusions.is_empty() {
        writeln!(output, "\nTaken for another intent")?;
    }
    for confusion in &evaluation.confusions {
        let expected = name(confusion.expected.as_deref());
        let found = name(confusion.found.as_deref());
        writeln!(
            output,
            "  {expected} taken for {found}: {}",
            confusion.count
        )?;
        for example in &confusion.examples {
            writeln!(output, "    {example}")?;
        }
    }
    if !evaluation.rejected.is_empty() {
        writeln!(output, "\nNot understood at all")?;
    }
    for sample in &evaluation.rejected {
        let intent = name(sample.intent.as_deref());
        writeln!(output, "  {} ({intent})", sample.text)?;
    }
    Ok(())
}

fn write_scores(
    title: &str,
    scores: Vec<(&str, Score)>,
    output: &mut impl Write,
) -> io::Result<()> {
    if scores.is_empty() {
        return Ok(());
    }
    let names = scores.iter().map(|(name, _)| name.chars().count());
    let width = names.chain([title.len()]).max().unwrap_or_default();
    writeln!(
        output,
        "\n{title:width$}  samples  precision  recall     F1"
    )?;
    for (name, score) in scores {
        writeln!(
            output,
            "{name:width$}  {:7}  {:9.2}  {:6.2}  {:5.2}",
            score.expected,
            score.precision(),
            score.recall(),
            score.f1()
        )?;
    }
    Ok(())
}

fn name(intent: Option<&str>) -> &str {
    intent.unwrap_or(NO_INTENT)
}

/// A locale as programs read it.
#[derive(Debug, Serialize)]
struct LocaleRecord<'a> {
    locale: &'a str,
    samples: usize,
    right: usize,
    accuracy: f64,
    calibration_error: f32,
    intents: Vec<ScoreRecord<'a>>,
    entities: Vec<ScoreRecord<'a>>,
    confusions: Vec<ConfusionRecord<'a>>,
    rejected: Vec<RejectedRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ScoreRecord<'a> {
    name: &'a str,
    expected: usize,
    found: usize,
    right: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Debug, Serialize)]
struct ConfusionRecord<'a> {
    expected: &'a str,
    found: &'a str,
    count: usize,
    examples: &'a [String],
}

#[derive(Debug, Serialize)]
struct RejectedRecord<'a> {
    text: &'a str,
    intent: &'a str,
}

impl<'a> ScoreRecord<'a> {
    fn new(name: &'a str, score: Score) -> ScoreRecord<'a> {
        ScoreRecord {
            name,
            expected: score.expected,
            found: score.found,
            right: score.right,
            precision: score.precision(),
            recall: score.recall(),
            f1: score.f1(),
        }
    }
}

impl<'a> LocaleRecord<'a> {
    fn new(LocaleEvaluation { locale, evaluation }: &'a LocaleEvaluation) -> LocaleRecord<'a> {
        let intents = evaluation.intents.iter();
        let entities = evaluation.entities.iter();
        let confusions = evaluation.confusions.iter();
        let rejected = evaluation.rejected.iter();
        LocaleRecord {
            locale,
            samples: evaluation.samples,
            right: evaluation.right,
            accuracy: evaluation.accuracy(),
            calibration_error: evaluation.calibration_error,
            intents: intents
                .map(|intent| ScoreRecord::new(name(intent.intent.as_deref()), intent.score))
                .collect(),
            entities: entities
                .map(|entity| ScoreRecord::new(&entity.entity, entity.score))
                .collect(),
            confusions: confusions
                .map(|confusion| ConfusionRecord {
                    expected: name(confusion.expected.as_deref()),
                    found: name(confusion.found.as_deref()),
                    count: confusion.count,
                    examples: &confusion.examples,
                })
                .collect(),
            rejected: rejected
                .map(|sample| RejectedRecord {
                    text: &sample.text,
                    intent: name(sample.intent.as_deref()),
                })
                .collect(),
        }
    }
}

/// An array with an object for each locale.
pub(super) fn write_json(
    evaluations: &[LocaleEvaluation],
    output: &mut impl Write,
) -> io::Result<()> {
    let records: Vec<LocaleRecord<'_>> = evaluations.iter().map(LocaleRecord::new).collect();
    serde_json::to_writer_pretty(&mut *output, &records)?;
    writeln!(output)
}

#[cfg(test)]
mod tests {
    use bavard_dialog::understanding::evaluation::{
        Confusion, EntityScore, IntentScore, RejectedSample,
    };

    use super::*;

    fn evaluations() -> [LocaleEvaluation; 1] {
        let score = Score {
            expected: 4,
            found: 3,
            right: 3,
        };
        [LocaleEvaluation {
            locale: "en-US".to_owned(),
            evaluation: Evaluation {
                samples: 5,
                right: 3,
                intents: vec![IntentScore {
                    intent: None,
                    score,
                }],
                entities: vec![EntityScore {
                    entity: "eCity".to_owned(),
                    score,
                }],
                confusions: vec![Confusion {
                    expected: None,
                    found: Some("iBook".to_owned()),
                    count: 1,
                    examples: vec!["to rome".to_owned()],
                }],
                rejected: vec![RejectedSample {
                    text: "xyzzy".to_owned(),
                    intent: Some("iBook".to_owned()),
                }],
                calibration_error: 0.0625,
            },
        }]
    }

    #[test]
    fn the_report_can_be_read() {
        let mut output = Vec::new();
        write_text(&evaluations(), &mut output).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "en-US: 60.0 % of intents right (3 of 5 samples, each read by what the others teach)
Calibration error 0.062: how far confidence is from the share of right readings

Intent     samples  precision  recall     F1
NO_INTENT        4       1.00    0.75   0.86

Entity  samples  precision  recall     F1
eCity         4       1.00    0.75   0.86

Taken for another intent
  NO_INTENT taken for iBook: 1
    to rome

Not understood at all
  xyzzy (iBook)
"
        );
    }

    #[test]
    fn programs_get_the_same_figures() {
        let mut output = Vec::new();
        write_json(&evaluations(), &mut output).unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output).unwrap();
        assert_eq!(report[0]["accuracy"], 0.6);
        assert_eq!(report[0]["intents"][0]["name"], "NO_INTENT");
        assert_eq!(report[0]["confusions"][0]["examples"][0], "to rome");
        assert_eq!(report[0]["rejected"][0]["intent"], "iBook");
    }
}
