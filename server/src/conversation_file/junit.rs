//! The report as JUnit XML, which continuous integration reads.

use std::io;
use std::path::Path;

use quick_junit::{NonSuccessKind, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::player::ConversationResult;
use super::report::failure_lines;
use super::run::{FileResult, Report};
use crate::terminal::Paint;

/// Writes the report as JUnit XML: a suite for each file, a test case for each conversation. Characters that XML does
/// not allow are left out.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write_junit(report: &Report, output: impl io::Write) -> Result<(), SerializeError> {
    let mut junit = quick_junit::Report::new("bavard test");
    junit.add_test_suites(report.files.iter().map(suite));
    junit.set_time(report.results().map(|result| result.took).sum());
    junit.serialize(output)
}

fn suite(file: &FileResult) -> TestSuite {
    let mut suite = TestSuite::new(file.path.display().to_string());
    suite.add_test_cases(file.results.iter().map(|result| case(&file.path, result)));
    suite.set_time(file.results.iter().map(|result| result.took).sum());
    suite
}

fn case(path: &Path, result: &ConversationResult) -> TestCase {
    let status = match &result.failed {
        None => TestCaseStatus::success(),
        Some(failed) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let keys = failed
                .mismatches
                .iter()
                .map(|mismatch| mismatch.difference().what().to_owned());
            let keys = keys.collect::<Vec<_>>().join(", ");
            status.set_type("difference");
            status.set_message(format!("turn {}, {}: {keys}", failed.number, failed.input));
            let lines = failure_lines(path, &result.played, failed, Paint::Plain);
            status.set_description(lines.join("\n"));
            status
        }
    };
    let mut case = TestCase::new(result.id.as_str(), status);
    let classname = path.file_stem().unwrap_or_default().to_string_lossy();
    case.set_classname(classname.as_ref());
    case.set_time(result.took);
    case
}
