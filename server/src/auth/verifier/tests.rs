use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jsonwebtoken::{EncodingKey, Header};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::*;
use crate::auth::{AllowedModels, Scope, SigningKeys, TokenIssuer};

const OLD: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const NEW: &str = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
const NOW: i64 = 1_800_000_000;

#[derive(Debug)]
struct ClockAt(Mutex<i64>);

impl ClockAt {
    fn set(&self, second: i64) {
        *self.0.lock().unwrap() = second;
    }
}

impl Clock for ClockAt {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(*self.0.lock().unwrap()).unwrap()
    }

    fn local(&self) -> DateTime {
        DateTime::default()
    }
}

fn clock() -> Arc<ClockAt> {
    Arc::new(ClockAt(Mutex::new(NOW)))
}

fn keys(text: &str) -> Keys {
    Keys::fixed(SigningKeys::parse(text).unwrap())
}

fn verifier(text: &str, clock: &Arc<ClockAt>) -> Verifier {
    Verifier::new(keys(text), clock.clone(), "bavard")
}

fn issued(text: &str, clock: &Arc<ClockAt>, grant: Grant) -> String {
    let lifetime = Duration::from_secs(900);
    let issuer = TokenIssuer::new(keys(text), clock.clone(), "bavard".to_owned(), lifetime);
    let token = issuer.issue(grant).unwrap().token;
    token.expose_secret().to_owned()
}

fn page() -> Grant {
    let models = AllowedModels::one("urn:a".to_owned());
    Grant::browser("https://a.example".to_owned(), models)
}

