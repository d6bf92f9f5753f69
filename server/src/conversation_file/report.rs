//! What `bavard test` prints.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use super::difference::difference_lines;
use super::player::{ConversationResult, FailedTurn, Outcome, PlayedTurn};
use super::run::Report;
use crate::terminal::{MAX_COLUMNS, Paint, ReplyLine, reply_lines};

/// Conversations that take longer are told with their time.
const SLOW: Duration = Duration::from_millis(250);

/// Writes a line for each conversation, how those went that failed, and a closing line.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write_report(report: &Report, paint: Paint, output: &mut impl Write) -> io::Result<()> {
    for file in &report.files {
        if report.files.len() > 1 {
            writeln!(output, "{}", paint.strong(file.path.display()))?;
        }
        for result in &file.results {
            write_result(&file.path, result, paint, output)?;
        }
    }
    let total = report.results().count();
    let failures = report.failures();
    let closing = format!("{total} conversations, {failures} failed");
    match failures {
        0 => writeln!(output, "{}", paint.good(closing)),
        _ => writeln!(output, "{}", paint.bad(closing)),
    }
}

fn write_result(
    path: &Path,
    result: &ConversationResult,
    paint: Paint,
    output: &mut impl Write,
) -> io::Result<()> {
    let id = &result.id;
    let time = match result.took {
        took if took > SLOW => format!(" ({} ms)", took.as_millis()),
        _ => String::new(),
    };
    let Some(failed) = &result.failed else {
        return writeln!(output, "{} {id}{time}", paint.good("ok  "));
    };
    writeln!(output, "{} {id}{time}", paint.bad("FAIL"))?;
    for line in failure_lines(path, &result.played, failed, paint) {
        writeln!(output, "{}", format!("     {line}").trim_end())?;
    }
    Ok(())
}

/// What a reader needs to see why a conversation failed: what was said before, the turn, and its differences.
pub(super) fn failure_lines(
    path: &Path,
    played: &[PlayedTurn],
    failed: &FailedTurn,
    paint: Paint,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, turn) in (1..).zip(played) {
        lines.push(format!("turn {number}, {}", turn.input));
        lines.extend(outcome_lines(&turn.outcome, paint));
    }
    let place = match failed.line {
        0 => String::new(),
        line => format!(", {}:{line}", path.display()),
    };
    let turn = format!("turn {}, {}{place}:", failed.number, failed.input);
    lines.push(paint.strong(turn).to_string());
    lines.extend(
        failed
            .outcome
            .iter()
            .flat_map(|outcome| outcome_lines(outcome, paint)),
    );
    for mismatch in &failed.mismatches {
        let difference = difference_lines(&mismatch.difference(), paint);
        lines.extend(difference.iter().map(|line| format!("  {line}")));
    }
    lines
}

fn outcome_lines(outcome: &Outcome, paint: Paint) -> Vec<String> {
    let lines = match outcome {
        Outcome::Reply(reply) => reply_lines(reply, MAX_COLUMNS),
        Outcome::Ended => vec![ReplyLine::Note(
            "the conversation was over before".to_owned(),
        )],
        Outcome::Refused(reason) => vec![ReplyLine::Note(reason.clone())],
    };
    let lines = lines.iter().map(|line| match line {
        ReplyLine::Said(text) => paint.dim(format_args!("  | {text}")).to_string(),
        ReplyLine::Choice { number, text, .. } => {
            paint.dim(format_args!("  | {number}) {text}")).to_string()
        }
        ReplyLine::Note(text) => paint.dim(format_args!("  | ({text})")).to_string(),
    });
    lines.collect()
}
