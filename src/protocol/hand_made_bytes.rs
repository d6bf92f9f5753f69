//! Messages as bytes that were written by hand from the field numbers, not by the code under test.
//!
//! For each kind of field that is easy to get wrong: the bytes are read as the message, and the message is written as
//! the bytes.

use std::fmt::Debug;

use prost::Message;
use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value};

use super::dlg::v1::common::execute_response_payload::Action;
use super::dlg::v1::common::message::Audio;
use super::dlg::v1::common::message::audio::AudioSrc;
use super::dlg::v1::common::selectable::SelectableItem;
use super::dlg::v1::common::selectable::selectable_item::SelectedValue;
use super::dlg::v1::common::user_input::{Input, Interpretation};
use super::dlg::v1::common::{
    DialogEvent, EndAction, ExecuteRequestPayload, ExecuteResponsePayload, QaAction, Selectable,
    UserInput, dialog_event,
};
use super::dlg::v1::{
    AsrParamsV1, ExecuteRequest, StartRequest, StopRequest, StreamInput, UpdateRequest,
    asr_params_v1, stream_input,
};
use super::{asr, tts};

fn reads_and_writes<M: Message + Default + PartialEq + Debug>(bytes: &[u8], message: M) {
    assert_eq!(M::decode(bytes).unwrap(), message);
    assert_eq!(message.encode_to_vec(), bytes);
}

#[test]
fn an_empty_user_text_is_not_the_same_as_none() {
    reads_and_writes(
        b"\x0a\x00",
        UserInput {
            input: Some(Input::UserText(String::new())),
            ..Default::default()
        },
    );
    reads_and_writes(b"", UserInput::default());
}

