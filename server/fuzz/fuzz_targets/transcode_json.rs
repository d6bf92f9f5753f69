//! Any path and body give a request message or an error, and any answer gives JSON or an error. Input: the path and
//! query in the first line, the body in the others, which is taken for an answer as well.

#![no_main]

use bavard_server::transcoding::{Call, response_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let line_end = input.iter().position(|byte| *byte == b'\n');
    let (path, body) = input.split_at(line_end.unwrap_or(input.len()));
    let Ok(path) = std::str::from_utf8(path) else {
        return;
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let Ok(call) = Call::parse(path) else {
        return;
    };
    let call = call.with_query(query);
    let body = body.get(1..).unwrap_or_default();
    let _message = call.request_message(body);
    if let Ok(json) = response_json(call.method, body) {
        let read: Result<serde_json::Value, _> = serde_json::from_slice(&json);
        assert!(read.is_ok(), "{}", String::from_utf8_lossy(&json));
    }
});
