//! What `bavard test` prints.

use std::io::{self, Write};

use super::player::{ConversationResult, FailedTurn};

/// How a file of conversations went.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// One result for each conversation.
    pub results: Vec<ConversationResult>,
}

impl Report {
    /// Number of conversations that differed.
    pub fn failures(&self) -> usize {
        self.results
            .iter()
            .filter(|result| result.failed.is_some())
            .count()
    }
}

/// Writes a line for each conversation, the differences of those that failed, and a closing line.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write_report(report: &Report, output: &mut impl Write) -> io::Result<()> {
    for result in &report.results {
        match &result.failed {
            None => writeln!(output, "ok   {}", result.id)?,
            Some(failed) => {
                writeln!(output, "FAIL {}", result.id)?;
                write_failed_turn(failed, output)?;
            }
        }
    }
    let total = report.results.len();
    match report.failures() {
        0 => writeln!(output, "{total} conversations, all as expected"),
        failures => writeln!(output, "{total} conversations, {failures} failed"),
    }
}

fn write_failed_turn(failed: &FailedTurn, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "     turn {}, {}:", failed.number, failed.input)?;
    for mismatch in &failed.mismatches {
        for line in mismatch.to_string().lines() {
            writeln!(output, "       {line}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation_file::Mismatch;

    #[test]
    fn the_report_shows_which_turn_differed_and_how() {
        let report = Report {
            results: vec![
                ConversationResult {
                    id: "greeting".to_owned(),
                    failed: None,
                },
                ConversationResult {
                    id: "order".to_owned(),
                    failed: Some(FailedTurn {
                        number: 2,
                        input: "text \"espresso\"".to_owned(),
                        mismatches: vec![Mismatch::Node {
                            expected: "ask size".to_owned(),
                            got: "ask type".to_owned(),
                        }],
                    }),
                },
            ],
        };
        let mut output = Vec::new();
        write_report(&report, &mut output).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "ok   greeting\nFAIL order\n     turn 2, text \"espresso\":\n       node\n       - ask size\n       \
             + ask type\n2 conversations, 1 failed\n"
        );
    }
}
