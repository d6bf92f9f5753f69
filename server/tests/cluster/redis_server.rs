//! A Redis of the test's own.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// After which a test that waits has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running `redis-server` on a free port of this machine, with its data in a folder that goes with it.
pub(crate) struct RedisServer {
    port: u16,
    folder: TempDir,
    process: Child,
}

impl RedisServer {
    /// Starts one; where there is none, says so and why that matters.
    pub(crate) async fn start() -> Option<RedisServer> {
        if Command::new("redis-server")
            .arg("--version")
            .output()
            .is_err()
        {
            eprintln!(
                "skipped: there is no redis-server on PATH (`cargo xtask setup` installs it)"
            );
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        // Another process may take the port between the two; then the next one is tried.
        for _ in 0..5 {
            let port = free_port();
            let mut process = spawn(port, &folder);
            if answers(port, &mut process).await {
                return Some(RedisServer {
                    port,
                    folder,
                    process,
                });
            }
        }
        panic!("redis-server does not start");
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// SIGSTOP: it keeps its connections and answers nothing.
    pub(crate) fn freeze(&self) {
        signal(&self.process, "-STOP");
    }

    /// SIGCONT.
    pub(crate) fn thaw(&self) {
        signal(&self.process, "-CONT");
    }

    /// SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again with what it had written.
    pub(crate) async fn restart(&mut self) {
        self.process = spawn(self.port, &self.folder);
        assert!(answers(self.port, &mut self.process).await);
    }

    /// Limits what it may hold, in bytes; 0 for any number.
    pub(crate) async fn set_max_memory(&self, bytes: &str) {
        redis::cmd("CONFIG")
            .arg(["SET", "maxmemory", bytes].as_slice())
            .exec_async(&mut self.connection().await)
            .await
            .unwrap();
    }

    /// A connection that is not the product's.
    pub(crate) async fn connection(&self) -> redis::aio::MultiplexedConnection {
        redis::Client::open(self.url())
            .unwrap()
            .get_multiplexed_async_connection()
            .await
            .unwrap()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may have been killed by the test.
        let _dead = self.process.kill();
        let _waited = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn spawn(port: u16, folder: &TempDir) -> Child {
    Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
        .args(["--save", "", "--appendonly", "yes", "--dir"])
        .arg(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Whether it answers; not if it has ended.
async fn answers(port: u16, process: &mut Child) -> bool {
    let began = Instant::now();
    let client = redis::Client::open(format!("redis://127.0.0.1:{port}")).unwrap();
    while began.elapsed() < PATIENCE && process.try_wait().unwrap().is_none() {
        if let Ok(mut connection) = client.get_multiplexed_async_connection().await
            && redis::cmd("PING").exec_async(&mut connection).await.is_ok()
        {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

fn signal(process: &Child, signal: &str) {
    let sent = Command::new("kill")
        .args([signal, &process.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}
