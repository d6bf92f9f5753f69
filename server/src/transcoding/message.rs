//! Between JSON and the encoded messages, by the proto3 JSON mapping.
//!
//! The mapping is that of `prost-reflect`, over the descriptors that are compiled in. Requests go through the generated
//! types, so that the value of the path has a field and not a name, and so that a message which is nested deeper than
//! the service decodes is the client's fault here and no fault of the server there.

use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{DescriptorPool, DeserializeOptions, DynamicMessage, MessageDescriptor};

use super::{Call, DialogMethod};
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

    fn of(&self, method: DialogMethod) -> &MethodMessages {
        match method {
            DialogMethod::Start => &self.start,
            DialogMethod::Status => &self.status,
            DialogMethod::Update => &self.update,
            DialogMethod::Execute => &self.execute,
            DialogMethod::Stop => &self.stop,
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
            DialogMethod::Start => {
                let mut request: StartRequest = self.parse_body(body)?;
                let payload = request.payload.get_or_insert_default();
                payload.model_ref.get_or_insert_default().uri = path_value;
                request.encode_to_vec()
            }
            DialogMethod::Status => {
                let mut request: StatusRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            DialogMethod::Update => {
                let mut request: UpdateRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            DialogMethod::Execute => {
                let mut request: ExecuteRequest = self.parse_body(body)?;
                request.session_id = path_value;
                request.encode_to_vec()
            }
            DialogMethod::Stop => StopRequest {
                session_id: path_value,
                user_id: String::new(),
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
pub fn response_json(method: DialogMethod, message: &[u8]) -> Result<Vec<u8>, InvalidMessage> {
    let descriptor = DESCRIPTORS.of(method).response.clone();
    let message = DynamicMessage::decode(descriptor, message).map_err(|_| InvalidMessage)?;
    serde_json::to_vec(&message).map_err(|_| InvalidMessage)
}
