//! Coverage for programs.

use std::io::{self, Write};

use super::NamedCoverage;

/// Writes a coverage as one line of JSON: the counts, then by component every node, transition and prompt with the
/// number of times it was run through.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write_coverage_json(coverage: &NamedCoverage, output: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, coverage)?;
    writeln!(output)
}
