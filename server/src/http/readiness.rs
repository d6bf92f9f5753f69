//! Whether the server can do its work: what it depends on is reached, and it is not about to stop.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

/// How long an answer is good for, so that probes cost nothing however many there are.
const KEPT: Duration = Duration::from_secs(1);

type Checking = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// Set up with what the server depends on, then asked by probes. Cheap to clone.
#[derive(Clone)]
pub struct Readiness(Arc<Parts>);

struct Parts {
    stopping: CancellationToken,
    checks: Vec<Check>,
    last: Mutex<Option<(Instant, Vec<String>)>>,
}

/// Something that the server depends on, such as a store of sessions, and how to find out whether it is reached.
pub struct Check {
    name: &'static str,
    limit: Duration,
    run: Box<dyn Fn() -> Checking + Send + Sync>,
}

impl fmt::Debug for Readiness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Readiness")
            .field("checks", &self.0.checks)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} within {:?}", self.name, self.limit)
    }
}

impl Check {
    /// `name` begins the words for operators, such as "sessions"; `run` says in words what is wrong, without secrets. It
    /// counts as not reached after `limit`.
    pub fn new<F>(
        name: &'static str,
        limit: Duration,
        run: impl Fn() -> F + Send + Sync + 'static,
    ) -> Check
    where
        F: Future<Output = Result<(), String>> + Send + 'static,
    {
        Check {
            name,
            limit,
            run: Box::new(move || Box::pin(run())),
        }
    }

    async fn problem(&self) -> Option<String> {
        match timeout(self.limit, (self.run)()).await {
            Ok(Ok(())) => None,
            Ok(Err(words)) => Some(format!("{}: {words}", self.name)),
            Err(_) => Some(format!("{}: no answer within {:?}", self.name, self.limit)),
        }
    }
}

impl Readiness {
    /// A server that stops with `stopping` and depends on what `checks` look at.
    pub fn new(stopping: CancellationToken, checks: Vec<Check>) -> Readiness {
        Readiness(Arc::new(Parts {
            stopping,
            checks,
            last: Mutex::new(None),
        }))
    }

    /// Ends when the server begins to stop.
    pub(super) fn stopping(&self) -> &CancellationToken {
        &self.0.stopping
    }

    /// What is wrong, in words; nothing when the server is ready. An answer is kept for a second; probes that come at
    /// the same time share one. The log is told when the answer changes.
    pub async fn problems(&self) -> Vec<String> {
        if self.0.stopping.is_cancelled() {
            return vec!["the server is stopping".to_owned()];
        }
        let mut last = self.0.last.lock().await;
        if let Some((at, problems)) = last.as_ref()
            && at.elapsed() < KEPT
        {
            return problems.clone();
        }
        let found = join_all(self.0.checks.iter().map(Check::problem)).await;
        let problems: Vec<String> = found.into_iter().flatten().collect();
        let before = last.as_ref().map_or(&[][..], |(_, problems)| problems);
        if problems.is_empty() && !before.is_empty() {
            tracing::info!("ready again");
        } else if problems != before {
            tracing::warn!(problems = problems.join("; "), "not ready");
        }
        *last = Some((Instant::now(), problems.clone()));
        problems
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const LIMIT: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn each_thing_that_is_not_reached_is_named() {
        let readiness = Readiness::new(
            CancellationToken::new(),
            vec![
                Check::new("sessions", LIMIT, async || Err("refused".to_owned())),
                Check::new("upstream", LIMIT, pending),
                Check::new("disk", LIMIT, async || Ok(())),
            ],
        );
        let expected = ["sessions: refused", "upstream: no answer within 1ms"];
        assert_eq!(readiness.problems().await, expected);
    }

    #[tokio::test]
    async fn probes_within_a_second_share_an_answer() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let check = Check::new("sessions", Duration::from_secs(5), move || {
            counter.fetch_add(1, Ordering::Relaxed);
            async { Ok(()) }
        });
        let readiness = Readiness::new(CancellationToken::new(), vec![check]);

        let (first, second) = tokio::join!(readiness.problems(), readiness.problems());

        assert!(first.is_empty() && second.is_empty());
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_server_that_stops_is_not_ready_at_once() {
        let stopping = CancellationToken::new();
        let readiness = Readiness::new(stopping.clone(), Vec::new());
        assert!(readiness.problems().await.is_empty());
        stopping.cancel();
        assert_eq!(readiness.problems().await, ["the server is stopping"]);
    }
}
