//! What a suite has come to so far.

use super::counts::Counts;
use crate::console;
use crate::failure::Failure;

/// Counts of a running suite.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: Counts,
    skipped: Option<&'static str>,
}

impl Tally {
    /// Adds what a runner's line says, if it is a closing line.
    pub(super) fn read(&mut self, line: &str) {
        if let Some(counts) = Counts::in_line(line) {
            self.counts += counts;
        }
    }

    /// Counts one check that is not a test runner's; one that fails is reported and the suite goes on.
    pub(super) fn check(&mut self, checked: Result<(), Failure>) {
        match checked {
            Ok(()) => self.passed(1),
            Err(failure) => {
                failure.report();
                self.failed(1);
            }
        }
    }

    /// Counts passed checks.
    pub(super) fn passed(&mut self, number: usize) {
        self.counts.passed += number;
    }

    /// Counts failed checks.
    pub(super) fn failed(&mut self, number: usize) {
        self.counts.failed += number;
    }

    /// The suite could not go on. Its runner may already have counted the failure that stopped it.
    pub(super) fn fail(&mut self) {
        self.counts.failed = self.counts.failed.max(1);
    }

    /// The suite is left out.
    pub(super) fn skip(&mut self, reason: &'static str) {
        console::say(format_args!("skipped: {reason}"));
        self.skipped = Some(reason);
    }

    /// The counts so far.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Why the suite was left out, if it was.
    pub(super) fn skipped(&self) -> Option<&'static str> {
        self.skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_runners_of_one_suite_add_up() {
        let mut tally = Tally::default();
        tally.read("test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured");
        tally.read("running 3 tests");
        tally.read("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured");
        let counts = tally.counts();
        assert_eq!((counts.passed, counts.failed, counts.skipped), (3, 2, 1));
    }

    #[test]
    fn a_suite_that_stops_without_a_count_has_failed() {
        let mut tally = Tally::default();
        tally.passed(4);
        tally.fail();
        assert_eq!(tally.counts().failed, 1);
    }

    #[test]
    fn a_failure_that_the_runner_counted_is_not_counted_twice() {
        let mut tally = Tally::default();
        tally.failed(2);
        tally.fail();
        assert_eq!(tally.counts().failed, 2);
    }
}
