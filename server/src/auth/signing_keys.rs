//! The keys that tokens are signed with, and how they are written down.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::zeroize::Zeroizing;
use uuid::Uuid;

/// Shortest secret: as long as the hash of HS256 (RFC 7518, section 3.2).
const MIN_SECRET_BYTES: usize = 32;
/// Longest name of a key; it is in every token.
const MAX_KID_BYTES: usize = 64;

/// `openssl rand -base64 32` pads, other tools do not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One key with its name.
#[derive(Debug, Clone)]
pub(super) struct SigningKey {
    pub(super) kid: String,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

/// The keys of a server: the first signs, all verify.
#[derive(Clone)]
pub struct SigningKeys {
    first: SigningKey,
    others: Vec<SigningKey>,
}

/// What is wrong with a text of keys. Nothing of the keys is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSigningKeys {
    /// A line that is neither a key nor a comment.
    #[error("line {line} is not `kid: base64 secret`")]
    Line {
        /// The line, from 1.
        line: usize,
    },
    /// A name that cannot stand in a token.
    #[error("line {line}: a kid has 1 to {MAX_KID_BYTES} letters, digits, `-`, `_` or `.`")]
    Kid {
        /// The line, from 1.
        line: usize,
    },
    /// A name that another key has.
    #[error("line {line}: there is a key of this name already")]
    SameKid {
        /// The line, from 1.
        line: usize,
    },
    /// A secret that is no base64.
    #[error("line {line}: the secret is not base64")]
    Secret {
        /// The line, from 1.
        line: usize,
    },
    /// A secret that could be guessed.
    #[error("line {line}: the secret is shorter than {MIN_SECRET_BYTES} bytes")]
    ShortSecret {
        /// The line, from 1.
        line: usize,
    },
    /// Nothing but comments.
    #[error("there is no key")]
    None,
}

impl SigningKeys {
    /// Reads lines of `kid: base64 secret`; empty lines and those that begin with `#` are comments.
    ///
    /// # Errors
    ///
    /// [`InvalidSigningKeys`], which names the line.
    pub fn parse(text: &str) -> Result<SigningKeys, InvalidSigningKeys> {
        let mut kids = BTreeSet::new();
        let mut keys = Vec::new();
        for (line, text) in (1..).zip(text.lines().map(str::trim)) {
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (kid, secret) = text
                .split_once(':')
                .ok_or(InvalidSigningKeys::Line { line })?;
            let kid = kid.trim_end();
            if !is_kid(kid) {
                return Err(InvalidSigningKeys::Kid { line });
            }
            if !kids.insert(kid) {
                return Err(InvalidSigningKeys::SameKid { line });
            }
            let secret = BASE64
                .decode(secret.trim())
                .map(Zeroizing::new)
                .map_err(|_| InvalidSigningKeys::Secret { line })?;
            if secret.len() < MIN_SECRET_BYTES {
                return Err(InvalidSigningKeys::ShortSecret { line });
            }
            keys.push(
                SigningKey::new(kid.to_owned(), &secret)
                    .ok_or(InvalidSigningKeys::Secret { line })?,
            );
        }
        let mut keys = keys.into_iter();
        Ok(SigningKeys {
            first: keys.next().ok_or(InvalidSigningKeys::None)?,
            others: keys.collect(),
        })
    }

    /// One key that nobody else has; none when the system gives no random numbers.
    pub fn random() -> Option<SigningKeys> {
        let mut secret = Zeroizing::new([0; MIN_SECRET_BYTES]);
        aws_lc_rs::rand::fill(secret.as_mut()).ok()?;
        Some(SigningKeys {
            first: SigningKey::new(Uuid::new_v4().to_string(), secret.as_ref())?,
            others: Vec::new(),
        })
    }

    /// The key that signs.
    pub(super) fn first(&self) -> &SigningKey {
        &self.first
    }

    /// The key of a name.
    pub(super) fn named(&self, kid: &str) -> Option<&SigningKey> {
        std::iter::once(&self.first)
            .chain(&self.others)
            .find(|key| key.kid == kid)
    }

    /// The names of the keys, the signing one first.
    pub fn kids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.first)
            .chain(&self.others)
            .map(|key| key.kid.as_str())
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.kids()).finish()
    }
}

impl SigningKey {
    fn new(kid: String, secret: &[u8]) -> Option<SigningKey> {
        Some(SigningKey {
            kid,
            encoding: EncodingKey::from_secret(secret).ok()?,
            decoding: DecodingKey::from_secret(secret).ok()?,
        })
    }
}

fn is_kid(kid: &str) -> bool {
    (1..=MAX_KID_BYTES).contains(&kid.len())
        && kid
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn the_first_line_that_is_no_comment_is_the_key_that_signs() {
        let text = format!("# since May\n\nnew: {SECRET}\r\n old : {SECRET}\n");
        let keys = SigningKeys::parse(&text).unwrap();
        assert_eq!(keys.first().kid, "new");
        assert!(keys.named("old").is_some());
        assert!(keys.named("other").is_none());
    }

    #[test]
    fn a_secret_needs_no_padding() {
        let secret = SECRET.trim_end_matches('=');
        assert!(SigningKeys::parse(&format!("a: {secret}")).is_ok());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        use InvalidSigningKeys as Invalid;
        for (text, wrong) in [
            (String::new(), Invalid::None),
            ("# a: b".to_owned(), Invalid::None),
            (format!("a: {SECRET}\nb"), Invalid::Line { line: 2 }),
            (format!(": {SECRET}"), Invalid::Kid { line: 1 }),
            (format!("a b: {SECRET}"), Invalid::Kid { line: 1 }),
            (
                format!("{}: {SECRET}", "a".repeat(65)),
                Invalid::Kid { line: 1 },
            ),
            (
                format!("a: {SECRET}\na: {SECRET}"),
                Invalid::SameKid { line: 2 },
            ),
            ("a: not base64!".to_owned(), Invalid::Secret { line: 1 }),
            ("a: c2hvcnQ=".to_owned(), Invalid::ShortSecret { line: 1 }),
        ] {
            assert_eq!(SigningKeys::parse(&text).unwrap_err(), wrong, "{text}");
        }
    }

    #[test]
    fn debug_output_shows_names_and_no_secrets() {
        let keys = SigningKeys::parse(&format!("may: {SECRET}")).unwrap();
        assert_eq!(format!("{keys:?}"), "[\"may\"]");
        let key = format!("{:?}", keys.first());
        assert!(!key.contains("[0, 1, 2"), "{key}");
    }
}
