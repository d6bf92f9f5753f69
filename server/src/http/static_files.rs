//! Files of a folder, in their compressed form where there is one beside them.

use std::path::Path;

use tower_http::services::ServeDir;

/// Serves the files below `folder`. `x.wasm.br` or `x.wasm.gz` is sent for `x.wasm` to a client that takes it, under
/// the type of `x.wasm`.
pub(super) fn static_files(folder: &Path) -> ServeDir {
    ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
}
