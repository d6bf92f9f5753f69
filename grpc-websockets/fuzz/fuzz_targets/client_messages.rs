//! Any messages after the first give the bytes that stand in them, and frames end at the same places however they are cut.

#![no_main]

use bytes::Bytes;
use grpc_websockets::framing::{ClientMessage, FrameBoundaries, pieces};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|messages: Vec<Vec<u8>>| {
    let mut stream = Vec::new();
    let mut boundaries = FrameBoundaries::default();
    for message in messages {
        let expected = message.get(1..).unwrap_or_default().to_vec();
        match ClientMessage::decode(Bytes::from(message)) {
            ClientMessage::EndOfInput => break,
            ClientMessage::Empty => assert!(expected.is_empty()),
            ClientMessage::Data(bytes) => {
                assert!(!bytes.is_empty());
                assert_eq!(bytes, expected);
                boundaries.advance(&bytes);
                stream.extend_from_slice(&bytes);
            }
        }
    }
    for size in [1, 7, usize::MAX] {
        let mut cut = FrameBoundaries::default();
        let mut joined = Vec::new();
        for piece in pieces(Bytes::from(stream.clone()), size) {
            cut.advance(&piece);
            joined.extend_from_slice(&piece);
        }
        assert_eq!(joined, stream);
        assert_eq!(cut.is_at_boundary(), boundaries.is_at_boundary());
    }
});
