//! Whether a call is taken.

use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;

use super::limit::Limit;
use super::request_rate::RequestLimit;
use super::stream_count::{OpenStream, StreamCount};
use crate::client_address::ClientAddress;
use crate::config::ServerLimits;
use crate::dialog_service::DialogMethod;
use crate::metrics::Metrics;

/// When to try again after the server had no room for a call: it is over as soon as running ones have ended.
const AFTER_OVERLOAD: Duration = Duration::from_secs(1);
/// When to try again to start a session, which is refused earlier and for longer.
const AFTER_SHEDDING: Duration = Duration::from_secs(3);
/// When to try again to open a stream; streams last for a while.
const AFTER_STREAMS: Duration = Duration::from_secs(5);

/// Decides which calls are taken.
#[derive(Debug)]
pub struct Admission {
    requests: Option<RequestLimit>,
    streams: StreamCount,
    watches: StreamCount,
    running: Gauge,
    most_running: i64,
    most_running_for_new_sessions: i64,
    metrics: Metrics,
}

/// A call that was taken; it counts until this is dropped.
#[derive(Debug)]
pub enum Admitted {
    /// A call with one answer.
    Call(RunningCall),
    /// A call with streams.
    Stream(OpenStream),
}

/// A running call; over when it is dropped.
#[derive(Debug)]
pub struct RunningCall(Gauge);

impl RunningCall {
    fn begin(running: &Gauge) -> (i64, RunningCall) {
        (running.inc(), RunningCall(running.clone()))
    }
}

impl Drop for RunningCall {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Admission {
    /// With nobody in. What it counts and refuses is in `metrics`.
    pub fn new(limits: &ServerLimits, metrics: Metrics) -> Admission {
        let most_running = i64::try_from(limits.max_running_calls).unwrap_or(i64::MAX);
        Admission {
            requests: limits.requests.map(RequestLimit::new),
            streams: StreamCount::new(
                metrics.open_streams().clone(),
                limits.max_streams,
                limits.streams_per_address,
            ),
            watches: StreamCount::new(
                Gauge::default(),
                limits.max_streams,
                limits.streams_per_address,
            ),
            running: metrics.running_calls().clone(),
            most_running,
            // 80 %, rounded up: with a limit of one call there is still one session.
            most_running_for_new_sessions: most_running - most_running / 5,
            metrics,
        }
    }

    /// Takes a call, or says which limit it meets and after what time to try again. `method` is `None` for a name that
    /// is no method; that is answered like a call.
    ///
    /// # Errors
    ///
    /// The limit and the time, counted as a refusal.
    pub fn admit(
        &self,
        address: ClientAddress,
        method: Option<DialogMethod>,
    ) -> Result<Admitted, (Limit, Duration)> {
        self.count(address)
            .map_err(|wait| (Limit::Requests, wait))
            .and_then(|()| self.decide(address, method))
            .inspect_err(|(limit, _)| self.metrics.refused(*limit))
    }

    /// Counts a request that is no call, such as one for a token.
    ///
    /// # Errors
    ///
    /// The time after which the address may ask again, counted as a refusal.
    pub fn admit_request(&self, address: ClientAddress) -> Result<(), Duration> {
        self.count(address)
            .inspect_err(|_| self.metrics.refused(Limit::Requests))
    }

    /// Takes a call of a service beside the dialog service. Such calls count apart from the streams of dialogs, because
    /// they need no token: whoever opens too many of them takes nothing from visitors.
    ///
    /// # Errors
    ///
    /// The limit and the time after which to try again, counted as a refusal.
    pub fn admit_watch(&self, address: ClientAddress) -> Result<OpenStream, (Limit, Duration)> {
        self.watches
            .open(address)
            .inspect_err(|limit| self.metrics.refused(*limit))
            .map_err(|limit| (limit, AFTER_STREAMS))
    }

    fn count(&self, address: ClientAddress) -> Result<(), Duration> {
        match &self.requests {
            Some(requests) if !address.is_loopback() => requests.count(address.network()),
            _ => Ok(()),
        }
    }

    fn decide(
        &self,
        address: ClientAddress,
        method: Option<DialogMethod>,
    ) -> Result<Admitted, (Limit, Duration)> {
        if method == Some(DialogMethod::ExecuteStream) {
            let stream = self.streams.open(address);
            return stream
                .map(Admitted::Stream)
                .map_err(|limit| (limit, AFTER_STREAMS));
        }
        let (before, call) = RunningCall::begin(&self.running);
        if before >= self.most_running {
            return Err((Limit::RunningCalls, AFTER_OVERLOAD));
        }
        if method == Some(DialogMethod::Start) && before >= self.most_running_for_new_sessions {
            return Err((Limit::NewSessions, AFTER_SHEDDING));
        }
        Ok(Admitted::Call(call))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    fn admission(limits: &str) -> Admission {
        let text = format!("[server.limits]\n{limits}");
        let limits = Config::parse(&text, Path::new("")).unwrap().limits;
        Admission::new(&limits, Metrics::new())
    }

    fn admit(admission: &Admission, method: DialogMethod) -> Result<Admitted, Limit> {
        let address = ClientAddress("192.0.2.1".parse().unwrap());
        admission
            .admit(address, Some(method))
            .map_err(|(limit, _)| limit)
    }

    #[test]
    fn new_sessions_are_shed_before_turns() {
        let admission = admission("max_running_calls = 10");
        let mut running = Vec::new();
        for _ in 0..8 {
            running.push(admit(&admission, DialogMethod::Start).unwrap());
        }
        assert_eq!(
            admit(&admission, DialogMethod::Start).unwrap_err(),
            Limit::NewSessions
        );
        for _ in 0..2 {
            running.push(admit(&admission, DialogMethod::Execute).unwrap());
        }
        assert_eq!(
            admit(&admission, DialogMethod::Execute).unwrap_err(),
            Limit::RunningCalls
        );
        running.clear();
        assert!(admit(&admission, DialogMethod::Start).is_ok());
    }

    #[test]
    fn a_limit_of_one_call_still_lets_a_session_start() {
        let admission = admission("max_running_calls = 1");
        assert!(admit(&admission, DialogMethod::Start).is_ok());
    }

    #[test]
    fn an_open_stream_takes_no_room_from_calls() {
        let admission = admission("max_running_calls = 1\nmax_streams = 1");
        let _stream = admit(&admission, DialogMethod::ExecuteStream).unwrap();
        assert_eq!(
            admit(&admission, DialogMethod::ExecuteStream).unwrap_err(),
            Limit::Streams
        );
        assert!(admit(&admission, DialogMethod::Execute).is_ok());
    }

    #[test]
    fn refusals_are_counted() {
        let admission = admission("requests_per_second = 1\nrequest_burst = 1");
        assert!(admit(&admission, DialogMethod::Status).is_ok());
        assert_eq!(
            admit(&admission, DialogMethod::Status).unwrap_err(),
            Limit::Requests
        );
        let page = admission.metrics.text();
        assert!(
            page.contains("bavard_refusals_total{limit=\"requests\"} 1"),
            "{page}"
        );
    }
}
