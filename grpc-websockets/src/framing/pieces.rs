//! Long runs of bytes in short socket messages.

use std::iter;

use bytes::Bytes;

/// `bytes` in pieces of `size` bytes, the last one shorter; readers of the other side join what socket messages bring.
///
/// What is written to a socket lies in its buffer first, so that the size of a piece is what a slow reader costs.
pub fn pieces(mut bytes: Bytes, size: usize) -> impl Iterator<Item = Bytes> {
    let size = size.max(1);
    iter::from_fn(move || {
        let piece = bytes.split_to(size.min(bytes.len()));
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(bytes: &'static [u8], size: usize) -> Vec<Bytes> {
        pieces(Bytes::from_static(bytes), size).collect()
    }

    #[test]
    fn pieces_are_as_long_as_they_may_be_and_none_is_empty() {
        assert_eq!(cut(b"", 2), [""; 0]);
        assert_eq!(cut(b"ab", 2), ["ab"]);
        assert_eq!(cut(b"abcde", 2), ["ab", "cd", "e"]);
        assert_eq!(cut(b"ab", 0), ["a", "b"]);
    }
}
