//! What another recognition service heard: `nuance.asr.v1.Result`.

use bavard_dialog::{DialogEvent, EventKind, Input};

use super::InvalidRequest;
use crate::protocol::asr::v1::hypothesis::OptionalHypothesisConfidence;
use crate::protocol::asr::v1::{Hypothesis, Result as RecognitionResult};

/// The best hypothesis as input: what is written for people, else the less formatted text. Rejected hypotheses do not
/// count; a result without any other is a NO_MATCH.
///
/// # Errors
///
/// When the confidence is none.
pub(super) fn recognised(result: RecognitionResult) -> Result<Input, InvalidRequest> {
    let best = result
        .hypotheses
        .into_iter()
        .find(|hypothesis| !hypothesis.rejected && !text(hypothesis).is_empty());
    let Some(best) = best else {
        return Ok(Input::Event(DialogEvent {
            kind: EventKind::NoMatch,
            name: String::new(),
            message: "no valid hypothesis".to_owned(),
        }));
    };
    // A service that gives no confidence leaves no doubt.
    let confidence = best.optional_hypothesis_confidence.map_or(
        1.0,
        |OptionalHypothesisConfidence::Confidence(confidence)| confidence,
    );
    if !(0.0..=1.0).contains(&confidence) {
        return Err(InvalidRequest::Confidence(
            "payload.user_input.asraas_result.hypotheses.confidence",
        ));
    }
    Ok(Input::Speech {
        text: text(&best).to_owned(),
        confidence,
    })
}

fn text(hypothesis: &Hypothesis) -> &str {
    let formatted = hypothesis.formatted_text.trim();
    if formatted.is_empty() {
        hypothesis.minimally_formatted_text.trim()
    } else {
        formatted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(hypotheses: Vec<Hypothesis>) -> Result<Input, InvalidRequest> {
        recognised(RecognitionResult {
            hypotheses,
            ..RecognitionResult::default()
        })
    }

    fn hypothesis(text: &str, confidence: f32) -> Hypothesis {
        Hypothesis {
            formatted_text: text.to_owned(),
            optional_hypothesis_confidence: Some(OptionalHypothesisConfidence::Confidence(
                confidence,
            )),
            ..Hypothesis::default()
        }
    }

    fn speech(text: &str, confidence: f32) -> Input {
        Input::Speech {
            text: text.to_owned(),
            confidence,
        }
    }

    #[test]
    fn the_first_hypothesis_that_was_not_rejected_is_taken() {
        let mut rejected = hypothesis("te", 0.9);
        rejected.rejected = true;
        let hypotheses = vec![rejected, hypothesis("Tea.", 0.5), hypothesis("Key.", 0.4)];
        assert_eq!(heard(hypotheses), Ok(speech("Tea.", 0.5)));
    }

    #[test]
    fn the_less_formatted_text_will_do() {
        let hypothesis = Hypothesis {
            minimally_formatted_text: "tea".to_owned(),
            ..Hypothesis::default()
        };
        assert_eq!(heard(vec![hypothesis]), Ok(speech("tea", 1.0)));
    }

    #[test]
    fn without_a_hypothesis_nothing_was_understood() {
        let mut rejected = hypothesis("tea", 0.9);
        rejected.rejected = true;
        for hypotheses in [vec![], vec![rejected], vec![hypothesis(" ", 0.9)]] {
            let input = heard(hypotheses).unwrap();
            assert!(
                matches!(&input, Input::Event(event) if event.kind == EventKind::NoMatch),
                "{input:?}"
            );
        }
    }

    #[test]
    fn a_confidence_is_between_nought_and_one() {
        let error = heard(vec![hypothesis("tea", 1.5)]).unwrap_err();
        assert!(error.to_string().contains("asraas_result"), "{error}");
    }
}
