//! The `bavard` binary.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A turn makes some hundred small allocations on one thread that another thread may free: a fifth of its time with
/// the C library's allocator (`docs/scale.md`).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    bavard_server::commands::main()
}
