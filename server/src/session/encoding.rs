//! Sessions as bytes, for stores outside of this process.
//!
//! ```text
//! plain      format 1 · length of the head, 4 bytes · head, JSON · the encoded ExecuteResponse of the last answer
//! encrypted  format 2 · length of the key's name, 1 byte · name · nonce, 12 bytes · AES-256-GCM of the plain form
//! ```
//!
//! JSON, because session states hold what projects and clients put in, and because a node of the next version may add
//! fields while this one still runs: fields that are not known are passed over. A format that is not known is refused.

use bavard_dialog::SessionState;
use bytes::{Buf, BufMut, Bytes};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

use super::encryption::{DecryptionFailure, EncryptionKeys};
use super::{Answer, Entry, Session, SessionId, StoreError, TurnKey};
use crate::project::{ProjectTag, ProjectVersion};

const PLAIN: u8 = 1;
const ENCRYPTED: u8 = 2;

/// Writes sessions down and reads them.
#[derive(Debug, Default)]
pub(super) struct Encoding {
    keys: Option<EncryptionKeys>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Head<S> {
    Live {
        tag: String,
        project_version: ProjectVersion,
        timeout_ms: u64,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        suppress_log_user_data: bool,
        state: S,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        turn_key: Option<String>,
    },
    Ended {
        tag: String,
        turn_key: String,
    },
}

/// Why what is kept of a session cannot be read.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error("it has format {0}, which this version of the server does not know")]
    Format(u8),
    #[error("it is cut off")]
    CutOff,
    #[error("it is not encrypted, and the server is told to encrypt sessions")]
    NotEncrypted,
    #[error("it is encrypted, and the server has no keys (`sessions.encryption_keys`)")]
    NoKeys,
    #[error(transparent)]
    Decryption(#[from] DecryptionFailure),
    /// Without what the parser says, which can repeat what a visitor wrote.
    #[error("its head is damaged")]
    Head,
}

impl Encoding {
    /// Encrypts with `keys` if there are some.
    pub(super) fn new(keys: Option<EncryptionKeys>) -> Encoding {
        Encoding { keys }
    }

    /// The session as bytes that [`Encoding::decode`] reads under the same id.
    pub(super) fn encode(&self, id: &SessionId, entry: &Entry) -> Result<Vec<u8>, StoreError> {
        // A state is made of maps with text keys, numbers and texts: nothing that JSON cannot write, or this server.
        let plain = plain(entry).ok_or(StoreError::Corrupt)?;
        match &self.keys {
            None => Ok(plain),
            Some(keys) => {
                let mut bytes = vec![ENCRYPTED];
                keys.encrypt(id, plain, &mut bytes)
                    .map_err(|_| StoreError::Unavailable)?;
                Ok(bytes)
            }
        }
    }

    /// The session that was encoded under this id.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`]; the log says why, and nothing of the session.
    pub(super) fn decode(&self, id: &SessionId, bytes: &[u8]) -> Result<Entry, StoreError> {
        self.read(id, bytes).map_err(|unreadable| {
            tracing::error!(%unreadable, "what is kept of a session cannot be read");
            StoreError::Corrupt
        })
    }

