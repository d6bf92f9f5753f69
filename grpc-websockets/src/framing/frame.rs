//! Frames of gRPC-Web: a flag, a length, a payload.

/// Bytes before the payload of a frame: one flag, and the length of the payload as four bytes, big-endian.
pub const PREFIX_LEN: usize = 5;

/// Flag of a frame whose payload is a block of `name: value` lines.
pub const METADATA_FLAG: u8 = 0x80;

/// Where frames end in a stream of bytes that comes in parts of any size.
///
/// Whoever adds a frame of its own to a stream that others wrote, such as a trailer frame after a time-out, may do so
/// only at such a place: anywhere else it would be read as the payload of the frame before.
#[derive(Debug, Clone, Default)]
pub struct FrameBoundaries {
    position: Position,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Prefix { read: usize, length: u32 },
    Payload { left: usize },
}

impl Default for Position {
    fn default() -> Position {
        Position::Prefix { read: 0, length: 0 }
    }
}

impl FrameBoundaries {
    /// Goes on by `bytes`, the next part of the stream.
    pub fn advance(&mut self, mut bytes: &[u8]) {
        while let Some((&byte, rest)) = bytes.split_first() {
            match self.position {
                Position::Prefix { read, length } => {
                    // The flag comes before the length.
                    let length = if read == 0 {
                        0
                    } else {
                        length << 8 | u32::from(byte)
                    };
                    self.position = if read + 1 < PREFIX_LEN {
                        Position::Prefix {
                            read: read + 1,
                            length,
                        }
                    } else {
                        Position::payload(usize::try_from(length).unwrap_or(usize::MAX))
                    };
                    bytes = rest;
                }
                Position::Payload { left } => {
                    let taken = left.min(bytes.len());
                    self.position = Position::payload(left - taken);
                    bytes = bytes.get(taken..).unwrap_or_default();
                }
            }
        }
    }

    /// Whether all bytes so far are whole frames.
    pub fn is_at_boundary(&self) -> bool {
        self.position == Position::default()
    }
}

impl Position {
    fn payload(left: usize) -> Position {
        if left == 0 {
            Position::default()
        } else {
            Position::Payload { left }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends_at_boundary(parts: &[&[u8]]) -> bool {
        let mut boundaries = FrameBoundaries::default();
        for part in parts {
            boundaries.advance(part);
        }
        boundaries.is_at_boundary()
    }

    #[test]
    fn whole_frames_end_at_a_boundary_however_they_are_cut() {
        let frames = [0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9];
        let boundaries = [0, 7, 12, 18];
        for end in 0..=frames.len() {
            for cut in 0..=end {
                assert_eq!(
                    ends_at_boundary(&[&frames[..cut], &frames[cut..end]]),
                    boundaries.contains(&end),
                    "{end} bytes, cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn the_length_is_big_endian() {
        let payload = vec![0; 0x0102];
        assert!(ends_at_boundary(&[&[0, 0, 0, 1, 2], &payload]));
        assert!(!ends_at_boundary(&[&[0, 0, 0, 2, 1], &payload]));
    }

    #[test]
    fn the_flag_is_no_part_of_the_length() {
        assert!(ends_at_boundary(&[&[METADATA_FLAG, 0, 0, 0, 1, 7]]));
    }
}
