//! What a client sends, as input of the engine. A request that cannot be one is refused by the name of its field.

use bavard_dialog::{DialogEvent, EventKind, Input, Interpretation};
use prost::Message;
use prost_types::Struct;
use serde_json::{Map, Value};

use super::recognised;
use super::struct_value::{NotJson, json_from_struct};
use super::understanding_result::{InvalidUnderstandingResult, interpretation_from_result};
use crate::protocol::dlg::v1::common::dialog_event::EventType;
use crate::protocol::dlg::v1::common::user_input::{self, Input as WireInput};
use crate::protocol::dlg::v1::common::{
    self, ExecuteRequestPayload, RequestData, StartRequestPayload, UpdateRequestPayload, UserInput,
};

/// Longest data of one request. What a session keeps is what it was sent, and wordsets of a hundred items, which is what
/// the documentation asks for at most, take a tenth of it.
const MAX_DATA_BYTES: usize = 256 * 1024;

/// A request that no state of the session could take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// A field that has to be there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// More data than a session should hold.
    #[error("`{field}` has {bytes} bytes, the limit is {limit}")]
    TooMuchData {
        /// The field.
        field: &'static str,
        /// Its size on the wire.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Two fields that exclude each other.
    #[error("`{0}` and `{1}` exclude each other")]
    Conflict(&'static str, &'static str),
    /// A number that stands for nothing.
    #[error("`{field}` has the unknown value {value}")]
    UnknownValue {
        /// The field.
        field: &'static str,
        /// Its value.
        value: i32,
    },
    /// A confidence that is none.
    #[error("`{0}` is not between 0 and 1")]
    Confidence(&'static str),
    /// A result of language understanding that a dialog cannot take.
    #[error("`payload.user_input.nluaas_interpretation`: {0}")]
    Understanding(#[source] InvalidUnderstandingResult),
    /// Data that JSON cannot hold.
    #[error(transparent)]
    NotJson(#[from] NotJson),
}

/// The engine's input of an Execute. A dialog event has precedence over input (model.md section 10); of type SUCCESS
/// it says that nothing happened.
///
/// # Errors
///
/// Names the field that is wrong.
pub fn execute_input(payload: Option<ExecuteRequestPayload>) -> Result<Input, InvalidRequest> {
    let payload = payload.unwrap_or_default();
    if let Some(event) = payload.dialog_event {
        let event = dialog_event(event)?;
        if event.kind != EventKind::Success {
            return Ok(Input::Event(event));
        }
    }
    match (
        payload.user_input.and_then(input_of),
        payload.requested_data,
    ) {
        (Some(_), Some(_)) => Err(InvalidRequest::Conflict(
            "payload.user_input",
            "payload.requested_data",
        )),
        (Some(input), None) => user_input(input),
        (None, Some(requested)) => requested_data(requested),
        (None, None) => Ok(Input::Empty),
    }
}

fn input_of(input: UserInput) -> Option<WireInput> {
    input.input
}

fn dialog_event(event: common::DialogEvent) -> Result<DialogEvent, InvalidRequest> {
    let kind = match EventType::try_from(event.r#type) {
        Ok(EventType::Success) => EventKind::Success,
        Ok(EventType::Error) => EventKind::Error,
        Ok(EventType::NoInput) => EventKind::NoInput,
        Ok(EventType::NoMatch) => EventKind::NoMatch,
        Ok(EventType::Hangup) => EventKind::Hangup,
        Ok(EventType::Custom) if event.event_name.is_empty() => {
            return Err(InvalidRequest::Missing("payload.dialog_event.event_name"));
        }
        Ok(EventType::Custom) => EventKind::Custom,
        Err(_) => {
            return Err(InvalidRequest::UnknownValue {
                field: "payload.dialog_event.type",
                value: event.r#type,
            });
        }
    };
    Ok(DialogEvent {
        kind,
        name: event.event_name,
        message: event.message,
    })
}

fn user_input(input: WireInput) -> Result<Input, InvalidRequest> {
    match input {
        WireInput::UserText(text) => Ok(Input::Text(text)),
        WireInput::SelectedItem(item) if item.id.is_empty() => Err(InvalidRequest::Missing(
            "payload.user_input.selected_item.id",
        )),
        WireInput::SelectedItem(item) => Ok(Input::Selected {
            id: item.id,
            value: item.value,
        }),
        WireInput::Interpretation(value) => interpretation(value),
        WireInput::NluaasInterpretation(result) => interpretation_from_result(result)
            .map(Input::Interpretation)
            .map_err(InvalidRequest::Understanding),
        WireInput::AsraasResult(result) => recognised::recognised(result),
    }
}

fn interpretation(value: user_input::Interpretation) -> Result<Input, InvalidRequest> {
    if !(0.0..=1.0).contains(&value.confidence) {
        return Err(InvalidRequest::Confidence(
            "payload.user_input.interpretation.confidence",
        ));
    }
    Ok(Input::Interpretation(Interpretation {
        utterance: value.utterance,
        confidence: value.confidence,
        data: value
            .data
            .into_iter()
            .map(|(key, value)| (key, Value::String(value)))
            .collect(),
        slot_literals: value.slot_literals.into_iter().collect(),
        slot_formatted_literals: value.slot_formatted_literals.into_iter().collect(),
        slot_confidences: value.slot_confidences.into_iter().collect(),
    }))
}

fn requested_data(requested: RequestData) -> Result<Input, InvalidRequest> {
    if requested.id.is_empty() {
        return Err(InvalidRequest::Missing("payload.requested_data.id"));
    }
    Ok(Input::RequestedData {
        id: requested.id,
        data: bounded_json(
            requested.data.unwrap_or_default(),
            "payload.requested_data.data",
        )?,
    })
}

/// The JSON of a field, if it is not too long.
fn bounded_json(data: Struct, field: &'static str) -> Result<Map<String, Value>, InvalidRequest> {
    let bytes = data.encoded_len();
    if bytes > MAX_DATA_BYTES {
        return Err(InvalidRequest::TooMuchData {
            field,
            bytes,
            limit: MAX_DATA_BYTES,
        });
    }
    Ok(json_from_struct(data, field)?)
}

/// The session data of a Start.
///
/// # Errors
///
/// When it is too long, or when a number is infinite or not a number.
pub fn start_data(payload: &mut StartRequestPayload) -> Result<Map<String, Value>, InvalidRequest> {
    bounded_json(payload.data.take().unwrap_or_default(), "payload.data")
}

/// The session data of an Update.
///
/// # Errors
///
/// When it is too long, or when a number is infinite or not a number.
pub fn update_data(
    payload: Option<UpdateRequestPayload>,
) -> Result<Map<String, Value>, InvalidRequest> {
    let data = payload.unwrap_or_default().data.unwrap_or_default();
    bounded_json(data, "payload.data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::dlg::v1::common::selectable::selectable_item::SelectedValue;

    fn user(input: WireInput) -> Option<ExecuteRequestPayload> {
        Some(ExecuteRequestPayload {
            user_input: Some(UserInput {
                input: Some(input),
                input_mode: String::new(),
            }),
            ..ExecuteRequestPayload::default()
        })
    }

    fn event(kind: i32, name: &str) -> Option<common::DialogEvent> {
        Some(common::DialogEvent {
            r#type: kind,
            message: String::new(),
            event_name: name.to_owned(),
        })
    }

    fn refusal(payload: Option<ExecuteRequestPayload>) -> String {
        execute_input(payload)
            .expect_err("the request should be refused")
            .to_string()
    }

    #[test]
    fn no_payload_an_empty_one_and_an_empty_user_input_are_the_empty_input() {
        let empty = ExecuteRequestPayload::default();
        let only_mode = ExecuteRequestPayload {
            user_input: Some(UserInput::default()),
            ..ExecuteRequestPayload::default()
        };
        for payload in [None, Some(empty), Some(only_mode)] {
            assert_eq!(execute_input(payload), Ok(Input::Empty));
        }
    }

    #[test]
    fn an_empty_text_is_a_text() {
        let payload = user(WireInput::UserText(String::new()));
        assert_eq!(execute_input(payload), Ok(Input::Text(String::new())));
    }

    #[test]
    fn an_event_has_precedence_over_input() {
        let mut payload = user(WireInput::UserText("hello".to_owned())).unwrap();
        payload.dialog_event = event(EventType::NoMatch.into(), "");
        assert!(matches!(
            execute_input(Some(payload)),
            Ok(Input::Event(event)) if event.kind == EventKind::NoMatch
        ));
    }

    #[test]
    fn an_event_of_type_success_leaves_the_input_alone() {
        let mut payload = user(WireInput::UserText("hello".to_owned())).unwrap();
        payload.dialog_event = event(EventType::Success.into(), "");
        assert_eq!(
            execute_input(Some(payload)),
            Ok(Input::Text("hello".to_owned()))
        );
    }

    #[test]
    fn a_custom_event_needs_a_name() {
        let payload = ExecuteRequestPayload {
            dialog_event: event(EventType::Custom.into(), ""),
            ..ExecuteRequestPayload::default()
        };
        assert!(refusal(Some(payload)).contains("event_name"));
    }

    #[test]
    fn an_unknown_type_of_event_is_refused() {
        let payload = ExecuteRequestPayload {
            dialog_event: event(77, ""),
            ..ExecuteRequestPayload::default()
        };
        assert_eq!(
            refusal(Some(payload)),
            "`payload.dialog_event.type` has the unknown value 77"
        );
    }

    #[test]
    fn input_and_requested_data_exclude_each_other() {
        let mut payload = user(WireInput::UserText("hello".to_owned())).unwrap();
        payload.requested_data = Some(RequestData::default());
        assert!(refusal(Some(payload)).contains("exclude each other"));
    }

    #[test]
    fn requested_data_needs_the_id_of_its_node() {
        let payload = ExecuteRequestPayload {
            requested_data: Some(RequestData::default()),
            ..ExecuteRequestPayload::default()
        };
        assert_eq!(
            refusal(Some(payload)),
            "`payload.requested_data.id` is missing"
        );
    }

    #[test]
    fn a_result_of_speech_recognition_without_hypotheses_is_no_match() {
        let heard = execute_input(user(WireInput::AsraasResult(Default::default())));
        assert!(
            matches!(&heard, Ok(Input::Event(event)) if event.kind == EventKind::NoMatch),
            "{heard:?}"
        );
    }

    #[test]
    fn more_data_than_a_session_should_hold_is_refused_by_its_field() {
        let text = prost_types::Value {
            kind: Some(prost_types::value::Kind::StringValue(
                "x".repeat(MAX_DATA_BYTES),
            )),
        };
        let data = Struct {
            fields: [("note".to_owned(), text)].into(),
        };
        let error = update_data(Some(UpdateRequestPayload { data: Some(data) })).unwrap_err();
        assert!(error.to_string().contains("`payload.data`"), "{error}");
    }

    #[test]
    fn a_result_of_language_understanding_is_an_interpretation() {
        let understood = WireInput::NluaasInterpretation(Default::default());
        assert_eq!(
            execute_input(user(understood)),
            Ok(Input::Interpretation(Interpretation::default()))
        );
    }

    #[test]
    fn a_pick_without_an_id_is_refused() {
        let pick = SelectedValue {
            id: String::new(),
            value: "yes".to_owned(),
        };
        assert!(refusal(user(WireInput::SelectedItem(pick))).contains("selected_item.id"));
    }

    #[test]
    fn a_confidence_is_between_nought_and_one() {
        for confidence in [-0.1, 1.1, f32::NAN] {
            let value = user_input::Interpretation {
                confidence,
                ..user_input::Interpretation::default()
            };
            assert!(refusal(user(WireInput::Interpretation(value))).contains("confidence"));
        }
    }
}
