//! Channels, and what differs by channel.

use super::Key;

/// A channel of the project.
#[derive(Debug)]
pub(crate) struct Channel {
    /// Display name.
    pub name: String,
    /// Whether a session can choose it.
    pub enabled: bool,
    pub modes: Modes,
}

/// What a channel can do.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Modes {
    pub rich_text: bool,
    pub speech: bool,
    pub audio: bool,
    pub interactivity: bool,
    pub dtmf: bool,
}

/// One `T` for each of some channels.
#[derive(Debug, Clone)]
pub(crate) struct ByChannel<T>(pub Vec<(Key<Channel>, T)>);

impl<T> Default for ByChannel<T> {
    fn default() -> Self {
        ByChannel(Vec::new())
    }
}

impl<T> ByChannel<T> {
    /// The entry of `channel`, else that of the default channel, even where the former is empty (model.md section 3).
    pub(crate) fn get(
        &self,
        channel: Key<Channel>,
        default_channel: Option<Key<Channel>>,
    ) -> Option<&T> {
        self.of(channel)
            .or_else(|| default_channel.and_then(|default_channel| self.of(default_channel)))
    }

    fn of(&self, channel: Key<Channel>) -> Option<&T> {
        self.0
            .iter()
            .find(|(key, _)| *key == channel)
            .map(|(_, entry)| entry)
    }
}
