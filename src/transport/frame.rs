//! The frame around a message: a flag byte and the length, big-endian (`wire.md`, "Paths and framing").

use prost::bytes::{Buf, BufMut, Bytes, BytesMut};

/// Flag and length.
const HEAD: usize = 5;

/// A message in its frame; `None` when it is too long for one.
pub(super) fn enclose(message: &[u8]) -> Option<Bytes> {
    let length = u32::try_from(message.len()).ok()?;
    let mut frame = BytesMut::with_capacity(HEAD + message.len());
    frame.put_u8(0);
    frame.put_u32(length);
    frame.put_slice(message);
    Some(frame.freeze())
}

/// The message in the first frame of an answer; `None` when it is cut off, or compressed, which nobody asked for.
pub(super) fn open(mut answer: Bytes) -> Option<Bytes> {
    if answer.remaining() < HEAD || answer.get_u8() != 0 {
        return None;
    }
    let length = usize::try_from(answer.get_u32()).ok()?;
    (length <= answer.remaining()).then(|| answer.split_to(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_out_of_its_frame_as_it_went_in() {
        let frame = enclose(b"coffee").unwrap();
        assert_eq!(frame.as_ref(), b"\0\0\0\0\x06coffee");
        assert_eq!(open(frame).unwrap().as_ref(), b"coffee");
        assert_eq!(open(enclose(b"").unwrap()).unwrap().as_ref(), b"");
    }

    #[test]
    fn a_frame_that_is_cut_off_or_compressed_holds_no_message() {
        for broken in [
            &b""[..],
            b"\0\0\0\0",
            b"\0\0\0\0\x06coff",
            b"\0\xff\xff\xff\xffcoffee",
            b"\x01\0\0\0\x06coffee",
        ] {
            assert_eq!(open(Bytes::copy_from_slice(broken)), None, "{broken:?}");
        }
    }

    #[test]
    fn what_follows_the_first_message_is_left_alone() {
        assert_eq!(
            open(Bytes::from_static(b"\0\0\0\0\x02abcd"))
                .unwrap()
                .as_ref(),
            b"ab"
        );
    }
}
