//! Runs the booking office of the showcase example until SIGTERM or Ctrl-C.

use clap::Parser;
use showcase_backend::{Arguments, Office, router};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let router = router(Office::default(), arguments.delay);
    example_backend::serve(arguments.listen, router).await
}
