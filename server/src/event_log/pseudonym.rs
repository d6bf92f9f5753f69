//! Names that stand for visitors and sessions: keyed hashes, so that entries can be put together and nobody without the
//! key can tell whose they are, not even by hashing every id that there is.

use std::fmt;

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use aws_lc_rs::rand::SystemRandom;
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};

use crate::session::SessionId;

/// Stands for a visitor or a session: the first 16 bytes of an HMAC-SHA256, in hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pseudonym([u8; 16]);

/// Gives pseudonyms.
pub struct Pseudonyms(Key);

impl Pseudonyms {
    /// By a configured key: the same id has the same pseudonym after a restart and on every machine with the key.
    pub fn keyed(key: &SecretString) -> Pseudonyms {
        Pseudonyms(Key::new(HMAC_SHA256, key.expose_secret().as_bytes()))
    }

    /// By a key that nobody knows and that ends with the process. None: the operating system gives no random bytes.
    pub fn of_this_process() -> Option<Pseudonyms> {
        let key = Key::generate(HMAC_SHA256, &SystemRandom::new());
        key.ok().map(Pseudonyms)
    }

    /// That of a session.
    pub fn session(&self, id: &SessionId) -> Pseudonym {
        self.of("session", id.as_str())
    }

    /// That of a visitor; none for the empty id of a visitor who is not known.
    pub fn user(&self, id: &str) -> Option<Pseudonym> {
        (!id.is_empty()).then(|| self.of("user", id))
    }

    /// The kind keeps a session apart from a visitor with the same id.
    fn of(&self, kind: &str, id: &str) -> Pseudonym {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(id.as_bytes());
        let mut bytes = [0; 16];
        for (byte, digest) in bytes.iter_mut().zip(context.sign().as_ref()) {
            *byte = *digest;
        }
        Pseudonym(bytes)
    }
}

impl fmt::Debug for Pseudonyms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pseudonyms(..)")
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl Serialize for Pseudonym {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_id_and_key_give_the_same_pseudonym() {
        let name = || Pseudonyms::keyed(&"a key".into()).user("ann").unwrap();
        assert_eq!(name(), name());
        assert_eq!(name().to_string().len(), 32);
        assert!(!name().to_string().contains("ann"));
    }

    #[test]
    fn another_key_another_kind_and_another_id_give_another_pseudonym() {
        let pseudonyms = Pseudonyms::keyed(&"a key".into());
        let ann = pseudonyms.user("ann").unwrap();
        assert_ne!(ann, Pseudonyms::keyed(&"b key".into()).user("ann").unwrap());
        assert_ne!(ann, pseudonyms.session(&SessionId::parse("ann").unwrap()));
        assert_ne!(ann, pseudonyms.user("bob").unwrap());
        assert_ne!(
            ann,
            Pseudonyms::of_this_process().unwrap().user("ann").unwrap()
        );
    }

    #[test]
    fn a_visitor_who_is_not_known_has_none() {
        assert_eq!(Pseudonyms::keyed(&"a key".into()).user(""), None);
    }

    // RFC 4231 would need the whole digest; this one was made with Python's hmac module.
    #[test]
    fn a_pseudonym_is_an_hmac_sha256() {
        let ann = Pseudonyms::keyed(&"a key".into()).user("ann").unwrap();
        assert_eq!(ann.to_string(), "6959bec64b1ec214317d59f3c736a9f0");
    }
}
