//! The breakers of all backends.
//!
//! A backend is a host (scheme, name and port) as one project uses it: certificates and time-outs are a project's own,
//! so one project's failures say nothing about another's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use reqwest::Url;

use super::breaker::{Breaker, BreakerSettings, Ending, Event, Pass};
use super::metrics::FetchMetrics;
use crate::project::ProjectTag;

/// Backends whose failures are remembered at one time.
const MAX_BACKENDS: usize = 1024;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct BackendName {
    project: ProjectTag,
    origin: String,
}

impl BackendName {
    pub(super) fn new(project: &ProjectTag, url: &Url) -> BackendName {
        BackendName {
            project: project.clone(),
            origin: url.origin().ascii_serialization(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Breakers {
    settings: Option<BreakerSettings>,
    /// Breakers that are not as they began.
    touched: Mutex<HashMap<BackendName, Breaker>>,
    metrics: Arc<FetchMetrics>,
}

/// Leave to make one fetch. Dropping it without a word of how that ended makes room for the next.
#[derive(Debug)]
pub(super) struct Permit<'a> {
    breakers: &'a Breakers,
    backend: BackendName,
    pass: Pass,
    ending: Ending,
}

impl Breakers {
    /// Without settings, breakers never open.
    pub(super) fn new(settings: Option<BreakerSettings>, metrics: Arc<FetchMetrics>) -> Breakers {
        Breakers {
            settings,
            touched: Mutex::default(),
            metrics,
        }
    }

    /// Leave to make a fetch; none while the backend is left alone.
    pub(super) fn ask(&self, backend: BackendName, now: Instant) -> Option<Permit<'_>> {
        let pass = match self.settings {
            Some(settings) => self.step(&backend, Event::Asked, now, settings)?,
            None => Pass::Ordinary,
        };
        Some(Permit {
            breakers: self,
            backend,
            pass,
            ending: Ending::Unknown,
        })
    }

    fn step(
        &self,
        backend: &BackendName,
        event: Event,
        now: Instant,
        settings: BreakerSettings,
    ) -> Option<Pass> {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        let before = touched.get(backend).copied().unwrap_or_default();
        let (after, pass) = before.step(event, now, settings);
        if after == Breaker::default() {
            touched.remove(backend);
        } else if after != before {
            if touched.len() >= MAX_BACKENDS && !touched.contains_key(backend) {
                touched.retain(|_, breaker| is_open(*breaker));
            }
            if touched.len() >= MAX_BACKENDS && !touched.contains_key(backend) {
                return pass;
            }
            touched.insert(backend.clone(), after);
        }
        let (project, host) = (&backend.project, &backend.origin);
        match (is_open(before), is_open(after)) {
            (false, true) => {
                self.metrics.breaker_opened();
                tracing::warn!(%project, host, "backend is left alone: it failed again and again");
            }
            (true, false) => {
                self.metrics.breaker_closed();
                tracing::info!(%project, host, "backend answers again");
            }
            (false, false) | (true, true) => {}
        }
        pass
    }
}

fn is_open(breaker: Breaker) -> bool {
    !matches!(breaker, Breaker::Closed { .. })
}

impl Permit<'_> {
    /// Says how the fetch ended.
    pub(super) fn end(mut self, ending: Ending) {
        self.ending = ending;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(settings) = self.breakers.settings {
            let event = Event::Ended(self.pass, self.ending);
            self.breakers
                .step(&self.backend, event, Instant::now(), settings);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;
    use std::time::Duration;

    use super::*;

    const PAUSE: Duration = Duration::from_secs(30);

    fn breakers() -> Breakers {
        let settings = BreakerSettings {
            failures: NonZeroU32::MIN,
            pause: PAUSE,
        };
        Breakers::new(Some(settings), Arc::default())
    }

    fn backend(project: &str, url: &str) -> BackendName {
        BackendName::new(
            &ProjectTag::parse(project).unwrap(),
            &Url::parse(url).unwrap(),
        )
    }

    fn fail(breakers: &Breakers, backend: &BackendName) {
        let permit = breakers.ask(backend.clone(), Instant::now()).unwrap();
        permit.end(Ending::Failed);
    }

    #[test]
    fn a_failing_backend_is_left_alone_and_others_are_not() {
        let breakers = breakers();
        fail(&breakers, &backend("kiosk", "https://shop.example/a"));
        let is_open = |project, url| {
            breakers
                .ask(backend(project, url), Instant::now())
                .is_none()
        };
        assert!(is_open("kiosk", "https://shop.example:443/b?c=d"));
        assert!(!is_open("kiosk", "https://shop.example:8443/a"));
        assert!(!is_open("kiosk", "https://other.example/a"));
        assert!(!is_open("bank", "https://shop.example/a"));
    }

    #[test]
    fn open_breakers_are_counted_until_they_close() {
        let breakers = breakers();
        let shop = backend("kiosk", "https://shop.example/");
        fail(&breakers, &shop);
        assert_eq!(breakers.metrics.open_breakers(), 1);
        let probe = breakers.ask(shop.clone(), Instant::now() + PAUSE).unwrap();
        assert_eq!(breakers.metrics.open_breakers(), 1);
        probe.end(Ending::Answered);
        assert_eq!(breakers.metrics.open_breakers(), 0);
        assert!(breakers.touched.lock().unwrap().is_empty());
    }

    #[test]
    fn a_probe_whose_caller_has_gone_makes_room_for_the_next() {
        let breakers = breakers();
        let shop = backend("kiosk", "https://shop.example/");
        fail(&breakers, &shop);
        let later = Instant::now() + PAUSE;
        let probe = breakers.ask(shop.clone(), later).unwrap();
        assert!(breakers.ask(shop.clone(), later).is_none());
        drop(probe);
        assert!(breakers.ask(shop, later).is_some());
    }

    #[test]
    fn no_more_backends_are_remembered_than_there_is_room_for() {
        let breakers = breakers();
        for number in 0..2 * MAX_BACKENDS {
            fail(
                &breakers,
                &backend("kiosk", &format!("https://h{number}.example/")),
            );
        }
        assert_eq!(breakers.touched.lock().unwrap().len(), MAX_BACKENDS);
        let counted = usize::try_from(breakers.metrics.open_breakers()).unwrap();
        assert_eq!(counted, MAX_BACKENDS);
    }

    #[test]
    fn without_settings_nothing_is_left_alone() {
        let breakers = Breakers::new(None, Arc::default());
        let shop = backend("kiosk", "https://shop.example/");
        for _ in 0..100 {
            fail(&breakers, &shop);
        }
        assert!(breakers.ask(shop, Instant::now()).is_some());
    }
}
