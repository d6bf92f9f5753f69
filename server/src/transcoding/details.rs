//! The details of a status, such as when to try again, as JSON.

use std::sync::LazyLock;
use std::time::Duration;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::{Value, json};
use tonic_types::pb;

/// Binary metadata comes with padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The messages of `google/rpc/error_details.proto`.
static DESCRIPTORS: LazyLock<DescriptorPool> = LazyLock::new(compiled_in);

#[expect(
    clippy::expect_used,
    reason = "the descriptors are part of the program: every test of this module reads them"
)]
fn compiled_in() -> DescriptorPool {
    DescriptorPool::decode(pb::FILE_DESCRIPTOR_SET).expect("the descriptors decode")
}

const RETRY_INFO: &str = "google.rpc.RetryInfo";

/// What a status says besides its code and its message.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Details {
    /// Each as `{"@type": "type.googleapis.com/google.rpc.RetryInfo", ...}`. Left out is what is not one of Google's
    /// error details, or cannot be read: without its definition there is no JSON.
    pub(super) json: Vec<Value>,
    /// When to try again, from a `google.rpc.RetryInfo`.
    pub(super) retry_after: Option<Duration>,
}

impl Details {
    /// Reads a `grpc-status-details-bin`; one that cannot be read has no details.
    pub(super) fn of_header(header: &[u8]) -> Details {
        let status = BASE64
            .decode(header)
            .ok()
            .and_then(|status| pb::Status::decode(status.as_slice()).ok())
            .unwrap_or_default();
        let named = || {
            status.details.iter().filter_map(|detail| {
                let (_, name) = detail.type_url.rsplit_once('/')?;
                Some((name, detail))
            })
        };
        Details {
            json: named()
                .filter_map(|(name, detail)| detail_json(name, detail))
                .collect(),
            retry_after: named()
                .filter(|(name, _)| *name == RETRY_INFO)
                .find_map(|(_, detail)| retry_delay(&detail.value)),
        }
    }
}

fn retry_delay(message: &[u8]) -> Option<Duration> {
    let delay = pb::RetryInfo::decode(message).ok()?.retry_delay?;
    Duration::try_from(delay).ok()
}

fn detail_json(name: &str, detail: &prost_types::Any) -> Option<Value> {
    let message = detail.value.as_slice();
    let descriptor = DESCRIPTORS.get_message_by_name(name)?;
    let message = DynamicMessage::decode(descriptor, message).ok()?;
    let Ok(Value::Object(members)) = serde_json::to_value(&message) else {
        return None;
    };
    let mut detail = json!({"@type": detail.type_url});
    detail.as_object_mut()?.extend(members);
    Some(detail)
}

#[cfg(test)]
mod tests {
    use tonic::{Code, Status};
    use tonic_types::{ErrorDetails, StatusExt};

    use super::*;

    fn header_of(details: ErrorDetails) -> Vec<u8> {
        let status = Status::with_error_details(Code::ResourceExhausted, "full", details);
        let response = status.into_http::<axum::body::Body>();
        response.headers()["grpc-status-details-bin"]
            .as_bytes()
            .to_vec()
    }

    #[test]
    fn details_have_their_type_and_their_members() {
        let mut details = ErrorDetails::with_retry_info(Some(Duration::from_millis(1200)));
        details.set_error_info("FULL", "bavard", [("limit".to_owned(), "calls".to_owned())]);
        let details = Details::of_header(&header_of(details));
        assert_eq!(details.retry_after, Some(Duration::from_millis(1200)));
        let mut shown = details.json;
        shown.sort_by_key(|detail| detail["@type"].to_string());
        let expected = [
            json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "FULL",
                "domain": "bavard",
                "metadata": {"limit": "calls"},
            }),
            json!({
                "@type": "type.googleapis.com/google.rpc.RetryInfo",
                "retryDelay": "1.200s",
            }),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn details_of_unknown_types_and_broken_ones_are_left_out() {
        let detail = |type_url: &str, value: &[u8]| prost_types::Any {
            type_url: type_url.to_owned(),
            value: value.to_vec(),
        };
        let status = pb::Status {
            code: 8,
            message: "full".to_owned(),
            details: vec![
                detail("type.example/acme.Secret", b""),
                detail("type.googleapis.com/google.rpc.RetryInfo", b"\xff"),
                detail("google.rpc.RetryInfo", b""),
                detail("type.googleapis.com/google.rpc.Help", b""),
            ],
        };
        let header = BASE64.encode(status.encode_to_vec());
        let details = Details::of_header(header.as_bytes());
        assert_eq!(
            details.json,
            [json!({"@type": "type.googleapis.com/google.rpc.Help"})]
        );
        assert_eq!(details.retry_after, None);
    }

    #[test]
    fn a_header_that_is_no_status_has_no_details() {
        for header in [&b""[..], b"!", b"////", b"\xff"] {
            assert_eq!(Details::of_header(header), Details::default(), "{header:?}");
        }
    }
}
