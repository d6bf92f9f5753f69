//! The socket of a connection, in cleartext or below TLS.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::server::TlsStream;

use super::acceptor::Slot;
use super::activity::Activity;

/// A TCP stream that fails when the client takes nothing of what is written for `write_timeout`.
pub(super) type TimedTcpStream = Pin<Box<TimeoutStream<TcpStream>>>;

/// Bytes of HTTP, in and out.
#[derive(Debug)]
pub(super) enum Transport {
    Cleartext(TimedTcpStream),
    Tls(Box<TlsStream<TimedTcpStream>>),
}

/// A connection's socket. It reports what it reads, and holds the connection's place among the open ones: after an
/// upgrade to a WebSocket it is all that is left of the connection.
#[derive(Debug)]
pub(super) struct Socket {
    transport: Transport,
    activity: Arc<Activity>,
    has_read: bool,
    _slot: Slot,
}

impl Socket {
    pub(super) fn new(transport: Transport, activity: Arc<Activity>, slot: Slot) -> Socket {
        Socket {
            transport,
            activity,
            has_read: false,
            _slot: slot,
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        ready!(match &mut this.transport {
            Transport::Cleartext(stream) => Pin::new(stream).poll_read(context, buffer),
            Transport::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        })?;
        let read = buffer.filled().get(before..).unwrap_or_default();
        if !read.is_empty() {
            if !this.has_read {
                this.has_read = true;
                this.activity.first_bytes(read);
            }
            this.activity.bytes_read();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().transport {
            Transport::Cleartext(stream) => Pin::new(stream).poll_write(context, bytes),
            Transport::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().transport {
            Transport::Cleartext(stream) => Pin::new(stream).poll_write_vectored(context, slices),
            Transport::Tls(stream) => Pin::new(stream).poll_write_vectored(context, slices),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match &self.transport {
            Transport::Cleartext(stream) => stream.is_write_vectored(),
            Transport::Tls(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().transport {
            Transport::Cleartext(stream) => Pin::new(stream).poll_flush(context),
            Transport::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().transport {
            Transport::Cleartext(stream) => Pin::new(stream).poll_shutdown(context),
            Transport::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}
