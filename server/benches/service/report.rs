//! What is told: tables for readers, and all figures as JSON to compare with later ones.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::idle_sessions::IdleSessions;
use crate::load::Figures;
use crate::message_sizes::MessageSizes;
use crate::redis_store::RedisFigures;
use crate::sample::Sample;
use crate::throughput::Comparison;

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    project: &'static str,
    /// From the start of the server until it listens.
    pub(crate) ready_seconds: Option<f64>,
    pub(crate) message_sizes: Option<MessageSizes>,
    pub(crate) throughput: Vec<Comparison>,
    pub(crate) idle_sessions: Vec<IdleSessions>,
    pub(crate) redis: Option<RedisFigures>,
}

impl Report {
    /// A report on this project without any figure.
    pub(crate) fn of(sample: &Sample) -> Report {
        Report {
            project: sample.name,
            ready_seconds: None,
            message_sizes: None,
            throughput: Vec::new(),
            idle_sessions: Vec::new(),
            redis: None,
        }
    }

    pub(crate) fn write_throughput(&self, output: &mut impl Write) -> io::Result<()> {
        if let Some(seconds) = self.ready_seconds {
            writeln!(output, "ready {:.0} ms after its start", seconds * 1e3)?;
        }
        if let Some(sizes) = &self.message_sizes {
            writeln!(
                output,
                "a turn has {:.0} bytes of request and {:.0} of response, without headers",
                sizes.request, sizes.response
            )?;
        }
        write_head(output)?;
        for row in &self.throughput {
            let load = format!("{}, {} visitors", row.transport, row.visitors);
            write_row(output, &load, "turns", &row.turns)?;
            write_row(output, "", "conversations", &row.conversations)?;
            write_row(output, "", "empty calls", &row.empty_calls)?;
            writeln!(
                output,
                "{:24}by empty calls: turns {:.2}, calls of conversations {:.2}; server's time of a turn {:.2}",
                "", row.turns_ratio, row.calls_ratio, row.server_time_ratio,
            )?;
        }
        Ok(())
    }

    pub(crate) fn write_idle_sessions(&self, output: &mut impl Write) -> io::Result<()> {
        writeln!(output)?;
        for step in &self.idle_sessions {
            writeln!(
                output,
                "{} idle sessions: {:.0} bytes each, {} MiB in all",
                step.sessions,
                step.bytes_per_session,
                step.resident_bytes / (1024 * 1024),
            )?;
        }
        Ok(())
    }

    pub(crate) fn write_redis(&self, output: &mut impl Write) -> io::Result<()> {
        let Some(redis) = &self.redis else {
            return Ok(());
        };
        write_head(output)?;
        let load = format!("Redis, {} visitors", redis.visitors);
        write_row(output, &load, "conversations", &redis.conversations)?;
        writeln!(
            output,
            "{:24}of the Redis: {:.2} commands and {:.1} us a turn, {:.0} bytes a session",
            "", redis.commands_per_turn, redis.redis_microseconds_per_turn, redis.bytes_per_session,
        )
    }

    /// To `bench/server.json` in cargo's target folder.
    pub(crate) fn save(&self, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = target.parent().unwrap_or(target).join("bench");
        fs::create_dir_all(&folder)?;
        let path = folder.join("server.json");
        fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        writeln!(output, "\nwritten to {}", path.display())?;
        Ok(())
    }
}

fn write_head(output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "\n{:24}{:14}{:>10}{:>10}{:>10}{:>10}{:>10}{:>12}{:>8}",
        "", "", "calls/s", "turns/s", "p50 us", "p99 us", "p99.9 us", "server us", "errors"
    )
}

fn write_row(output: &mut impl Write, load: &str, what: &str, row: &Figures) -> io::Result<()> {
    writeln!(
        output,
        "{load:24}{what:14}{:>10.0}{:>10.0}{:>10}{:>10}{:>10}{:>12.1}{:>8}",
        row.calls_per_second,
        row.per_second,
        row.microseconds.p50,
        row.microseconds.p99,
        row.microseconds.p99_9,
        row.server_microseconds_per_call,
        row.errors,
    )?;
    match &row.first_error {
        Some(error) => writeln!(output, "{:24}first error: {error}", ""),
        None => Ok(()),
    }
}
