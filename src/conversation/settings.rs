//! What a conversation is started with.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Data;
use crate::rich_text::ImageHosts;

/// What a conversation is started with; the same for every session it has.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The model to start, such as `urn:nuance-mix:tag:model/coffee/mix.dialog`.
    pub model_urn: String,
    /// Channel, language and library of the session.
    pub selector: Selector,
    /// Who the visitor is to the service; `None` leaves it unsaid.
    pub user_id: Option<String>,
    /// How long the service keeps an idle session; `None` leaves it to the service.
    pub session_timeout: Option<Duration>,
    /// Variables the dialog starts with (StartRequest `payload.data`).
    pub session_data: Data,
    /// What the service is to log with the session (StartRequest `client_data`).
    pub client_data: BTreeMap<String, String>,
    /// Where pictures in the bot's texts and choices may come from; anywhere unless set.
    pub image_hosts: ImageHosts,
    /// How long to wait for answers.
    pub limits: CallLimits,
}

/// Which variant of the dialog a session runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The channel, blanks written as underscores; `default` unless set.
    pub channel: String,
    /// The language, such as `en-US` (also what stands here unless set).
    pub language: String,
    /// The library; `default` unless set.
    pub library: String,
}

impl Default for Selector {
    fn default() -> Self {
        Self {
            channel: "default".to_owned(),
            language: "en-US".to_owned(),
            library: "default".to_owned(),
        }
    }
}

/// How long to wait for answers. A `continue_action` sets its own limit for the call that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallLimits {
    /// For a call to the service; 30 s unless set.
    pub call: Duration,
    /// For the page's `clientFetch`; 30 s unless set.
    pub client_fetch: Duration,
}

impl Default for CallLimits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(30),
            client_fetch: Duration::from_secs(30),
        }
    }
}
