//! The frame around a gRPC message: one flag byte, four bytes of length, the message.

use bytes::{BufMut, Bytes, BytesMut};

const PREFIX: usize = 5;

/// The message in its frame, or nothing when its length does not fit the four bytes.
pub(super) fn framed(message: &[u8]) -> Option<Bytes> {
    let length = u32::try_from(message.len()).ok()?;
    let mut frame = BytesMut::with_capacity(PREFIX + message.len());
    frame.put_u8(0);
    frame.put_u32(length);
    frame.put_slice(message);
    Some(frame.freeze())
}

/// The message of a body that is exactly one uncompressed frame.
pub(super) fn unframed(body: &[u8]) -> Option<&[u8]> {
    let (prefix, message) = body.split_first_chunk::<PREFIX>()?;
    let [0, a, b, c, d] = *prefix else {
        return None;
    };
    let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?;
    (message.len() == length).then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_out_of_its_frame_as_it_went_in() {
        let frame = framed(b"abc").unwrap();
        assert_eq!(&frame[..], b"\0\0\0\0\x03abc");
        assert_eq!(unframed(&frame), Some(&b"abc"[..]));
        assert_eq!(unframed(&framed(b"").unwrap()), Some(&b""[..]));
    }

    #[test]
    fn anything_but_one_plain_frame_is_refused() {
        for body in [
            &b""[..],
            b"\0\0\0\0",
            b"\0\0\0\0\x03ab",
            b"\0\0\0\0\x01ab",
            b"\x01\0\0\0\x01a",
            b"\0\0\0\0\0\0\0\0\0\0",
        ] {
            assert_eq!(unframed(body), None, "{body:?}");
        }
    }
}
