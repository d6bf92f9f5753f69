//! The table at the end of a test run.

use std::fmt;
use std::time::Duration;

use super::Suite;
use super::counts::Counts;
use super::tally::Tally;
use crate::step::elapsed_words;

/// What one suite came to.
#[derive(Debug)]
pub(crate) struct Report {
    pub(super) suite: Suite,
    pub(super) tally: Tally,
    pub(super) elapsed: Duration,
}

/// What all suites came to. Its last line is `N passed, N failed`, which CI looks for.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    reports: Vec<Report>,
}

impl Summary {
    /// Adds a suite.
    pub(crate) fn add(&mut self, report: Report) {
        self.reports.push(report);
    }

    /// All suites together.
    pub(crate) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for report in &self.reports {
            total += report.tally.counts();
        }
        total
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(text, "\n=== summary ===")?;
        for report in &self.reports {
            let name = report.suite.name();
            let time = elapsed_words(report.elapsed);
            match report.tally.skipped() {
                Some(reason) => writeln!(text, "{name:<10} skipped: {reason}")?,
                None => writeln!(text, "{name:<10} {} in {time}", report.tally.counts())?,
            }
        }
        write!(text, "\n{}", self.total())
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(text, ", {skipped} skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_plain_total_of_all_suites() {
        let mut summary = Summary::default();
        for suite in [Suite::Native, Suite::EndToEnd] {
            let mut tally = Tally::default();
            tally.passed(3);
            tally.failed(1);
            summary.add(Report {
                suite,
                tally,
                elapsed: Duration::from_secs(1),
            });
        }
        let text = summary.to_string();
        assert_eq!(text.lines().last().unwrap(), "6 passed, 2 failed");
        assert!(
            text.contains("native     3 passed, 1 failed in 1.0 s"),
            "{text}"
        );
    }

    #[test]
    fn a_skipped_suite_says_why() {
        let mut tally = Tally::default();
        tally.skip("there is nothing to try");
        let mut summary = Summary::default();
        summary.add(Report {
            suite: Suite::Travel,
            tally,
            elapsed: Duration::ZERO,
        });
        assert!(
            summary
                .to_string()
                .contains("travel     skipped: there is nothing to try")
        );
    }
}
