//! The frames around a message and its trailers: a flag byte and the length, big-endian (`wire.md`, "Paths and framing").

/// Flag and length.
const HEAD: usize = 5;
/// The flag of a frame that holds trailers.
const TRAILERS: u8 = 0x80;

/// A message in its frame; `None` when it is too long for one.
pub(super) fn enclose(message: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(message.len()).ok()?;
    let mut frame = Vec::with_capacity(HEAD + message.len());
    frame.push(0);
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(message);
    Some(frame)
}

/// The message and the trailers of an answer; each `None` where the answer has none.
type Contents<'a> = (Option<&'a [u8]>, Option<&'a [u8]>);

/// Takes an answer out of its frames.
///
/// `None` when a frame is cut off or compressed, which nobody asked for. What follows the trailers, and a second message,
/// are left alone.
pub(super) fn open(mut answer: &[u8]) -> Option<Contents<'_>> {
    let mut message = None;
    while !answer.is_empty() {
        let ([flag, length @ ..], rest) = answer.split_first_chunk::<HEAD>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (content, rest) = rest.split_at_checked(length)?;
        answer = rest;
        match *flag {
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

    #[test]
    fn a_message_comes_out_of_its_frame_as_it_went_in() {
        for message in [&b"coffee"[..], b""] {
            let frame = enclose(message).unwrap();
            assert_eq!(open(&frame).unwrap(), (Some(message), None));
        }
        assert_eq!(enclose(b"coffee").unwrap(), b"\0\0\0\0\x06coffee");
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
            assert_eq!(open(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn trailers_follow_the_message_or_stand_alone() {
        let status = Some(&b"grpc-status:0"[..]);
        let message = Some(&b"ab"[..]);
        assert_eq!(
            open(b"\0\0\0\0\x02ab\x80\0\0\0\x0dgrpc-status:0"),
            Some((message, status))
        );
        assert_eq!(open(b"\x80\0\0\0\x0dgrpc-status:0"), Some((None, status)));
        assert_eq!(open(b""), Some((None, None)));
    }

    #[test]
    fn a_second_message_is_left_alone() {
        assert_eq!(
            open(b"\0\0\0\0\x01a\0\0\0\0\x01b"),
            Some((Some(&b"a"[..]), None))
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
