//! Calls by method, way in and code, and how long they took.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::exemplar::Exemplar;
use tonic::Code;

use super::durations::Durations;
use super::handle::Metrics;
use crate::dialog_service::DialogMethod;
use crate::http::WayIn;

/// The codes of gRPC, as metrics name them. Their place is their number.
const CODES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// One method that the protocol has, or all the names that it has not.
type Method = Option<DialogMethod>;

/// Numbers of one method.
#[derive(Debug, Default)]
struct MethodNumbers {
    /// By way in and code.
    calls: [[AtomicU64; CODES.len()]; WayIn::ALL.len()],
    durations: Durations,
}

/// The table of all calls: one row for each method, the last for names that are no method.
#[derive(Debug, Default)]
pub(super) struct CallNumbers {
    methods: [MethodNumbers; DialogMethod::ALL.len()],
    unknown: MethodNumbers,
}

impl CallNumbers {
    fn of(&self, method: Method) -> &MethodNumbers {
        method
            .and_then(|method| self.methods.get(method as usize))
            .unwrap_or(&self.unknown)
    }

    fn record(&self, method: Method, way_in: WayIn, code: Code, began: Instant) {
        let numbers = self.of(method);
        let count = numbers
            .calls
            .get(way_in as usize)
            .and_then(|codes| codes.get(code as usize));
        if let Some(count) = count {
            count.fetch_add(1, Ordering::Relaxed);
        }
        numbers.durations.observe(began.elapsed());
    }

    fn rows(&self) -> impl Iterator<Item = (&'static str, &MethodNumbers)> {
        DialogMethod::ALL
            .into_iter()
            .map(|method| (method.name(), self.of(Some(method))))
            .chain([("unknown", &self.unknown)])
    }
}

impl Collector for CallNumbers {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut calls = encoder.encode_descriptor(
            "bavard_calls",
            "Calls of the dialog service that have ended, by method, way in and gRPC code",
            None,
            MetricType::Counter,
        )?;
        for (method, numbers) in self.rows() {
            for (way_in, codes) in WayIn::ALL.iter().zip(&numbers.calls) {
                for (code, count) in CODES.iter().zip(codes) {
                    let count = count.load(Ordering::Relaxed);
                    // Most of the table never happens.
                    if count > 0 {
                        let labels = [
                            ("method", method),
                            ("way_in", way_in.name()),
                            ("code", *code),
                        ];
                        let none: Option<&Exemplar<NoLabelSet, u64>> = None;
                        calls.encode_family(&labels)?.encode_counter(&count, none)?;
                    }
                }
            }
        }
        let mut durations = encoder.encode_descriptor(
            "bavard_call_seconds",
            "Time from the head of a call to the end of its answer",
            None,
            MetricType::Histogram,
        )?;
        for (method, numbers) in self.rows() {
            numbers
                .durations
                .encode(durations.encode_family(&[("method", method)])?)?;
        }
        Ok(())
    }
}

/// A call that has begun. When it is dropped before its code is known, it counts as CANCELLED: the client went away.
#[derive(Debug)]
pub struct OngoingRecord {
    metrics: Metrics,
    method: Method,
    way_in: WayIn,
    began: Instant,
    code: Code,
}

impl OngoingRecord {
    pub(super) fn begin(metrics: Metrics, method: Method, way_in: WayIn) -> OngoingRecord {
        OngoingRecord {
            metrics,
            method,
            way_in,
            began: Instant::now(),
            code: Code::Cancelled,
        }
    }

    /// The call ended with this code.
    pub fn ended(mut self, code: Code) {
        self.code = code;
        if code == Code::Ok && self.method == Some(DialogMethod::Start) {
            self.metrics.session_started();
        }
    }
}

impl Drop for OngoingRecord {
    fn drop(&mut self) {
        self.metrics
            .calls()
            .record(self.method, self.way_in, self.code, self.began);
    }
}
