//! Encryption of stored sessions: AES-256-GCM, with keys that can be rotated.
//!
//! Every encryption takes a random nonce of 96 bits. A key is good for some 2³² of them (NIST SP 800-38D): at a thousand
//! turns a second, change it every month.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::error::Unspecified;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;

use super::SessionId;

const KEY_LENGTH: usize = 32;

/// Keys for stored sessions. The first encrypts, all decrypt: a new key is put first, and the old one is taken out when
/// no session of its time is left.
pub struct EncryptionKeys {
    first: NamedKey,
    others: Vec<NamedKey>,
}

struct NamedKey {
    name: String,
    key: RandomizedNonceKey,
}

/// Why a file of keys cannot be used. Shows nothing of the keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    /// A line that is no key.
    #[error("line {line}: {problem}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// There is no key.
    #[error(
        "there is no key; write lines `NAME: BASE64 OF 32 BYTES`, for example with `openssl rand -base64 32`"
    )]
    Empty,
}

/// Why something cannot be decrypted.
#[derive(Debug, thiserror::Error)]
pub(super) enum DecryptionFailure {
    #[error("it is cut off")]
    CutOff,
    #[error("the server does not have the key that it is encrypted with")]
    UnknownKey,
    #[error(
        "it was changed, or belongs to another session, or the key with its name is another one"
    )]
    NotAuthentic,
}

impl EncryptionKeys {
    /// Reads lines `NAME: BASE64 OF 32 BYTES`; empty lines and lines that begin with `#` do not count.
    ///
    /// # Errors
    ///
    /// Names the first line that is no key.
    pub fn parse(text: &str) -> Result<EncryptionKeys, InvalidKeys> {
        let mut keys: Vec<NamedKey> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let problem = |problem| InvalidKeys::Line {
                line: line_number,
                problem,
            };
            let key = parse_line(line).map_err(problem)?;
            if keys.iter().any(|other| other.name == key.name) {
                return Err(problem("there is a key with this name already"));
            }
            keys.push(key);
        }
        let mut keys = keys.into_iter();
        Ok(EncryptionKeys {
            first: keys.next().ok_or(InvalidKeys::Empty)?,
            others: keys.collect(),
        })
    }

    /// Adds name of the key, nonce and encrypted text to `out`.
    pub(super) fn encrypt(
        &self,
        id: &SessionId,
        mut text: Vec<u8>,
        out: &mut Vec<u8>,
    ) -> Result<(), Unspecified> {
        let NamedKey { name, key } = &self.first;
        let nonce = key.seal_in_place_append_tag(Aad::from(id.as_str()), &mut text)?;
        out.push(u8::try_from(name.len()).map_err(|_| Unspecified)?);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(nonce.as_ref());
        out.extend_from_slice(&text);
        Ok(())
    }

    /// What [`EncryptionKeys::encrypt`] was given under this id.
    pub(super) fn decrypt(
        &self,
        id: &SessionId,
        bytes: &[u8],
    ) -> Result<Vec<u8>, DecryptionFailure> {
        let (length, rest) = bytes.split_first().ok_or(DecryptionFailure::CutOff)?;
        let (name, rest) = rest
            .split_at_checked(usize::from(*length))
            .ok_or(DecryptionFailure::CutOff)?;
        let (nonce, text) = rest
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(DecryptionFailure::CutOff)?;
        let NamedKey { key, .. } = std::iter::once(&self.first)
            .chain(&self.others)
            .find(|key| key.name.as_bytes() == name)
            .ok_or(DecryptionFailure::UnknownKey)?;
        let mut text = text.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = key
            .open_in_place(nonce, Aad::from(id.as_str()), &mut text)
            .map_err(|_| DecryptionFailure::NotAuthentic)?
            .len();
        text.truncate(length);
        Ok(text)
    }
}

fn parse_line(line: &str) -> Result<NamedKey, &'static str> {
    let (name, key) = line
        .split_once(':')
        .ok_or("a line is `NAME: BASE64 OF 32 BYTES`")?;
    let name = name.trim();
    if name.is_empty() || name.len() > 64 || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("the name of a key has 1 to 64 visible ASCII characters");
    }
    let key = STANDARD
        .decode(key.trim())
        .map(Zeroizing::new)
        .map_err(|_| "the key is not base64")?;
    if key.len() != KEY_LENGTH {
        return Err("the key is not 32 bytes long");
    }
    Ok(NamedKey {
        name: name.to_owned(),
        key: RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| "the key cannot be used")?,
    })
}

/// Shows the names only.
impl fmt::Debug for EncryptionKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = std::iter::once(&self.first)
            .chain(&self.others)
            .map(|key| &key.name);
        formatter.write_str("EncryptionKeys")?;
        formatter.debug_list().entries(names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn a_file_has_a_key_per_line_with_comments_between() {
        let text = format!("# newest first\n\nb: {KEY}\r\na : {KEY}\n");
        let keys = EncryptionKeys::parse(&text).unwrap();
        assert_eq!(format!("{keys:?}"), r#"EncryptionKeys["b", "a"]"#);
    }

    #[test]
    fn a_malformed_line_is_named_without_what_stands_in_it() {
        let short = "AAEC".to_owned();
        for (line, problem) in [
            (KEY.to_owned(), "NAME: BASE64"),
            (format!("b: {short}"), "32 bytes"),
            ("b: %%%".to_owned(), "base64"),
            (format!(": {KEY}"), "name"),
            (format!("a: {KEY}"), "already"),
        ] {
            let error = EncryptionKeys::parse(&format!("a: {KEY}\n{line}")).unwrap_err();
            let text = error.to_string();
            assert!(
                text.starts_with("line 2: ") && text.contains(problem),
                "{text}"
            );
            assert!(!text.contains(KEY) && !text.contains(&short), "{text}");
        }
    }

    #[test]
    fn a_file_without_a_key_says_how_to_make_one() {
        let error = EncryptionKeys::parse("# none yet\n").unwrap_err();
        assert!(error.to_string().contains("openssl rand -base64 32"));
    }
}
