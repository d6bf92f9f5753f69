//! The log as the service sees it: what happens in a session is told to it, and it decides what of that is written.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;

use super::entry::{EndReason, Entry, Event, SessionEntry};
use super::turn::{TurnFacts, TurnTrail};
use super::writer::Writer;
use super::{EventLogError, Pseudonyms};
use crate::clock::Clock;
use crate::config::EventLogConfig;
use crate::project::HostedProject;
use crate::session::SessionId;

/// The event log of a server, or none. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct EventLog(Option<Arc<Log>>);

#[derive(Debug)]
struct Log {
    clock: Arc<dyn Clock>,
    writer: Writer,
    pseudonyms: Pseudonyms,
    texts: bool,
}

/// Whose entry it is.
#[derive(Debug, Clone, Copy)]
pub struct SessionFacts<'a> {
    /// The project that the session runs.
    pub hosted: &'a HostedProject,
    /// The session.
    pub id: &'a SessionId,
    /// Who the visitor is, as this call says; empty: it does not.
    pub user_id: &'a str,
    /// Display name of its channel.
    pub channel: &'a str,
    /// Its language.
    pub language: &'a str,
    /// Whether the client forbade to write down what the visitor says (`suppress_log_user_data`).
    pub is_suppressed: bool,
}

impl EventLog {
    /// No log.
    pub fn none() -> EventLog {
        EventLog(None)
    }

    /// Opens the log. It is closed, and what is in it written, when the last clone is dropped.
    ///
    /// # Errors
    ///
    /// When its file cannot be opened.
    pub fn open(
        config: Option<&EventLogConfig>,
        clock: Arc<dyn Clock>,
    ) -> Result<EventLog, EventLogError> {
        let Some(config) = config else {
            return Ok(EventLog::none());
        };
        let pseudonyms = config.user_id_key.as_ref().map(Pseudonyms::keyed);
        let pseudonyms = pseudonyms.or_else(Pseudonyms::of_this_process);
        Ok(EventLog(Some(Arc::new(Log {
            clock,
            writer: Writer::start(&config.target)?,
            pseudonyms: pseudonyms.ok_or_else(|| {
                EventLogError::Start(std::io::Error::other("the system gives no random bytes"))
            })?,
            texts: config.texts,
        }))))
    }

    /// A session began.
    pub fn started(&self, session: SessionFacts<'_>) {
        self.write(session, |_| Event::Start);
    }

    /// A turn was taken or refused; `trail` is what it ran through.
    pub fn took_turn(&self, session: SessionFacts<'_>, turn: &TurnFacts<'_>, trail: &TurnTrail) {
        for fetch in &trail.fetches {
            self.write(session, |_| Event::DataAccess(fetch.entry()));
        }
        self.write(session, |log| {
            let texts = log.texts && !session.is_suppressed;
            Event::Turn(turn.entry(session, trail, texts))
        });
    }

    /// A session ended.
    pub fn ended(&self, session: SessionFacts<'_>, how: EndReason) {
        self.write(session, |_| Event::End { how });
    }

    /// Whether there is a log, and so a use for what it is told.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Counts the entries that could not be written; none if there is no log.
    pub fn dropped(&self) -> Option<Counter> {
        self.0.as_ref().map(|log| log.writer.dropped())
    }

    /// Opens the file anew: it was rotated.
    pub fn reopen(&self) {
        if let Some(log) = &self.0 {
            log.writer.reopen();
        }
    }

    /// Waits until everything is written, at most `limit`.
    pub async fn flush(&self, limit: Duration) {
        if let Some(log) = &self.0 {
            log.writer.flush(limit).await;
        }
    }

    fn write(&self, session: SessionFacts<'_>, event: impl FnOnce(&Log) -> Event) {
        let Some(log) = self.0.as_deref() else {
            return;
        };
        let user = log.pseudonyms.user(session.user_id);
        log.writer.write(Entry::Session(Box::new(SessionEntry {
            time: log.clock.now(),
            event: event(log),
            project: session.hosted.tag.clone(),
            version: session.hosted.version.clone(),
            session: log.pseudonyms.session(session.id),
            user: user.filter(|_| !session.is_suppressed),
            channel: session.channel.to_owned(),
            language: session.language.to_owned(),
        })));
    }
}
