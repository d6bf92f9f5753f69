//! How the backends of the examples are served: until SIGTERM or Ctrl-C, with a line on standard output when ready.

use std::io::{self, Write};
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves a router until SIGTERM or Ctrl-C, and prints `listening on http://ADDRESS` when it does.
///
/// # Errors
///
/// When signals cannot be heard, the address cannot be had, or serving breaks off.
pub async fn serve(listen: SocketAddr, router: Router) -> io::Result<()> {
    let stop = stop_signal()?;
    let listener = TcpListener::bind(listen).await?;
    writeln!(
        io::stdout(),
        "listening on http://{}",
        listener.local_addr()?
    )?;
    axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await
}

/// Resolves at the first signal to stop. Signals that arrive before it is awaited count as well.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        // Without a way to hear Ctrl-C the process is ended from outside, as ever.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
