//! The connection to Redis: one for all calls, made anew when it breaks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::io::tcp::TcpSettings;
use redis::{
    Client, ErrorKind, FromRedisValue, IntoConnectionInfo, RedisError, RedisResult, Script,
    ServerErrorKind,
};
use tokio::time::Instant;

use crate::config::RedisUrl;
use crate::session::StoreError;

/// How long a call tries before its client is told that the store is unavailable.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// How long Redis may take to answer a command. It takes well below a millisecond; a pause of this length is one of the
/// machine or the network.
const RESPONSE_TIMEOUT: Duration = Duration::from_millis(400);

const CONNECTION_TIMEOUT: Duration = Duration::from_millis(500);

/// A connection whose bytes are not even received any more is given up after this time. A stopped Redis does not count:
/// its machine still receives.
const TCP_USER_TIMEOUT: Duration = Duration::from_secs(3);

/// Attempts to connect, and the pauses between them. All calls share one attempt; each that fails is the end of one.
const CONNECTION_RETRIES: usize = 2;
const FIRST_CONNECTION_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_CONNECTION_PAUSE: Duration = Duration::from_millis(200);

/// Pause before a command is sent again.
const COMMAND_PAUSE: Duration = Duration::from_millis(50);

/// Commands that may wait to be sent.
const PIPELINE: usize = 1024;

/// A connection that repeats what got no answer.
pub(super) struct Connection {
    manager: ConnectionManager,
    /// What the log was last told.
    is_available: AtomicBool,
}

impl Connection {
    /// Connects when it is first used.
    pub(super) fn prepare(url: &RedisUrl) -> RedisResult<Connection> {
        let info = url.expose().into_connection_info()?;
        let tcp = TcpSettings::default().set_nodelay(true);
        #[cfg(target_os = "linux")]
        let tcp = tcp.set_user_timeout(TCP_USER_TIMEOUT);
        // Redis connections take the process's TLS library; if one is chosen already, it is the same.
        let _chosen = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(RESPONSE_TIMEOUT))
            .set_connection_timeout(Some(CONNECTION_TIMEOUT))
            .set_number_of_retries(CONNECTION_RETRIES)
            .set_min_delay(FIRST_CONNECTION_PAUSE)
            .set_max_delay(LONGEST_CONNECTION_PAUSE)
            .set_pipeline_buffer_size(PIPELINE);
        let client = Client::open(info.set_tcp_settings(tcp))?;
        Ok(Connection {
            manager: ConnectionManager::new_lazy_with_config(client, config)?,
            is_available: AtomicBool::new(true),
        })
    }

    /// Runs a script on one key. Also says whether it was sent before without an answer.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        script: &Script,
        key: &str,
        arguments: &[&[u8]],
    ) -> Result<(T, bool), StoreError> {
        let attempt = || async {
            let mut invocation = script.key(key);
            for argument in arguments {
                invocation.arg(*argument);
            }
            invocation.invoke_async(&mut self.manager.clone()).await
        };
        self.persist(attempt).await
    }

    /// Whether Redis answers.
    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        let attempt = || async {
            redis::cmd("PING")
                .exec_async(&mut self.manager.clone())
                .await
        };
        self.persist(attempt).await.map(|((), _)| ())
    }

    async fn persist<T, F>(&self, attempt: impl Fn() -> F) -> Result<(T, bool), StoreError>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let deadline = Instant::now() + PATIENCE;
        let mut is_repeated = false;
        let mut reason = "no answer in time".to_owned();
        loop {
            let error = match tokio::time::timeout_at(deadline, attempt()).await {
                Ok(Ok(value)) => {
                    self.note_available();
                    return Ok((value, is_repeated));
                }
                Ok(Err(error)) => error,
                Err(_) => return Err(self.note_unavailable(&reason)),
            };
            reason = told(&error);
            if error.code() == Some(OUT_OF_MEMORY) {
                self.note_unavailable(&reason);
                return Err(StoreError::Full);
            }
            if !passes(&error) || Instant::now() + COMMAND_PAUSE >= deadline {
                return Err(self.note_unavailable(&reason));
            }
            is_repeated |= error.kind() == ErrorKind::Io;
            tokio::time::sleep(COMMAND_PAUSE).await;
        }
    }

    /// Says so once, not for every call.
    fn note_unavailable(&self, reason: &str) -> StoreError {
        if self.is_available.swap(false, Ordering::Relaxed) {
            tracing::error!(reason, "Redis is unavailable");
        }
        StoreError::Unavailable
    }

    fn note_available(&self) {
        // A read first: it is true with nearly every call, and reading does not take the cache line from other cores.
        if !self.is_available.load(Ordering::Relaxed)
            && !self.is_available.swap(true, Ordering::Relaxed)
        {
            tracing::info!("Redis is available again");
        }
    }
}

impl std::fmt::Debug for Connection {
    /// Without the address, which may hold a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Connection(..)")
    }
}

/// Code of the error of a Redis that has used up the memory it may have.
const OUT_OF_MEMORY: &str = "OOM";

/// What the log may say of an error: of an answer of Redis only its code, because Redis may repeat what it was sent.
fn told(error: &RedisError) -> String {
    match error.kind() {
        ErrorKind::Io => error.to_string(),
        _ => error.code().unwrap_or_else(|| error.category()).to_owned(),
    }
}

/// Whether an error may be over in a moment.
fn passes(error: &RedisError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Io
            | ErrorKind::Server(
                ServerErrorKind::BusyLoading
                    | ServerErrorKind::TryAgain
                    | ServerErrorKind::MasterDown
                    | ServerErrorKind::ClusterDown
                    | ServerErrorKind::ReadOnly
            )
    )
}
