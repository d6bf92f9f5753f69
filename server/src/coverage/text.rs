//! Coverage for readers: the counts, then the names of what no conversation ran through.

use std::io::{self, Write};

use bavard_dialog::CoverageCount;

use super::{ComponentCoverage, NamedCoverage, PromptCoverage, TransitionCoverage};
use crate::terminal::{Paint, plain_text};

/// Longest piece of a prompt, for recognition.
const PROMPT_COLUMNS: usize = 70;

/// Writes a coverage: the counts in percent, then component by component what was not covered.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write_coverage(
    coverage: &NamedCoverage,
    paint: Paint,
    output: &mut dyn Write,
) -> io::Result<()> {
    writeln!(output, "{}", paint.strong("Covered"))?;
    for (what, count) in [
        ("nodes", coverage.nodes),
        ("transitions", coverage.transitions),
        ("prompts", coverage.prompts),
    ] {
        writeln!(output, "  {}", count_line(what, count, paint))?;
    }
    let lacking = coverage.components.iter().map(|component| {
        let name = component.name.as_deref();
        (name.unwrap_or("(whole project)"), lines(component))
    });
    let mut lacking = lacking.filter(|(_, lines)| !lines.is_empty()).peekable();
    if lacking.peek().is_some() {
        writeln!(output, "{}", paint.strong("Not covered"))?;
    }
    for (name, lines) in lacking {
        writeln!(output, "  {name}")?;
        for line in lines {
            writeln!(output, "    {line}")?;
        }
    }
    Ok(())
}

fn count_line(what: &str, count: CoverageCount, paint: Paint) -> String {
    let CoverageCount { covered, total } = count;
    let percent = count.percent();
    let line = format!("{what:<11} {percent:>3} % ({covered} of {total})");
    match percent {
        100 => paint.good(line).to_string(),
        _ => line,
    }
}

fn lines(component: &ComponentCoverage) -> Vec<String> {
    let nodes = component.nodes.iter().filter(|node| node.times == 0);
    let nodes = nodes.map(|node| format!("node       {}", node.name));
    let transitions = component.transitions.iter().filter(|way| way.times == 0);
    let prompts = component.prompts.iter().filter(|prompt| prompt.times == 0);
    nodes
        .chain(transitions.map(transition_line))
        .chain(prompts.map(prompt_line))
        .collect()
}

fn transition_line(transition: &TransitionCoverage) -> String {
    let TransitionCoverage {
        source,
        target,
        reasons,
        ..
    } = transition;
    let line = format!("transition {source} -> {target}");
    match reasons.as_slice() {
        [] => line,
        reasons => format!("{line} ({})", reasons.join(", ")),
    }
}

fn prompt_line(prompt: &PromptCoverage) -> String {
    let text = plain_text(&prompt.text, usize::MAX).replace('\n', " ");
    let short: String = text.chars().take(PROMPT_COLUMNS).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    match &prompt.node {
        Some(node) => format!("prompt     {node}: {short}{more}"),
        None => format!("prompt     {short}{more}"),
    }
}
