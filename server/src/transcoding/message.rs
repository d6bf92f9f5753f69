//! Between JSON and the encoded messages, by the proto3 JSON mapping.
//!
//! The mapping is that of `prost-reflect`, over the descriptors that are compiled in. Requests go through the generated
//! types, so that the value of the path has a field and not a name, and so that a message which is nested deeper than
//! the service decodes is the client's fault here and no fault of the server there.

use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{DescriptorPool, DeserializeOptions, DynamicMessage, MessageDescriptor};

use super::{Call, JsonMethod};
use crate::protocol::FILE_DESCRIPTOR_SET;
use crate::protocol::dlg::v1::{
    ExecuteRequest, StartRequest, StatusRequest, StopRequest, UpdateRequest,
};

/// Unknown members are ignored; see the module.
const TOLERANT: DeserializeOptions = DeserializeOptions::new().deny_unknown_fields(false);

static DESCRIPTORS: LazyLock<Descriptors> = LazyLock::new(Descriptors::compiled_in);

/// A request body that is not the JSON of its message. Tells where and not what, because a value can be what a visitor
/// wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidJson {
    /// It is not JSON at all, or nested too deep.
    #[error("the body is not JSON (line {line}, column {column})")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// A value has another type than its field.
    #[error("a value does not fit its field (line {line}, column {column})")]
    Value {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// Objects in objects, more than a message may have.
    #[error("the body is nested too deep")]
    Depth,
}

/// A response that cannot be written as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer cannot be written as JSON")]
pub struct InvalidMessage;

/// Request and response of each method.
struct Descriptors {
    start: MethodMessages,
    status: MethodMessages,
    update: MethodMessages,
    execute: MethodMessages,
    stop: MethodMessages,
}

struct MethodMessages {
    request: MessageDescriptor,
    response: MessageDescriptor,
}

impl Descriptors {
    #[expect(
        clippy::expect_used,
        reason = "the descriptors are part of the program: every test of this module reads them"
    )]
    fn compiled_in() -> Descriptors {
        let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("the descriptors decode");
        let message = |name: &str| {
            pool.get_message_by_name(&format!("nuance.dlg.v1.{name}"))
                .expect("the message is defined")
        };
        let messages = |method: &str| MethodMessages {
            request: message(&format!("{method}Request")),
            response: message(&format!("{method}Response")),
        };
        Descriptors {
            start: messages("Start"),
            status: messages("Status"),
            update: messages("Update"),
            execute: messages("Execute"),
            stop: messages("Stop"),
        }
    }

    fn of(&self, method: JsonMethod) -> &MethodMessages {
        match method {
            JsonMethod::Start => &self.start,
            JsonMethod::Status => &self.status,
            JsonMethod::Update => &self.update,
            JsonMethod::Execute => &self.execute,
            JsonMethod::Stop => &self.stop,
        }
    }
}