/// A token with the right key and these headers and claims.
fn signed(header: &Value, claims: &Value) -> String {
    let part = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = aws_lc_rs::hmac::Key::new(
        aws_lc_rs::hmac::HMAC_SHA256,
        &base64::engine::general_purpose::STANDARD
            .decode(OLD)
            .unwrap(),
    );
    let signature = aws_lc_rs::hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn claims() -> Value {
    json!({"iss": "bavard", "aud": "nuance.dlg.v1", "iat": NOW, "exp": NOW + 900, "jti": "1", "scope": "dlg"})
}

#[test]
fn a_token_allows_what_it_was_issued_for() {
    let clock = clock();
    let text = format!("old: {OLD}");
    let program = Grant::client(BTreeSet::from([Scope::Dlg, Scope::Tts]));
    for grant in [page(), program] {
        let token = issued(&text, &clock, grant.clone());
        assert_eq!(verifier(&text, &clock).verify(&token), Ok(grant));
    }
}

#[test]
fn a_token_is_good_until_its_time_is_over_and_clocks_may_be_ten_seconds_apart() {
    let clock = clock();
    let text = format!("old: {OLD}");
    let token = issued(&text, &clock, page());
    let verifier = verifier(&text, &clock);
    for (second, outcome) in [
        (NOW - 11, Err(TokenError::NotYetValid)),
        (NOW - 10, Ok(page())),
        (NOW + 909, Ok(page())),
        (NOW + 910, Err(TokenError::Expired)),
    ] {
        clock.set(second);
        assert_eq!(verifier.verify(&token), outcome, "{}", second - NOW);
    }
}

#[test]
fn keys_rotate_without_a_moment_in_which_a_token_is_refused() {
    let clock = clock();
    // On each node first the new key as second line, then the lines change places, then the old one goes.
    let steps = [
        format!("old: {OLD}"),
        format!("old: {OLD}\nnew: {NEW}"),
        format!("new: {NEW}\nold: {OLD}"),
        format!("new: {NEW}"),
    ];
    for pair in steps.windows(2) {
        let [before, after] = pair else { panic!() };
        for (issues, verifies) in [(before, after), (after, before)] {
            let token = issued(issues, &clock, page());
            assert_eq!(verifier(verifies, &clock).verify(&token), Ok(page()));
        }
    }
    let token = issued(&steps[0], &clock, page());
    assert_eq!(
        verifier(&steps[3], &clock).verify(&token),
        Err(TokenError::UnknownKey)
    );
}

#[test]
fn a_key_of_the_same_name_and_another_secret_is_another_key() {
    let clock = clock();
    let token = issued(&format!("old: {NEW}"), &clock, page());
    assert_eq!(
        verifier(&format!("old: {OLD}"), &clock).verify(&token),
        Err(TokenError::WrongSignature)
    );
}

#[test]
fn tokens_that_we_did_not_make_are_refused() {
    let clock = clock();
    let verifier = verifier(&format!("old: {OLD}"), &clock);
    let header = json!({"alg": "HS256", "kid": "old", "typ": "JWT"});
    assert!(verifier.verify(&signed(&header, &claims())).is_ok());

    let with = |name: &str, value: Value| {
        let mut claims = claims();
        claims[name] = value;
        signed(&header, &claims)
    };
    let without = |name: &str| {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        signed(&header, &claims)
    };
    let headed = |header: Value| signed(&header, &claims());
    for (token, error) in [
        (String::new(), TokenError::Malformed),
        ("a.b.c".to_owned(), TokenError::Malformed),
        ("x".repeat(MAX_TOKEN_BYTES + 1), TokenError::TooLong),
        (headed(json!({"alg": "HS256"})), TokenError::UnknownKey),
        (
            headed(json!({"alg": "HS256", "kid": "other"})),
            TokenError::UnknownKey,
        ),
        (
            headed(json!({"alg": "none", "kid": "old"})),
            TokenError::Malformed,
        ),
        (
            headed(json!({"alg": "HS512", "kid": "old"})),
            TokenError::WrongAlgorithm,
        ),
        (
            headed(json!({"alg": "RS256", "kid": "old"})),
            TokenError::WrongAlgorithm,
        ),
        (with("iss", json!("somebody")), TokenError::WrongIssuer),
        (with("aud", json!("something")), TokenError::WrongAudience),
        (with("exp", json!(NOW - 10)), TokenError::Expired),
        (with("exp", json!(i64::MIN)), TokenError::Malformed),
        (with("iat", json!(i64::MAX)), TokenError::NotYetValid),
        (with("models", json!("urn:a")), TokenError::Malformed),
        (without("exp"), TokenError::Malformed),
        (without("iat"), TokenError::Malformed),
        (without("iss"), TokenError::Malformed),
        (without("aud"), TokenError::Malformed),
        (without("scope"), TokenError::Malformed),
    ] {
        assert_eq!(verifier.verify(&token), Err(error), "{token}");
    }
}

#[test]
fn a_changed_byte_anywhere_makes_a_token_bad() {
    let clock = clock();
    let text = format!("old: {OLD}");
    let token = issued(&text, &clock, page());
    let verifier = verifier(&text, &clock);
    for index in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(verifier.verify(&changed).is_err(), "byte {index}");
    }
}

#[test]
fn a_scope_that_we_do_not_know_allows_nothing() {
    let clock = clock();
    let header = json!({"alg": "HS256", "kid": "old"});
    let mut claims = claims();
    claims["scope"] = json!("sing");
    let grant = verifier(&format!("old: {OLD}"), &clock).verify(&signed(&header, &claims));
    assert!(grant.unwrap().scopes.is_empty());
}

#[test]
fn a_token_of_another_algorithm_of_the_library_is_refused_too() {
    let clock = clock();
    let mut header = Header::new(Algorithm::HS384);
    header.kid = Some("old".to_owned());
    let key = EncodingKey::from_base64_secret(OLD).unwrap();
    let token = jsonwebtoken::encode(&header, &claims(), &key).unwrap();
    assert_eq!(
        verifier(&format!("old: {OLD}"), &clock).verify(&token),
        Err(TokenError::WrongAlgorithm)
    );
}
