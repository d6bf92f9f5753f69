//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Measure the service
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// What to measure [default: everything]
    #[arg(value_enum)]
    parts: Vec<Part>,

    /// Take a minute instead of ten, for figures that are good enough to see a mistake
    #[arg(long)]
    pub(crate) quick: bool,

    /// Binary of the server to measure, such as one of another version [default: the one just built]
    #[arg(long, value_name = "FILE", default_value = env!("CARGO_BIN_EXE_bavard"))]
    pub(crate) server: PathBuf,

    /// Be the server with the empty call
    #[arg(long, hide = true)]
    pub(crate) empty_server: bool,

    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// A part of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Turns beside empty calls
    Throughput,
    /// Memory of idle sessions
    Memory,
    /// Turns with sessions in Redis
    Redis,
}

/// How long a round takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    /// Before it counts.
    pub(crate) warm_up: Duration,
    /// While it counts.
    pub(crate) counted: Duration,
}

impl Arguments {
    pub(crate) fn asks_for(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    pub(crate) fn timing(&self) -> Timing {
        if self.quick {
            Timing {
                warm_up: Duration::from_millis(500),
                counted: Duration::from_secs(1),
            }
        } else {
            Timing {
                warm_up: Duration::from_secs(1),
                counted: Duration::from_secs(5),
            }
        }
    }

    /// How many sessions are kept idle, one step after the other.
    pub(crate) fn idle_sessions(&self) -> &'static [usize] {
        if self.quick {
            &[2_000, 10_000]
        } else {
            &[10_000, 100_000]
        }
    }
}
