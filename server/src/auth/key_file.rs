//! The file of signing keys, read again when it changes.
//!
//! It is looked at once a second rather than watched: a secret that an orchestrator mounts is replaced by changing a
//! link to its folder, and network file systems tell nobody about changes. Reading a hundred bytes costs nothing.

use std::fmt;
use std::io;
use std::path::PathBuf;

use secrecy::zeroize::Zeroizing;

use super::{KeysError, SigningKeys};

/// A file of signing keys and what was last in it.
#[derive(Debug)]
pub(super) struct KeyFile {
    path: PathBuf,
    seen: Option<Seen>,
}

/// What the file was when it was last looked at.
#[derive(PartialEq, Eq)]
enum Seen {
    Unreadable(io::ErrorKind),
    Text(Zeroizing<String>),
}

impl fmt::Debug for Seen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Seen::Unreadable(_) => "Unreadable",
            Seen::Text(_) => "Text(..)",
        })
    }
}

impl KeyFile {
    pub(super) fn new(path: PathBuf) -> KeyFile {
        KeyFile { path, seen: None }
    }

    /// The keys that are in the file now.
    pub(super) fn read(&mut self) -> Result<SigningKeys, KeysError> {
        let read = std::fs::read_to_string(&self.path).map(Zeroizing::new);
        self.seen = Some(Seen::of(&read));
        let path = || self.path.clone();
        let text = read.map_err(|source| KeysError::Read {
            path: path(),
            source,
        })?;
        SigningKeys::parse(&text).map_err(|source| KeysError::Invalid {
            path: path(),
            source,
        })
    }

    /// The keys, if the file is not what it was at the last look. What is wrong with it is told once.
    pub(super) fn changed(&mut self) -> Option<Result<SigningKeys, KeysError>> {
        let before = self.seen.take();
        let keys = self.read();
        (self.seen != before).then_some(keys)
    }
}

impl Seen {
    fn of(read: &io::Result<Zeroizing<String>>) -> Seen {
        match read {
            Ok(text) => Seen::Text(text.clone()),
            Err(error) => Seen::Unreadable(error.kind()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    #[test]
    fn each_state_of_the_file_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let mut file = KeyFile::new(path.clone());
        assert!(matches!(file.changed(), Some(Err(KeysError::Read { .. }))));
        assert!(file.changed().is_none());

        fs::write(&path, format!("a: {SECRET}")).unwrap();
        assert!(matches!(file.changed(), Some(Ok(_))));
        assert!(file.changed().is_none());

        fs::write(&path, "a: half a sec").unwrap();
        assert!(matches!(
            file.changed(),
            Some(Err(KeysError::Invalid { .. }))
        ));
        assert!(file.changed().is_none());

        fs::write(&path, format!("b: {SECRET}\na: {SECRET}")).unwrap();
        let keys = file.changed().unwrap().unwrap();
        assert_eq!(keys.kids().collect::<Vec<_>>(), ["b", "a"]);
    }
}