#[test]
fn an_empty_payload_is_not_the_same_as_none() {
    reads_and_writes(
        b"\x0a\x01s\x1a\x00",
        ExecuteRequest {
            session_id: "s".to_owned(),
            payload: Some(ExecuteRequestPayload::default()),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x0a\x01s",
        ExecuteRequest {
            session_id: "s".to_owned(),
            ..Default::default()
        },
    );
}

#[test]
fn an_empty_uri_is_not_the_same_as_none() {
    reads_and_writes(
        b"\x0a\x02hi\x12\x00",
        Audio {
            text: "hi".to_owned(),
            audio_src: Some(AudioSrc::Uri(String::new())),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x0a\x02hi",
        Audio {
            text: "hi".to_owned(),
            ..Default::default()
        },
    );
}

#[test]
fn a_zero_in_a_oneof_is_not_the_same_as_none() {
    reads_and_writes(
        b"\x45\x00\x00\x00\x00",
        AsrParamsV1 {
            optional_speech_detection_sensitivity: Some(
                asr_params_v1::OptionalSpeechDetectionSensitivity::SpeechDetectionSensitivity(0.0),
            ),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x0d\x00\x00\x00\x00",
        asr::v1::Hypothesis {
            optional_hypothesis_confidence: Some(
                asr::v1::hypothesis::OptionalHypothesisConfidence::Confidence(0.0),
            ),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x15\x00\x00\x00\x00",
        asr::v1::Word {
            optional_word_confidence: Some(asr::v1::word::OptionalWordConfidence::Confidence(0.0)),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x35\x00\x00\x00\x00",
        asr::v1::RecognitionResource {
            weight_union: Some(asr::v1::recognition_resource::WeightUnion::WeightValue(0.0)),
            ..Default::default()
        },
    );
    reads_and_writes(b"", asr::v1::RecognitionResource::default());
}

#[test]
fn of_a_oneof_the_last_one_counts() {
    let end = ExecuteResponsePayload::decode(b"\x12\x00\x2a\x02\x12\x00".as_slice()).unwrap();
    assert_eq!(end.action, Some(Action::EndAction(EndAction::default())));
}

#[test]
fn input_mode_has_number_20() {
    reads_and_writes(
        b"\x0a\x011\xa2\x01\x04dtmf",
        UserInput {
            input: Some(Input::UserText("1".to_owned())),
            input_mode: "dtmf".to_owned(),
        },
    );
}

#[test]
fn the_user_of_a_request_has_another_number_in_each() {
    let (session_id, user_id) = ("s".to_owned(), "ann".to_owned());
    reads_and_writes(
        b"\x0a\x01s\x2a\x03ann",
        ExecuteRequest {
            session_id: session_id.clone(),
            user_id: user_id.clone(),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x0a\x01s\x2a\x03ann",
        StopRequest {
            session_id: session_id.clone(),
            user_id: user_id.clone(),
        },
    );
    reads_and_writes(
        b"\x0a\x01s\x22\x03ann",
        UpdateRequest {
            session_id,
            user_id,
            ..Default::default()
        },
    );
}

#[test]
fn maps_are_read_and_written() {
    reads_and_writes(
        b"\x20\x84\x07\x32\x06\x0a\x01k\x12\x01v",
        StartRequest {
            session_timeout_sec: 900,
            client_data: [("k".to_owned(), "v".to_owned())].into(),
            ..Default::default()
        },
    );
}

#[test]
fn a_map_entry_may_lack_its_key_or_value_and_come_twice() {
    let read = StartRequest::decode(
        b"\x32\x03\x0a\x01k\x32\x03\x12\x01v\x32\x06\x0a\x01k\x12\x01w".as_slice(),
    )
    .unwrap();
    assert_eq!(
        read.client_data,
        [
            ("k".to_owned(), "w".to_owned()),
            (String::new(), "v".to_owned())
        ]
        .into()
    );
}

#[test]
fn an_interpretation_is_read_and_written() {
    reads_and_writes(
        b"\x0d\x00\x00\x80\x3f\x12\x04dtmf\x22\x0c\x0a\x04size\x12\x04tall\x2a\x09\x0a\x04size\x12\x011\
          \x32\x05\x0d\x00\x00\x00\x3f\x3a\x0b\x0a\x04size\x15\x00\x00\x00\x3f\x42\x09\x0a\x04size\x12\x01I",
        Interpretation {
            confidence: 1.0,
            input_mode: "dtmf".to_owned(),
            utterance: String::new(),
            data: [("size".to_owned(), "tall".to_owned())].into(),
            slot_literals: [("size".to_owned(), "1".to_owned())].into(),
            alternative_interpretations: vec![Interpretation { confidence: 0.5, ..Default::default() }],
            slot_confidences: [("size".to_owned(), 0.5)].into(),
            slot_formatted_literals: [("size".to_owned(), "I".to_owned())].into(),
        },
    );
}

/// The vendor's web client writes 4, 5, 8, 6, 7, the order in which the definitions list them.
#[test]
fn fields_may_come_in_any_order() {
    let read = Interpretation::decode(
        b"\x42\x06\x0a\x01a\x12\x01b\x32\x00\x3a\x08\x0a\x01a\x15\x00\x00\x80\x3f\x0d\x00\x00\x80\x3f".as_slice(),
    )
    .unwrap();
    assert_eq!(
        read,
        Interpretation {
            confidence: 1.0,
            slot_formatted_literals: [("a".to_owned(), "b".to_owned())].into(),
            alternative_interpretations: vec![Interpretation::default()],
            slot_confidences: [("a".to_owned(), 1.0)].into(),
            ..Default::default()
        }
    );
}

/// One field of a `Struct`: `key`, and the bytes of its value.
fn struct_field(key: &str, value: &[u8]) -> Vec<u8> {
    let mut entry = vec![0x0a, key.len() as u8];
    entry.extend_from_slice(key.as_bytes());
    entry.extend_from_slice(&[0x12, value.len() as u8]);
    entry.extend_from_slice(value);
    [&[0x0a, entry.len() as u8], entry.as_slice()].concat()
}

#[test]
fn every_kind_of_value_in_a_struct_is_read_and_written() {
    let value = |kind| Value { kind: Some(kind) };
    for (bytes, kind) in [
        (b"\x08\x00".as_slice(), Kind::NullValue(0)),
        (
            b"\x11\x00\x00\x00\x00\x00\x00\x11\x40",
            Kind::NumberValue(4.25),
        ),
        (
            b"\x11\x00\x00\x00\x00\x00\x00\x00\x00",
            Kind::NumberValue(0.0),
        ),
        (b"\x1a\x03tea", Kind::StringValue("tea".to_owned())),
        (b"\x1a\x00", Kind::StringValue(String::new())),
        (b"\x20\x01", Kind::BoolValue(true)),
        (b"\x20\x00", Kind::BoolValue(false)),
        (b"\x2a\x00", Kind::StructValue(Struct::default())),
        (b"\x32\x00", Kind::ListValue(ListValue::default())),
        (
            b"\x2a\x09\x0a\x07\x0a\x01n\x12\x02\x08\x00",
            Kind::StructValue(Struct {
                fields: [("n".to_owned(), value(Kind::NullValue(0)))].into(),
            }),
        ),
        (
            b"\x32\x08\x0a\x02\x20\x01\x0a\x02\x08\x00",
            Kind::ListValue(ListValue {
                values: vec![value(Kind::BoolValue(true)), value(Kind::NullValue(0))],
            }),
        ),
    ] {
        let data = Struct {
            fields: [("key".to_owned(), value(kind))].into(),
        };
        reads_and_writes(&struct_field("key", bytes), data.clone());
        let written = struct_field("key", bytes);
        let in_an_action = [&[0x12, written.len() as u8], written.as_slice()].concat();
        reads_and_writes(
            &in_an_action,
            QaAction {
                data: Some(data),
                ..Default::default()
            },
        );
    }
}

#[test]
fn an_enum_is_read_and_written() {
    reads_and_writes(
        b"\x08\x05\x1a\x04stop",
        DialogEvent {
            r#type: dialog_event::EventType::Custom.into(),
            event_name: "stop".to_owned(),
            message: String::new(),
        },
    );
    reads_and_writes(
        b"",
        DialogEvent {
            r#type: dialog_event::EventType::Success.into(),
            ..Default::default()
        },
    );
    reads_and_writes(
        b"\x38\x05",
        asr::v1::RecognitionResource {
            reuse: asr::v1::EnumResourceReuse::HighReuse.into(),
            ..Default::default()
        },
    );
}

#[test]
fn an_unknown_value_of_an_enum_is_kept() {
    reads_and_writes(
        b"\x08\x63",
        DialogEvent {
            r#type: 99,
            ..Default::default()
        },
    );
    assert!(dialog_event::EventType::try_from(99).is_err());
}

#[test]
fn an_unknown_field_is_skipped() {
    let bytes = b"\x22\x03abc\x0a\x01s\x98\x06\x01\x9d\x06\x00\x00\x00\x00\x2a\x01u";
    let read = ExecuteRequest::decode(bytes.as_slice()).unwrap();
    assert_eq!(
        read,
        ExecuteRequest {
            session_id: "s".to_owned(),
            user_id: "u".to_owned(),
            ..Default::default()
        }
    );
}

#[test]
fn repeated_messages_keep_their_order() {
    let item = |id: &str, value: &str| SelectableItem {
        value: Some(SelectedValue {
            id: id.to_owned(),
            value: value.to_owned(),
        }),
        ..Default::default()
    };
    reads_and_writes(
        b"\x0a\x0a\x0a\x08\x0a\x01b\x12\x03two\x0a\x0a\x0a\x08\x0a\x01a\x12\x03one\x0a\x00",
        Selectable {
            selectable_items: vec![
                item("b", "two"),
                item("a", "one"),
                SelectableItem::default(),
            ],
        },
    );
}

#[test]
fn a_negative_number_is_read_and_written() {
    reads_and_writes(
        b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        asr::v1::Notification {
            code: -1,
            ..Default::default()
        },
    );
}

#[test]
fn opus_and_ogg_opus_have_their_numbers_swapped_between_hearing_and_speaking() {
    use asr::v1::audio_format::AudioFormatUnion as Heard;
    use tts::v1::audio_format::AudioFormat as Spoken;
    let heard = |format| asr::v1::AudioFormat {
        audio_format_union: Some(format),
    };
    let spoken = |format| tts::v1::AudioFormat {
        audio_format: Some(format),
    };
    reads_and_writes(b"\x22\x00", heard(Heard::Opus(asr::v1::Opus::default())));
    reads_and_writes(
        b"\x2a\x00",
        heard(Heard::OggOpus(asr::v1::OggOpus::default())),
    );
    reads_and_writes(
        b"\x22\x00",
        spoken(Spoken::OggOpus(tts::v1::OggOpus::default())),
    );
    reads_and_writes(b"\x2a\x00", spoken(Spoken::Opus(tts::v1::Opus::default())));
}

/// The example of wire.md, section "grpc-websockets".
#[test]
fn audio_is_read_and_written() {
    reads_and_writes(
        b"\x1a\x03\x01\x02\x03",
        StreamInput {
            audio: vec![1, 2, 3],
            ..Default::default()
        },
    );
    reads_and_writes(b"", StreamInput::default());
}

#[test]
fn a_turn_that_speaks_begins_with_an_empty_payload_and_its_settings() {
    reads_and_writes(
        b"\x0a\x05\x0a\x01s\x1a\x00\x12\x06\x0a\x04\x0a\x02\x08\x01\x22\x00",
        StreamInput {
            request: Some(ExecuteRequest {
                session_id: "s".to_owned(),
                payload: Some(ExecuteRequestPayload::default()),
                ..Default::default()
            }),
            asr_control_oneof: Some(stream_input::AsrControlOneof::AsrControlV1(AsrParamsV1 {
                audio_format: Some(asr::v1::AudioFormat {
                    audio_format_union: Some(asr::v1::audio_format::AudioFormatUnion::Pcm(
                        asr::v1::Pcm { sample_rate_hz: 1 },
                    )),
                }),
                ..Default::default()
            })),
            tts_control_oneof: Some(stream_input::TtsControlOneof::TtsControlV1(
                Default::default(),
            )),
            ..Default::default()
        },
    );
}

#[test]
fn a_message_that_is_cut_off_is_refused() {
    for bytes in [
        b"\x0a".as_slice(),
        b"\x0a\x05abc",
        b"\x1a\x02\x0a",
        b"\x2a\xff\xff\xff\xff\x0f",
        b"\x08",
        b"\x0a\x01\xff",
    ] {
        assert!(ExecuteRequest::decode(bytes).is_err(), "{bytes:?}");
    }
}
