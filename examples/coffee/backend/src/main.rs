//! Runs the card terminal of the coffee example until SIGTERM or Ctrl-C.

use clap::Parser;
use coffee_backend::{Arguments, Terminal, router};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let router = router(Terminal::default(), arguments.delay);
    example_backend::serve(arguments.listen, router).await
}
