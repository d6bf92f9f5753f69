//! Turns with sessions in a Redis beside the server: what they cost the server, and what they cost the Redis.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use serde::Serialize;
use tempfile::TempDir;

use crate::arguments::{Arguments, Timing};
use crate::clients::{Clients, Transport};
use crate::idle_sessions::greet;
use crate::load::{Figures, Workload, count, round};
use crate::sample::Sample;
use crate::server_process::{ProcessError, ServerProcess};

/// Visitors at a time.
const VISITORS: usize = 64;

/// Turns with Redis.
#[derive(Debug, Serialize)]
pub(crate) struct RedisFigures {
    pub(crate) visitors: usize,
    pub(crate) conversations: Figures,
    /// Commands that the Redis ran for each turn, those of Start and Stop included.
    pub(crate) commands_per_turn: f64,
    /// Processor time of the Redis for each turn, with its share of Start and Stop.
    pub(crate) redis_microseconds_per_turn: f64,
    /// Memory of the Redis for each session that was started and greeted.
    pub(crate) bytes_per_session: f64,
}

/// The reason, in words, where there is nothing to measure.
pub(crate) async fn measure(
    arguments: &Arguments,
    sample: &Arc<Sample>,
) -> Result<Result<RedisFigures, String>, Box<dyn Error>> {
    let redis = match RedisProcess::start() {
        Ok(redis) => redis,
        Err(error) => return Ok(Err(format!("redis-server does not start: {error}"))),
    };
    let store = format!("store = \"{}\"", redis.url);
    let server = match ServerProcess::bavard(arguments, sample, &store) {
        Ok(server) => server,
        Err(ProcessError::Refused(words)) => {
            return Ok(Err(format!("the server does not take it: {words}")));
        }
        Err(error) => return Err(error.into()),
    };
    let client = redis::Client::open(redis.url.as_str())?;
    let mut connection = client.get_multiplexed_async_connection().await?;
    let clients = Clients::connect(Transport::Grpc, server.address).await?;

    let sessions = arguments.idle_sessions().first().copied().unwrap_or(1);
    let empty: usize = info(&mut connection, "used_memory").await?;
    greet(&clients, sample, sessions).await?;
    let filled: usize = info(&mut connection, "used_memory").await?;

    // No warm-up, because its commands could not be told from the others; the greetings were one.
    let commands: usize = info(&mut connection, "total_commands_processed").await?;
    let redis_time = processor_time(&mut connection).await?;
    let timing = Timing {
        warm_up: Duration::ZERO,
        ..arguments.timing()
    };
    let work = Workload::Conversations(sample);
    let outcome = round(timing, work, VISITORS, &clients, &server).await?;
    let redis_time = processor_time(&mut connection).await? - redis_time;
    let commands = info::<usize>(&mut connection, "total_commands_processed").await? - commands;
    Ok(Ok(RedisFigures {
        visitors: VISITORS,
        commands_per_turn: count(commands) / count(outcome.measured()),
        redis_microseconds_per_turn: redis_time * 1e6 / count(outcome.measured()),
        conversations: outcome.figures(),
        bytes_per_session: count(filled.saturating_sub(empty)) / count(sessions),
    }))
}

/// A number that the Redis tells of itself.
async fn info<T>(connection: &mut MultiplexedConnection, key: &str) -> Result<T, Box<dyn Error>>
where
    T: FromStr<Err: Error + 'static>,
{
    let info: String = redis::cmd("INFO").query_async(connection).await?;
    let value = info
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
        .ok_or_else(|| format!("INFO does not tell {key}"))?;
    Ok(value.trim().parse()?)
}

/// Seconds that the Redis has computed so far, in its own code and the system's for it.
async fn processor_time(connection: &mut MultiplexedConnection) -> Result<f64, Box<dyn Error>> {
    let own: f64 = info(connection, "used_cpu_user").await?;
    let system: f64 = info(connection, "used_cpu_sys").await?;
    Ok(own + system)
}

/// A Redis of our own that keeps nothing on disk; it is ended when this is dropped.
struct RedisProcess {
    child: Child,
    url: String,
    /// Kept open, so that it can go on writing.
    _stdout: BufReader<ChildStdout>,
    _folder: TempDir,
}

impl RedisProcess {
    fn start() -> io::Result<RedisProcess> {
        let folder = tempfile::tempdir()?;
        // Redis does not tell which port it got, so that it is given one that is free at the moment.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut child = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut stdout = child
            .stdout
            .take()
            .map(BufReader::new)
            .ok_or_else(|| io::Error::other("no output"))?;
        let mut lines = stdout.by_ref().lines().map_while(Result::ok);
        if !lines.any(|line| line.contains("Ready to accept connections")) {
            child.wait()?;
            return Err(io::Error::other("it ended at once"));
        }
        Ok(RedisProcess {
            child,
            url: format!("redis://127.0.0.1:{port}"),
            _stdout: stdout,
            _folder: folder,
        })
    }
}

impl Drop for RedisProcess {
    fn drop(&mut self) {
        // Either fails only for a process that has ended.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
