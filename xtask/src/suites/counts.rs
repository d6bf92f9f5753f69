//! How many tests a runner ran, read from its output.

use std::ops::AddAssign;

/// Tests by outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Those that passed.
    pub(crate) passed: usize,
    /// Those that failed.
    pub(crate) failed: usize,
    /// Those that were not run.
    pub(crate) skipped: usize,
}

impl Counts {
    /// Reads the last line of a runner: `test result: ok. 12 passed; 0 failed; 1 ignored; …` of libtest, or
    /// `12 passed, 0 failed` of our own.
    pub(super) fn in_line(line: &str) -> Option<Self> {
        let line = line.trim();
        let counts = match line.strip_prefix("test result: ") {
            Some(rest) => rest.split_once(". ")?.1,
            None => line,
        };
        let mut passed = None;
        let mut failed = None;
        let mut skipped = 0;
        for part in counts.split([';', ',']) {
            let (number, outcome) = part.trim().split_once(' ')?;
            match (outcome, number.parse()) {
                ("passed", Ok(number)) => passed = Some(number),
                ("failed", Ok(number)) => failed = Some(number),
                ("ignored" | "skipped", Ok(number)) => skipped = number,
                _ => {}
            }
        }
        Some(Self {
            passed: passed?,
            failed: failed?,
            skipped,
        })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Counts {
        Counts {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn the_last_line_of_libtest_is_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(Counts::in_line(line), Some(counts(12, 3, 1)));
    }

    #[test]
    fn the_last_line_of_a_browser_run_is_read() {
        let line =
            "test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.31s";
        assert_eq!(Counts::in_line(line), Some(counts(7, 0, 0)));
    }

    #[test]
    fn the_plain_closing_line_is_read() {
        assert_eq!(Counts::in_line("5 passed, 1 failed"), Some(counts(5, 1, 0)));
        assert_eq!(
            Counts::in_line("5 passed, 0 failed, 2 skipped"),
            Some(counts(5, 0, 2))
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "running 3 tests",
            "test a_pick ... ok",
            "",
            "3 passed",
            "passed, failed",
        ] {
            assert_eq!(Counts::in_line(line), None, "{line}");
        }
    }
}
