//! A Redis of the test's own.

use std::net::TcpListener;
use std::path::PathBuf;
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

/// A running `redis-server` that speaks TLS only, with a certificate of the test's own.
pub(crate) struct TlsRedisServer {
    server: RedisServer,
}

impl TlsRedisServer {
    pub(crate) async fn start() -> Option<TlsRedisServer> {
        if is_missing() {
            return None;
        }
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = (
            folder.path().join("cert.pem"),
            folder.path().join("key.pem"),
        );
        std::fs::write(&certificate, certified.cert.pem()).unwrap();
        std::fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
        let port = free_port();
        let process = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", "0", "--save", ""])
            .args(["--tls-port", &port.to_string(), "--tls-auth-clients", "no"])
            .arg("--tls-cert-file")
            .arg(&certificate)
            .arg("--tls-key-file")
            .arg(&key)
            .arg("--tls-ca-cert-file")
            .arg(&certificate)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = RedisServer {
            port,
            folder,
            process,
        };
        Some(TlsRedisServer { server })
    }

    pub(crate) fn url(&self) -> String {
        format!("rediss://127.0.0.1:{}", self.server.port)
    }

    /// The certificate, for a client to trust.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.server.folder.path().join("cert.pem")
    }
}

impl RedisServer {
    /// Starts one; where there is none, says so and why that matters.
    pub(crate) async fn start() -> Option<RedisServer> {
        if is_missing() {
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

/// Whether there is no Redis here; says so, and how to get one.
fn is_missing() -> bool {
    let is_missing = Command::new("redis-server")
        .arg("--version")
        .output()
        .is_err();
    if is_missing {
        eprintln!("skipped: there is no redis-server on PATH (`cargo xtask setup` installs it)");
    }
    is_missing
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
