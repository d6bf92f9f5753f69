//! Any first message is refused or gives headers within the limits, and those survive as a frame of the other direction.

#![no_main]

use grpc_websockets::framing::{
    HeaderBlockLimits, METADATA_FLAG, PREFIX_LEN, metadata_frame, parse_header_block,
};
use libfuzzer_sys::fuzz_target;

const LIMITS: HeaderBlockLimits = HeaderBlockLimits {
    bytes: 8_192,
    lines: 100,
};

/// A line that goes out can be longer than the one that came in, by a space and a CR.
const WIDER: HeaderBlockLimits = HeaderBlockLimits {
    bytes: 2 * 8_192,
    lines: 100,
};

fuzz_target!(|block: &[u8]| {
    let Ok(headers) = parse_header_block(block, LIMITS) else {
        return;
    };
    assert!(block.len() <= LIMITS.bytes && headers.len() <= LIMITS.lines);
    let frame = metadata_frame(&headers).expect("a short block fits into a frame");
    assert_eq!(frame[0], METADATA_FLAG);
    let again = parse_header_block(&frame[PREFIX_LEN..], WIDER);
    assert_eq!(again, Ok(headers));
});
