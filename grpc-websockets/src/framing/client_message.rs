//! What a client sends after its header block.

use bytes::{Buf, Bytes};

/// The one byte of a message that ends the input.
const END_OF_INPUT: u8 = 1;

/// A binary socket message of a client, other than the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientMessage {
    /// The next bytes of the request's stream of frames: several frames, one, or a part of one.
    Data(Bytes),
    /// The client sends no more (half close).
    EndOfInput,
    /// Nothing: an empty message, or a leading byte with nothing behind it.
    Empty,
}

impl ClientMessage {
    /// Reads `message`: the byte 1 alone ends the input, of anything else the first byte is dropped, whatever it is.
    pub fn decode(mut message: Bytes) -> ClientMessage {
        if message.as_ref() == [END_OF_INPUT] {
            return ClientMessage::EndOfInput;
        }
        if message.len() < 2 {
            return ClientMessage::Empty;
        }
        message.advance(1);
        ClientMessage::Data(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_says_whether_the_input_ends() {
        let data = |bytes: &'static [u8]| ClientMessage::Data(Bytes::from_static(bytes));
        let cases: [(&'static [u8], ClientMessage); 8] = [
            (&[], ClientMessage::Empty),
            (&[0], ClientMessage::Empty),
            (&[7], ClientMessage::Empty),
            (&[1], ClientMessage::EndOfInput),
            // StreamInput with audio 01 02 03, the example of the protocol's description.
            (
                &[0, 0, 0, 0, 0, 5, 0x1a, 3, 1, 2, 3],
                data(&[0, 0, 0, 0, 5, 0x1a, 3, 1, 2, 3]),
            ),
            // An empty message ends no input.
            (&[0, 0, 0, 0, 0, 0], data(&[0, 0, 0, 0, 0])),
            // Part of a frame.
            (&[0, 3], data(&[3])),
            // Only the byte 1 alone ends the input.
            (&[1, 0], data(&[0])),
        ];
        for (message, expected) in cases {
            assert_eq!(
                ClientMessage::decode(Bytes::from_static(message)),
                expected,
                "{message:?}"
            );
        }
    }
}
