//! Headers and trailers of a response as frames.

use std::borrow::Cow;

use bytes::{BufMut, Bytes, BytesMut};
use http::HeaderMap;
use percent_encoding::{AsciiSet, percent_encode};

use super::frame::{METADATA_FLAG, PREFIX_LEN};

/// Nothing but what is not ASCII, which is always encoded: gRPC has encoded the rest.
const NOT_ASCII: &AsciiSet = &AsciiSet::EMPTY;

/// The frame of `headers`: a block of `name: value` lines behind a prefix with the flag [`METADATA_FLAG`].
///
/// Names are lower case and lines end in CR LF. The reference client breaks the call off at a byte beyond ASCII: such
/// bytes are percent-encoded in `grpc-message`, and any other value that has them is left out. `None` when the block
/// is longer than a frame can be (4 GiB).
pub fn metadata_frame(headers: &HeaderMap) -> Option<Bytes> {
    let mut block = BytesMut::new();
    for (name, value) in headers {
        let value = if value.as_bytes().is_ascii() {
            Cow::Borrowed(value.as_bytes())
        } else if name == "grpc-message" {
            let encoded = Cow::from(percent_encode(value.as_bytes(), NOT_ASCII));
            Cow::Owned(encoded.into_owned().into_bytes())
        } else {
            continue;
        };
        block.put_slice(name.as_str().as_bytes());
        block.put_slice(b": ");
        block.put_slice(&value);
        block.put_slice(b"\r\n");
    }
    let length = u32::try_from(block.len()).ok()?;
    let mut frame = BytesMut::with_capacity(PREFIX_LEN + block.len());
    frame.put_u8(METADATA_FLAG);
    frame.put_u32(length);
    frame.put_slice(&block);
    Some(frame.freeze())
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn block(headers: &[(&'static str, &[u8])]) -> String {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_bytes(value).unwrap(),
                )
            })
            .collect();
        let frame = metadata_frame(&headers).unwrap();
        let (prefix, block) = frame.split_at(PREFIX_LEN);
        let length = u32::try_from(block.len()).unwrap().to_be_bytes();
        assert_eq!(prefix, [&[0x80][..], &length].concat());
        String::from_utf8(block.to_vec()).unwrap()
    }

    #[test]
    fn a_block_has_a_line_for_each_value() {
        assert_eq!(block(&[]), "");
        assert_eq!(
            block(&[("grpc-status", b"0"), ("a-bin", b"AQI")]),
            "grpc-status: 0\r\na-bin: AQI\r\n"
        );
    }

    #[test]
    fn a_block_is_ascii() {
        assert_eq!(
            block(&[("grpc-message", "caf\u{e9} 100%25".as_bytes())]),
            "grpc-message: caf%C3%A9 100%25\r\n"
        );
        assert_eq!(block(&[("a", b"\xff"), ("b", b"1")]), "b: 1\r\n");
    }
}
