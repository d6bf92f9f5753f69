//! A client that is not ours, and as strict as the reference client about what it reads.

use std::net::SocketAddr;

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use http::{Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::probe::PATIENCE;

/// The header block that the reference client sends.
pub(crate) const HEADER: &[u8] = b"authorization: Bearer a.b.c\r\nx-nuance-client-id: appID:X\r\n\
    content-type: application/grpc-web+proto\r\nx-grpc-web: 1\r\n";

pub(crate) struct Client {
    pub(crate) socket: WebSocketStream<TcpStream>,
}

/// All that a server sent from some moment on.
#[derive(Debug)]
pub(crate) struct Rest {
    /// Contents of each socket message.
    pub(crate) messages: Vec<Bytes>,
    /// Of the close frame, if one came.
    pub(crate) close_code: Option<CloseCode>,
}

pub(crate) fn upgrade_request(address: SocketAddr, method: &str) -> Request<()> {
    let mut request = format!("ws://{address}/test.Probe/{method}")
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("origin", format!("http://{address}").parse().unwrap());
    headers.insert("sec-websocket-protocol", "grpc-websockets".parse().unwrap());
    request
}

/// The answer to a request that should not become a WebSocket.
pub(crate) async fn refusal(request: Request<()>) -> Response<Option<Vec<u8>>> {
    match Client::connect(request).await {
        Err(Error::Http(response)) => *response,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the upgrade should be refused"),
    }
}

/// The response to `request`, as text.
pub(crate) async fn plain_http(address: SocketAddr, request: &str) -> String {
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    let read = connection.read_to_string(&mut response);
    timeout(PATIENCE, read).await.unwrap().unwrap();
    response
}

impl Client {
    pub(crate) async fn connect(request: Request<()>) -> Result<Client, Error> {
        let authority = request.uri().authority().unwrap().as_str();
        let connection = TcpStream::connect(authority).await.unwrap();
        let (socket, _) = client_async(request, connection).await?;
        Ok(Client { socket })
    }

    /// A socket for `method`, before the header block.
    pub(crate) async fn open(address: SocketAddr, method: &str) -> Client {
        Client::connect(upgrade_request(address, method))
            .await
            .unwrap()
    }

    /// The call of `method` with the header block of the reference client.
    pub(crate) async fn call(address: SocketAddr, method: &str) -> Client {
        let mut client = Client::open(address, method).await;
        client.send(HEADER).await;
        client
    }

    pub(crate) async fn send(&mut self, message: &[u8]) {
        let message = Message::Binary(Bytes::copy_from_slice(message));
        self.socket.send(message).await.unwrap();
    }

    pub(crate) async fn end_input(&mut self) {
        self.send(&[1]).await;
    }

    /// The next binary message.
    pub(crate) async fn next(&mut self) -> Bytes {
        match self.next_but_pings().await {
            Some(Message::Binary(message)) => message,
            other => panic!("{other:?} is no binary message"),
        }
    }

    /// Reads until the socket is closed.
    pub(crate) async fn rest(&mut self) -> Rest {
        let mut rest = Rest {
            messages: Vec::new(),
            close_code: None,
        };
        loop {
            match self.next_but_pings().await {
                Some(Message::Binary(message)) => rest.messages.push(message),
                Some(Message::Close(close)) => rest.close_code = close.map(|close| close.code),
                Some(other) => panic!("{other:?} is no part of the protocol"),
                None => return rest,
            }
        }
    }

    async fn next_but_pings(&mut self) -> Option<Message> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.unwrap() {
                Some(Ok(Message::Ping(_))) => {}
                Some(Ok(message)) => return Some(message),
                // A connection that was dropped is as good as closed.
                Some(Err(_)) | None => return None,
            }
        }
    }
}

impl Rest {
    /// Flag and payload of each frame.
    ///
    /// # Panics
    ///
    /// Where the reference client would stumble: at bytes that are no frame, and behind a header or trailer frame in
    /// the same socket message.
    pub(crate) fn frames(&self) -> Vec<(u8, Bytes)> {
        let mut frames = Vec::new();
        let mut bytes = Vec::new();
        for message in &self.messages {
            bytes.extend_from_slice(message);
            while let [flag, a, b, c, d, rest @ ..] = bytes.as_slice() {
                let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
                if rest.len() < length {
                    break;
                }
                let (flag, payload) = (*flag, Bytes::copy_from_slice(&rest[..length]));
                bytes.drain(..5 + length);
                assert!(
                    flag & 0x80 == 0 || bytes.is_empty(),
                    "bytes behind a metadata frame"
                );
                frames.push((flag, payload));
            }
        }
        assert!(bytes.is_empty(), "{bytes:?} is no frame");
        frames
    }

    /// Payloads of the message frames.
    pub(crate) fn payloads(&self) -> Vec<Bytes> {
        let messages = self.frames().into_iter().filter(|(flag, _)| *flag == 0);
        messages.map(|(_, payload)| payload).collect()
    }

    /// Whether a header or trailer frame has a status.
    pub(crate) fn has_status(&self) -> bool {
        self.frames().iter().any(|(flag, block)| {
            *flag == 0x80 && block.windows(11).any(|text| text == b"grpc-status")
        })
    }

    /// What the last frame says as `name`.
    pub(crate) fn trailer(&self, name: &str) -> Option<String> {
        let (flag, block) = self.frames().pop()?;
        assert_eq!(flag, 0x80, "the last frame is no trailer frame");
        let block = String::from_utf8(block.to_vec()).unwrap();
        block
            .split_terminator("\r\n")
            .map(|line| line.split_once(": ").unwrap())
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }

    #[track_caller]
    pub(crate) fn assert_status(&self, status: &str, close_code: CloseCode) {
        assert_eq!(
            (self.trailer("grpc-status").as_deref(), self.close_code),
            (Some(status), Some(close_code)),
            "{self:?}"
        );
    }
}
