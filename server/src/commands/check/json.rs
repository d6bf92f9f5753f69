//! Findings as programs read them.

use std::io::{self, Write};

use bavard_dialog::Finding;
use serde::Serialize;

#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    severity: String,
    code: &'static str,
    path: String,
    component: Option<&'a str>,
    node: Option<&'a str>,
    message: &'a str,
    mend: &'static str,
}

/// Writes an array with an object for each finding.
pub(super) fn write(findings: &[Finding], output: &mut impl Write) -> io::Result<()> {
    let records: Vec<_> = findings
        .iter()
        .map(|finding| FindingRecord {
            severity: finding.severity.to_string(),
            code: finding.code.as_str(),
            path: finding.path.to_string(),
            component: finding.component.as_deref(),
            node: finding.node.as_deref(),
            message: &finding.message,
            mend: finding.code.mend(),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *output, &records)?;
    writeln!(output)
}
