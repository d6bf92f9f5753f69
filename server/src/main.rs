//! The `bavard` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    bavard_server::commands::main()
}