impl Call {
    /// The encoded request message of this call with that body. The value of the path wins over one in the body; an
    /// empty body is an empty object; the body of Stop is not looked at.
    ///
    /// # Errors
    ///
    /// [`InvalidJson`] when the body is not the JSON of the method's request.
    pub fn request_message(&self, body: &[u8]) -> Result<Vec<u8>, InvalidJson> {
        let path_value = self.path_value.clone();
        Ok(match self.method {
            JsonMethod::Start => {
                let mut request: StartRequest = self.parse_body(body)?;
                let payload = request.payload.get_or_insert_default();
                payload.model_ref.get_or_insert_default().uri = path_value;
                request.encode_to_vec()
            }
            JsonMethod::Status => {
                let mut request: StatusRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            JsonMethod::Update => {
                let mut request: UpdateRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            JsonMethod::Execute => {
                let mut request: ExecuteRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            JsonMethod::Stop => StopRequest {
                session_id: path_value,
                user_id: self.user_id.clone(),
            }
            .encode_to_vec(),
        })
    }

    fn parse_body<M: Message + Default>(&self, body: &[u8]) -> Result<M, InvalidJson> {
        if body.trim_ascii().is_empty() {
            return Ok(M::default());
        }
        let descriptor = DESCRIPTORS.of(self.method).request.clone();
        // Stops at 128 levels, before the stack ends.
        let mut json = serde_json::Deserializer::from_slice(body);
        let message = DynamicMessage::deserialize_with_options(descriptor, &mut json, &TOLERANT)
            .and_then(|message| json.end().map(|()| message))
            .map_err(|error| invalid_json(&error))?;
        message.transcode_to().map_err(|_| InvalidJson::Depth)
    }
}

fn invalid_json(error: &serde_json::Error) -> InvalidJson {
    let (line, column) = (error.line(), error.column());
    if error.is_data() {
        InvalidJson::Value { line, column }
    } else {
        InvalidJson::Syntax { line, column }
    }
}

/// The JSON of an encoded response: lowerCamelCase names, fields without a value left out.
///
/// # Errors
///
/// [`InvalidMessage`] when it is no response of that method.
pub fn response_json(method: JsonMethod, message: &[u8]) -> Result<Vec<u8>, InvalidMessage> {
    let descriptor = DESCRIPTORS.of(method).response.clone();
    let message = DynamicMessage::decode(descriptor, message).map_err(|_| InvalidMessage)?;
    serde_json::to_vec(&message).map_err(|_| InvalidMessage)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::protocol::dlg::v1::common::user_input::Input;
    use crate::protocol::dlg::v1::common::{DialogEvent, UserInput};
    use crate::wire::struct_from_json;

    fn call(method: JsonMethod) -> Call {
        Call {
            method,
            path_value: "from-path".to_owned(),
            user_id: String::new(),
        }
    }

    fn execute(body: &str) -> Result<ExecuteRequest, InvalidJson> {
        let message = call(JsonMethod::Execute).request_message(body.as_bytes())?;
        Ok(ExecuteRequest::decode(message.as_slice()).unwrap())
    }

    fn event(body: &str) -> DialogEvent {
        execute(body)
            .unwrap()
            .payload
            .unwrap()
            .dialog_event
            .unwrap()
    }

    fn user_input(body: &str) -> UserInput {
        execute(body).unwrap().payload.unwrap().user_input.unwrap()
    }

    fn json(method: JsonMethod, message: &impl Message) -> Value {
        let json = response_json(method, &message.encode_to_vec()).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    #[test]
    fn names_are_taken_in_both_spellings() {
        for body in [
            r#"{"payload": {"user_input": {"user_text": "hi"}}}"#,
            r#"{"payload": {"userInput": {"userText": "hi"}}}"#,
        ] {
            assert_eq!(
                user_input(body).input,
                Some(Input::UserText("hi".to_owned()))
            );
        }
    }

    #[test]
    fn enums_are_taken_by_name_and_by_number() {
        for value in [r#""NO_MATCH""#, "3"] {
            let body = format!(r#"{{"payload": {{"dialogEvent": {{"type": {value}}}}}}}"#);
            assert_eq!(event(&body).r#type, 3, "{value}");
        }
        // A newer client's, ignored as an unknown member is.
        let newer = event(r#"{"payload": {"dialogEvent": {"type": "WAVED"}}}"#);
        assert_eq!(newer.r#type, 0);
    }

    #[test]
    fn numbers_are_taken_as_strings_too_and_floats_beyond_numbers_by_name() {
        let start = |seconds: &str| {
            let body = format!(r#"{{"sessionTimeoutSec": {seconds}}}"#);
            let message = call(JsonMethod::Start).request_message(body.as_bytes());
            message.map(|message| StartRequest::decode(message.as_slice()).unwrap())
        };
        for seconds in ["900", "\"900\"", "9e2"] {
            assert_eq!(start(seconds).unwrap().session_timeout_sec, 900);
        }
        for seconds in ["-1", "1.5", "4294967296", "\"x\"", "true"] {
            assert!(
                matches!(start(seconds), Err(InvalidJson::Value { .. })),
                "{seconds}"
            );
        }
        for (text, expected) in [("0.5", 0.5), ("\"Infinity\"", f32::INFINITY)] {
            let body = format!(
                r#"{{"payload": {{"userInput": {{"interpretation": {{"confidence": {text}}}}}}}}}"#
            );
            let Some(Input::Interpretation(interpretation)) = user_input(&body).input else {
                panic!("{body} is no interpretation")
            };
            assert_eq!(interpretation.confidence, expected);
        }
    }

    #[test]
    fn data_of_any_shape_arrives_as_it_is() {
        let data =
            json!({"text": "a", "number": 4.25, "null": null, "list": [1.0, true, {"a": []}]});
        let body = json!({"payload": {"requestedData": {"id": "x", "data": data}}}).to_string();
        let requested = execute(&body)
            .unwrap()
            .payload
            .unwrap()
            .requested_data
            .unwrap();
        let Value::Object(data) = data else {
            unreachable!()
        };
        assert_eq!(requested.data, Some(struct_from_json(data)));
    }

    #[test]
    fn the_value_of_the_path_wins() {
        let request = execute(r#"{"sessionId": "from-body", "userId": "u"}"#).unwrap();
        assert_eq!(
            (request.session_id.as_str(), request.user_id.as_str()),
            ("from-path", "u")
        );
        let body = br#"{"payload": {"modelRef": {"uri": "from-body", "type": 1}}}"#;
        let message = call(JsonMethod::Start).request_message(body).unwrap();
        let start = StartRequest::decode(message.as_slice()).unwrap();
        let model = start.payload.unwrap().model_ref.unwrap();
        assert_eq!((model.uri.as_str(), model.r#type), ("from-path", 1));
    }

    #[test]
    fn an_empty_body_nulls_and_unknown_members_are_as_nothing() {
        for body in [
            "",
            " \n",
            "{}",
            r#"{"payload": null}"#,
            r#"{"newer": {"a": [1]}}"#,
        ] {
            let request = execute(body).unwrap();
            assert_eq!(request.payload, None, "{body}");
        }
    }

    #[test]
    fn the_body_of_stop_is_not_looked_at_and_its_query_is() {
        let message = call(JsonMethod::Stop)
            .with_query("user_id=u")
            .request_message(b"not json")
            .unwrap();
        let request = StopRequest::decode(message.as_slice()).unwrap();
        assert_eq!(
            (request.session_id.as_str(), request.user_id.as_str()),
            ("from-path", "u")
        );
    }

    #[test]
    fn a_body_that_is_not_json_is_told_from_one_with_a_wrong_value_and_neither_is_repeated() {
        for (body, expected) in [
            ("{", "the body is not JSON (line 1, column 1)"),
            ("{} x", "the body is not JSON (line 1, column 4)"),
            ("\u{fffd}", "the body is not JSON (line 1, column 1)"),
            (
                r#"{"userId": 5}"#,
                "a value does not fit its field (line 1, column 12)",
            ),
            ("null", "a value does not fit its field (line 1, column 4)"),
        ] {
            let error = execute(body).unwrap_err().to_string();
            assert_eq!(error, expected, "{body}");
        }
    }

    #[test]
    fn two_inputs_at_once_are_refused() {
        let body = r#"{"payload": {"userInput": {"userText": "a", "selectedItem": {"id": "b"}}}}"#;
        assert!(matches!(execute(body), Err(InvalidJson::Value { .. })));
    }

    #[test]
    fn objects_in_objects_end_with_an_error_and_not_with_the_stack() {
        let nested = |levels: usize| {
            let data = "{\"a\":".repeat(levels) + "1" + &"}".repeat(levels);
            execute(&format!(
                r#"{{"payload": {{"requestedData": {{"data": {data}}}}}}}"#
            ))
        };
        assert!(nested(20).is_ok());
        for levels in 20..130 {
            // Which of the errors it is depends on which limit comes first.
            assert!(levels < 40 || nested(levels).is_err(), "{levels}");
        }
        assert!(matches!(nested(200_000), Err(InvalidJson::Syntax { .. })));
    }

    #[test]
    fn answers_are_in_lower_camel_case_without_fields_that_are_not_set() {
        use crate::protocol::dlg::v1::common::execute_response_payload::Action;
        use crate::protocol::dlg::v1::common::{DaAction, ExecuteResponsePayload};
        use crate::protocol::dlg::v1::{ExecuteResponse, StatusResponse};
        let status = StatusResponse {
            session_remaining_sec: 7,
        };
        assert_eq!(
            json(JsonMethod::Status, &status),
            json!({"sessionRemainingSec": 7})
        );
        let Value::Object(data) = json!({"a_b": [null, "x", 1.5]}) else {
            unreachable!()
        };
        let action = Action::DaAction(DaAction {
            id: "node".to_owned(),
            data: Some(struct_from_json(data)),
            ..DaAction::default()
        });
        let payload = ExecuteResponsePayload {
            action: Some(action),
            ..ExecuteResponsePayload::default()
        };
        let response = ExecuteResponse {
            payload: Some(payload),
        };
        let expected =
            json!({"payload": {"daAction": {"id": "node", "data": {"a_b": [null, "x", 1.5]}}}});
        assert_eq!(json(JsonMethod::Execute, &response), expected);
    }

    #[test]
    fn an_answer_that_does_not_decode_is_an_error() {
        assert_eq!(
            response_json(JsonMethod::Execute, b"\xff\xff"),
            Err(InvalidMessage)
        );
    }
}
