//! What a token is good for.

/// The scopes that the services of the platform have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Dialogs: what this server is asked for.
    Dlg,
    /// Speech recognition.
    Asr,
    /// Understanding.
    Nlu,
    /// Speech synthesis.
    Tts,
    /// Event logs.
    Log,
}

impl Scope {
    const ALL: [Scope; 5] = [Scope::Dlg, Scope::Asr, Scope::Nlu, Scope::Tts, Scope::Log];

    /// The scope with a name; none: there is no such scope.
    pub fn named(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Its name in requests and tokens.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Dlg => "dlg",
            Scope::Asr => "asr",
            Scope::Nlu => "nlu",
            Scope::Tts => "tts",
            Scope::Log => "log",
        }
    }
}
