//! Repeated measurements of one thing.

use std::fmt;

use serde::Serialize;

/// Measured values, at least one.
#[derive(Debug, Clone, Serialize)]
#[serde(into = "Summary")]
pub(crate) struct Sample {
    sorted: Vec<f64>,
}

/// What is kept of them.
#[derive(Debug, Serialize)]
struct Summary {
    median: f64,
    lower_quartile: f64,
    upper_quartile: f64,
    count: usize,
}

impl Sample {
    /// Of at least one value; of none it is all zero.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        Self { sorted }
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    pub(crate) fn lower_quartile(&self) -> f64 {
        self.quantile(0.25)
    }

    pub(crate) fn upper_quartile(&self) -> f64 {
        self.quantile(0.75)
    }

    /// Between the two values that are nearest.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positions in a short list"
    )]
    fn quantile(&self, share: f64) -> f64 {
        let position = share * self.sorted.len().saturating_sub(1) as f64;
        let value = |index: f64| self.sorted.get(index as usize).copied().unwrap_or_default();
        let (below, above) = (value(position.floor()), value(position.ceil()));
        below + (above - below) * position.fract()
    }
}

impl From<Sample> for Summary {
    fn from(sample: Sample) -> Self {
        Self {
            median: sample.median(),
            lower_quartile: sample.lower_quartile(),
            upper_quartile: sample.upper_quartile(),
            count: sample.sorted.len(),
        }
    }
}

/// `41.2 (38.9–44.0)`: the median and the quartiles.
impl fmt::Display for Sample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = format!(
            "{:.1} ({:.1}–{:.1})",
            self.median(),
            self.lower_quartile(),
            self.upper_quartile()
        );
        formatter.pad(&shown)
    }
}
