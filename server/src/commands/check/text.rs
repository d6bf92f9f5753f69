//! Findings as designers read them: by component and node, with what to do about each.

use std::io::{self, Write};

use bavard_dialog::{Finding, Severity};

/// Writes the findings and a closing line.
pub(super) fn write(
    findings: &[Finding],
    coloured: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    let mut groups: Vec<(String, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        let heading = heading(finding);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, group)) => group.push(finding),
            None => groups.push((heading, vec![finding])),
        }
    }
    for (heading, mut group) in groups {
        group.sort_by_key(|finding| finding.severity);
        writeln!(output, "{heading}")?;
        for finding in group {
            let severity = severity(finding.severity, coloured);
            let Finding {
                code,
                path,
                message,
                ..
            } = finding;
            writeln!(output, "  {severity} {code} at {path}")?;
            writeln!(output, "    {message}")?;
            writeln!(output, "    {}", code.mend())?;
        }
        writeln!(output)?;
    }
    writeln!(output, "{}", summary(findings))
}

/// The part of the design that a finding is in, by the designer's names.
fn heading(finding: &Finding) -> String {
    match (&finding.component, &finding.node) {
        (Some(component), Some(node)) => format!("{component} / {node}"),
        (Some(component), None) => component.clone(),
        (None, Some(node)) => node.clone(),
        (None, None) => "Project".to_owned(),
    }
}

fn severity(severity: Severity, coloured: bool) -> String {
    if !coloured {
        return severity.to_string();
    }
    let colour = match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Note => "36",
    };
    format!("\u{1b}[1;{colour}m{severity}\u{1b}[0m")
}

fn summary(findings: &[Finding]) -> String {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let notes = match count(Severity::Note) {
        0 => String::new(),
        notes => format!(", {notes} notes"),
    };
    format!(
        "{} errors, {} warnings{notes}",
        count(Severity::Error),
        count(Severity::Warning)
    )
}
