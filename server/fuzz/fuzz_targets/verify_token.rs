//! No text is a good token, and any header and claims signed with the server's key are one or an error. Input: the text;
//! or, in two lines, header and claims as JSON.

#![no_main]

use std::sync::{Arc, LazyLock};

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bavard_server::auth::{Keys, SigningKeys, Verifier};
use bavard_server::clock::SystemClock;
use libfuzzer_sys::fuzz_target;

const SECRET: [u8; 32] = [7; 32];

static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
    let keys = SigningKeys::parse(&format!("may: {}", STANDARD.encode(SECRET))).unwrap();
    Verifier::new(Keys::fixed(keys), Arc::new(SystemClock), "bavard")
});

fuzz_target!(|text: &str| {
    let Some((header, claims)) = text.split_once('\n') else {
        assert!(VERIFIER.verify(text).is_err());
        return;
    };
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, &SECRET);
    let signature = hmac::sign(&key, message.as_bytes());
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
    if VERIFIER.verify(&token).is_ok() {
        assert!(header.contains("may"), "{header}");
        assert!(claims.contains("exp"), "{claims}");
    }
});
