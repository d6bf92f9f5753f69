//! A backend that breaks HTTP in ways that no HTTP library does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::fetching::PATIENCE;

/// What the backend does with each connection.
#[derive(Debug, Clone)]
pub(crate) enum Script {
    /// Takes it and does nothing.
    Hang,
    /// Resets it as soon as there is a request.
    Reset,
    /// Reads the request, sends this and closes.
    Send(String),
    /// Reads the request, sends this and does nothing more.
    SendAndHang(String),
    /// Reads the request, sends this and then so many bytes.
    Flood(String, usize),
}

/// A running backend.
#[derive(Debug)]
pub(crate) struct RawBackend {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    flooded: Arc<AtomicUsize>,
    cut: Arc<Notify>,
}

impl RawBackend {
    pub(crate) async fn start(script: Script) -> RawBackend {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let backend = RawBackend {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
            flooded: Arc::default(),
            cut: Arc::default(),
        };
        let connections = Arc::clone(&backend.connections);
        let flooded = Arc::clone(&backend.flooded);
        let cut = Arc::clone(&backend.cut);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (script, flooded, cut) = (script.clone(), flooded.clone(), cut.clone());
                tokio::spawn(async move {
                    if play(stream, script, &flooded).await.is_err() {
                        cut.notify_one();
                    }
                });
            }
        });
        backend
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many bytes of a flood were sent when the connection was cut.
    pub(crate) async fn flooded_until_cut(&self) -> usize {
        tokio::time::timeout(PATIENCE, self.cut.notified())
            .await
            .expect("the whole flood was taken");
        self.flooded.load(Ordering::SeqCst)
    }
}

async fn play(mut stream: TcpStream, script: Script, flooded: &AtomicUsize) -> std::io::Result<()> {
    match script {
        Script::Hang => std::future::pending().await,
        // What was not read when a socket is closed resets the connection.
        Script::Reset => stream.readable().await,
        Script::Send(text) => {
            read_head(&mut stream).await?;
            stream.write_all(text.as_bytes()).await
        }
        Script::SendAndHang(text) => {
            read_head(&mut stream).await?;
            stream.write_all(text.as_bytes()).await?;
            std::future::pending().await
        }
        Script::Flood(text, bytes) => {
            read_head(&mut stream).await?;
            stream.write_all(text.as_bytes()).await?;
            let chunk = [b'x'; 65536];
            while flooded.load(Ordering::SeqCst) < bytes {
                stream.write_all(&chunk).await?;
                flooded.fetch_add(chunk.len(), Ordering::SeqCst);
            }
            Ok(())
        }
    }
}

/// Reads as far as the empty line that ends a request without a body.
pub(crate) async fn read_head(
    stream: &mut (impl tokio::io::AsyncRead + Unpin),
) -> std::io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}
