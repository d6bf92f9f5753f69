//! The frames around a message and its trailers: a flag byte and the length, big-endian (`wire.md`, "Paths and framing").

use prost::bytes::{Buf, BufMut, Bytes, BytesMut};

/// Flag and length.
const HEAD: usize = 5;
/// The flag of a frame that holds trailers.
const TRAILERS: u8 = 0x80;

/// A message in its frame; `None` when it is too long for one.
pub(super) fn enclose(message: &[u8]) -> Option<Bytes> {
    let length = u32::try_from(message.len()).ok()?;
    let mut frame = BytesMut::with_capacity(HEAD + message.len());
    frame.put_u8(0);
    frame.put_u32(length);
    frame.put_slice(message);
    Some(frame.freeze())
}

/// The message and the trailers of an answer; each `None` where the answer has none.
///
/// `None` when a frame is cut off or compressed, which nobody asked for. What follows the trailers, and a second message,
/// are left alone.
pub(super) fn open(mut answer: Bytes) -> Option<(Option<Bytes>, Option<Bytes>)> {
    let mut message = None;
    while answer.has_remaining() {
        if answer.remaining() < HEAD {
            return None;
        }
        let flag = answer.get_u8();
        let length = usize::try_from(answer.get_u32()).ok()?;
        if length > answer.remaining() {
            return None;
        }
        let content = answer.split_to(length);
        match flag {
            0 => message = message.or(Some(content)),
            TRAILERS => return Some((message, Some(content))),
            _ => return None,
        }
    }
    Some((message, None))
}

/// The value of a trailer: lines as in HTTP/1.1, names in any letter case.
pub(super) fn trailer(trailers: &[u8], name: &str) -> Option<String> {
    let lines = std::str::from_utf8(trailers).ok()?.lines();
    lines
        .filter_map(|line| line.split_once(':'))
        .find(|(named, _)| named.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(answer: &'static [u8]) -> Option<(Option<Bytes>, Option<Bytes>)> {
        open(Bytes::from_static(answer))
    }

    #[test]
    fn a_message_comes_out_of_its_frame_as_it_went_in() {
        for message in [&b"coffee"[..], b""] {
            let frame = enclose(message).unwrap();
            let message = Some(Bytes::from_static(message));
            assert_eq!(open(frame).unwrap(), (message, None));
        }
        assert_eq!(enclose(b"coffee").unwrap().as_ref(), b"\0\0\0\0\x06coffee");
    }

    #[test]
    fn a_frame_that_is_cut_off_or_compressed_makes_no_answer() {
        for broken in [
            &b"\0\0\0\0"[..],
            b"\0\0\0\0\x06coff",
            b"\0\xff\xff\xff\xffcoffee",
            b"\x01\0\0\0\x06coffee",
            b"\0\0\0\0\x02ab\x80\0\0\0\x09grpc",
        ] {
            assert_eq!(opened(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn trailers_follow_the_message_or_stand_alone() {
        let status = Some(Bytes::from_static(b"grpc-status:0"));
        let message = Some(Bytes::from_static(b"ab"));
        assert_eq!(
            opened(b"\0\0\0\0\x02ab\x80\0\0\0\x0dgrpc-status:0"),
            Some((message, status.clone()))
        );
        assert_eq!(opened(b"\x80\0\0\0\x0dgrpc-status:0"), Some((None, status)));
        assert_eq!(opened(b""), Some((None, None)));
    }

    #[test]
    fn a_second_message_is_left_alone() {
        assert_eq!(
            opened(b"\0\0\0\0\x01a\0\0\0\0\x01b"),
            Some((Some(Bytes::from_static(b"a")), None))
        );
    }

    #[test]
    fn trailers_are_found_whatever_their_letter_case() {
        let trailers = b"Grpc-Status: 5\r\ngrpc-message:no such: thing\r\n";
        assert_eq!(trailer(trailers, "grpc-status").as_deref(), Some("5"));
        assert_eq!(
            trailer(trailers, "grpc-message").as_deref(),
            Some("no such: thing")
        );
        assert_eq!(trailer(trailers, "grpc"), None);
        assert_eq!(trailer(b"\xff\xfe", "grpc-status"), None);
    }
}