    fn read(&self, id: &SessionId, bytes: &[u8]) -> Result<Entry, Unreadable> {
        let (format, rest) = bytes.split_first().ok_or(Unreadable::CutOff)?;
        match (*format, &self.keys) {
            // An attacker who can write to the store could otherwise put in what nobody has signed.
            (PLAIN, Some(_)) => Err(Unreadable::NotEncrypted),
            (PLAIN, None) => read_plain(rest),
            (ENCRYPTED, None) => Err(Unreadable::NoKeys),
            (ENCRYPTED, Some(keys)) => {
                let plain = keys.decrypt(id, rest)?;
                match plain.split_first() {
                    Some((&PLAIN, rest)) => read_plain(rest),
                    Some((format, _)) => Err(Unreadable::Format(*format)),
                    None => Err(Unreadable::CutOff),
                }
            }
            (format, _) => Err(Unreadable::Format(format)),
        }
    }
}

fn plain(entry: &Entry) -> Option<Vec<u8>> {
    let (head, response): (Head<&SessionState>, _) = match entry {
        Entry::Live(session) => {
            let answer = session.last_answer.as_ref();
            let head = Head::Live {
                tag: session.tag.as_str().to_owned(),
                project_version: session.project_version.clone(),
                timeout_ms: u64::try_from(session.timeout.as_millis()).unwrap_or(u64::MAX),
                suppress_log_user_data: session.suppress_log_user_data,
                state: &*session.state,
                turn_key: answer.map(|answer| answer.key.as_str().to_owned()),
            };
            (head, answer.map(|answer| &answer.response))
        }
        Entry::Ended { tag, answer } => {
            let head = Head::Ended {
                tag: tag.as_str().to_owned(),
                turn_key: answer.key.as_str().to_owned(),
            };
            (head, Some(&answer.response))
        }
    };
    let head = serde_json::to_vec(&head).ok()?;
    let response = response.map(|response| &**response).unwrap_or_default();
    let mut bytes = Vec::with_capacity(5 + head.len() + response.len());
    bytes.put_u8(PLAIN);
    bytes.put_u32(u32::try_from(head.len()).ok()?);
    bytes.put_slice(&head);
    bytes.put_slice(response);
    Some(bytes)
}

fn read_plain(mut bytes: &[u8]) -> Result<Entry, Unreadable> {
    let length = bytes.try_get_u32().map_err(|_| Unreadable::CutOff)?;
    let (head, response) = usize::try_from(length)
        .ok()
        .and_then(|length| bytes.split_at_checked(length))
        .ok_or(Unreadable::CutOff)?;
    let head: Head<SessionState> = serde_json::from_slice(head).map_err(|_| Unreadable::Head)?;
    let project = |tag: String| ProjectTag::parse(&tag).map_err(|_| Unreadable::Head);
    let answer = |key: String| -> Result<Arc<Answer>, Unreadable> {
        Ok(Arc::new(Answer {
            key: TurnKey::parse(key.as_bytes()).map_err(|_| Unreadable::Head)?,
            response: Bytes::copy_from_slice(response),
        }))
    };
    Ok(match head {
        Head::Live {
            tag,
            project_version,
            timeout_ms,
            suppress_log_user_data,
            state,
            turn_key,
        } => Entry::Live(Arc::new(Session {
            tag: project(tag)?,
            project_version,
            timeout: Duration::from_millis(timeout_ms),
            suppress_log_user_data,
            state: Arc::new(state),
            last_answer: turn_key.map(answer).transpose()?,
        })),
        Head::Ended { tag, turn_key } => Entry::Ended {
            tag: project(tag)?,
            answer: answer(turn_key)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::session::fixture;

    fn id() -> SessionId {
        SessionId::parse("visit-1").unwrap()
    }

    fn keys(text: &str) -> Encoding {
        Encoding::new(Some(EncryptionKeys::parse(text).unwrap()))
    }

    const OLD: &str = "old: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
    const NEW: &str = "new: HxwdHh8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRo=\n";

    fn session() -> Entry {
        Entry::Live(Arc::new(Session {
            suppress_log_user_data: true,
            last_answer: Some(answer()),
            ..fixture::session()
        }))
    }

    fn answer() -> Arc<Answer> {
        Arc::new(Answer {
            key: TurnKey::parse(b"turn-7").unwrap(),
            response: Bytes::from_static(&[0, 1, 2, 255]),
        })
    }

    #[test]
    fn what_was_written_is_read_again() {
        for encoding in [Encoding::default(), keys(OLD)] {
            let ended = Entry::Ended {
                tag: fixture::kiosk(),
                answer: answer(),
            };
            for entry in [session(), ended] {
                let bytes = encoding.encode(&id(), &entry).unwrap();
                assert_eq!(encoding.decode(&id(), &bytes), Ok(entry));
            }
        }
    }

    #[test]
    fn fields_of_a_later_version_are_passed_over() {
        let bytes = Encoding::default().encode(&id(), &session()).unwrap();
        let mut rest = &bytes[1..];
        let length = usize::try_from(rest.get_u32()).unwrap();
        let mut head: serde_json::Value = serde_json::from_slice(&rest[..length]).unwrap();
        head["live"]["invented_later"] = json!(1);
        head["live"]["state"]["invented_later"] = json!({"a": 1});
        let head = serde_json::to_vec(&head).unwrap();
        let mut later = vec![PLAIN];
        later.put_u32(u32::try_from(head.len()).unwrap());
        later.put_slice(&head);
        later.put_slice(&rest[length..]);
        assert_eq!(Encoding::default().decode(&id(), &later), Ok(session()));
    }

    #[test]
    fn another_format_and_damaged_bytes_are_corrupt_and_break_nothing() {
        let encoding = Encoding::default();
        let bytes = encoding.encode(&id(), &session()).unwrap();
        assert_eq!(encoding.decode(&id(), &[]), Err(StoreError::Corrupt));
        assert_eq!(encoding.decode(&id(), &[9, 9]), Err(StoreError::Corrupt));
        for length in 0..200 {
            let cut_off = encoding.decode(&id(), &bytes[..length]);
            assert_eq!(cut_off, Err(StoreError::Corrupt), "{length}");
        }
    }

    #[test]
    fn nothing_of_an_encrypted_session_can_be_seen() {
        let bytes = keys(OLD).encode(&id(), &session()).unwrap();
        for word in ["Miranda", "kiosk", "turn-7"] {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|seen| seen == word.as_bytes())
            );
        }
    }

    #[test]
    fn after_a_rotation_the_old_key_still_decrypts_and_the_new_one_encrypts() {
        let before = keys(OLD).encode(&id(), &session()).unwrap();
        let rotated = keys(&format!("{NEW}{OLD}"));
        assert_eq!(rotated.decode(&id(), &before), Ok(session()));
        let after = rotated.encode(&id(), &session()).unwrap();
        assert_eq!(keys(NEW).decode(&id(), &after), Ok(session()));
        assert_eq!(keys(OLD).decode(&id(), &after), Err(StoreError::Corrupt));
    }

    #[test]
    fn an_encrypted_session_is_bound_to_its_id_and_to_every_bit() {
        let encoding = keys(OLD);
        let bytes = encoding.encode(&id(), &session()).unwrap();
        let other = SessionId::parse("visit-2").unwrap();
        assert_eq!(encoding.decode(&other, &bytes), Err(StoreError::Corrupt));
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(
                encoding.decode(&id(), &changed),
                Err(StoreError::Corrupt),
                "{place}"
            );
        }
    }

    #[test]
    fn a_plain_session_is_refused_where_sessions_are_encrypted_and_the_other_way_round() {
        let plain = Encoding::default().encode(&id(), &session()).unwrap();
        let encrypted = keys(OLD).encode(&id(), &session()).unwrap();
        assert_eq!(keys(OLD).decode(&id(), &plain), Err(StoreError::Corrupt));
        assert_eq!(
            Encoding::default().decode(&id(), &encrypted),
            Err(StoreError::Corrupt)
        );
    }
}
