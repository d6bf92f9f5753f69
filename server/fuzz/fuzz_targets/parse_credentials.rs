//! Any header and form of a request for a token are read or refused. Input: the header in the first line, the form in
//! the others; the header is also taken for what HTTP Basic encodes.

#![no_main]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bavard_server::auth::{BasicCredentials, TokenForm};
use libfuzzer_sys::fuzz_target;
use secrecy::ExposeSecret;

fuzz_target!(|input: &[u8]| {
    let line_end = input.iter().position(|byte| *byte == b'\n');
    let (header, form) = input.split_at(line_end.unwrap_or(input.len()));
    if let Ok(header) = std::str::from_utf8(header) {
        let _credentials = BasicCredentials::parse(header);
    }
    let encoded = format!("Basic {}", STANDARD.encode(header));
    if let Some(read) = BasicCredentials::parse(&encoded) {
        let length = read.client_id.len() + read.client_secret.expose_secret().len();
        assert!(length < header.len());
    }
    let _form = TokenForm::parse(form.get(1..).unwrap_or_default());
});
