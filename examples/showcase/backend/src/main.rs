//! Runs the booking office of the showcase example until SIGTERM or Ctrl-C.

use std::io::Write;

use clap::Parser;
use showcase_backend::{Arguments, Office, router};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let stop = stop_signal()?;
    let listener = TcpListener::bind(arguments.listen).await?;
    writeln!(
        std::io::stdout(),
        "listening on http://{}",
        listener.local_addr()?
    )?;
    axum::serve(listener, router(Office::default(), arguments.delay))
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
