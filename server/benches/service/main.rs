//! What the service costs: turns per second beside empty calls, memory of idle sessions, and turns with Redis.
//!
//! Run with `cargo xtask bench server`. The server is the `bavard` binary in a process of its own, as it is run by
//! operators, so that its processor time and memory can be read from `/proc` without those of the clients. Beside it
//! stands a server of tonic's own with an empty unary call; the two are measured in turn, so that whatever else the
//! machine does meets both. Targets: at least 0.6 as many turns as empty calls a second with sessions in memory.

mod arguments;
mod clients;
mod empty_service;
mod idle_sessions;
mod latency;
mod load;
mod message_sizes;
mod redis_store;
mod report;
mod sample;
mod script;
mod server_process;
mod throughput;
mod visitor;

use std::error::Error;
use std::io::{self, Write};
use std::sync::Arc;

use bavard_server::shutdown::ShutdownSignals;
use clap::Parser;

use arguments::{Arguments, Part};
use mimalloc::MiMalloc;
use report::Report;
use sample::Sample;

/// The one of `bavard`, so that the server with the empty call has the same means.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if arguments.empty_server {
        return runtime.block_on(empty_service::serve());
    }
    runtime.block_on(async {
        let signals = ShutdownSignals::listen()?;
        // Dropped, the measurement ends the servers that it has started.
        tokio::select! {
            measured = measure(&arguments) => measured,
            () = signals.received() => Err("stopped before everything was measured".into()),
        }
    })
}

async fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut output = io::stdout();
    let sample = Arc::new(Sample::read(&mut output)?);
    let mut report = Report::of(&sample);
    if arguments.asks_for(Part::Throughput) {
        report.ready_seconds = Some(server_process::seconds_until_ready(arguments, &sample)?);
        report.message_sizes = Some(message_sizes::measure(arguments, &sample).await?);
        report.throughput = throughput::measure(arguments, &sample).await?;
        report.write_throughput(&mut output)?;
    }
    if arguments.asks_for(Part::Memory) {
        report.idle_sessions = idle_sessions::measure(arguments, &sample).await?;
        report.write_idle_sessions(&mut output)?;
    }
    if arguments.asks_for(Part::Redis) {
        match redis_store::measure(arguments, &sample).await? {
            Ok(redis) => {
                report.redis = Some(redis);
                report.write_redis(&mut output)?;
            }
            Err(reason) => writeln!(output, "\nRedis is not measured: {reason}")?,
        }
    }
    report.save(&mut output)
}
