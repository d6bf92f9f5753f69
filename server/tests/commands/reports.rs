//! What `bavard test` writes for other programs, and what it says about coverage.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use quick_junit::{Report, TestCaseStatus};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{bavard, kiosk, stderr, stdout};

/// A folder with the files of a test in it.
struct Files(TempDir);

impl Files {
    fn new() -> Files {
        Files(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn conversations(&self, name: &str, conversations: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, format!("conversations:\n{conversations}")).unwrap();
        path
    }
}

fn test(files: &[&Path], options: &[&str]) -> Output {
    let mut command = bavard();
    command.arg("test").arg(kiosk()).args(files).args(options);
    command.output().unwrap()
}

fn junit_of(files: &[&Path]) -> (Output, Report) {
    let folder = Files::new();
    let path = folder.path("results.xml");
    let output = test(files, &["--junit", path.to_str().unwrap()]);
    let xml = fs::read_to_string(path).unwrap();
    (output, Report::deserialize_from_str(&xml).unwrap())
}

#[test]
fn each_file_is_a_junit_suite_and_each_conversation_a_case() {
    let files = Files::new();
    let failing = files.conversations(
        "second.yaml",
        "- {id: sound, turns: [{kick: true}]}\n- {id: wrong, turns: [{kick: true, expect: {node: cellar}}]}\n",
    );
    let (output, report) = junit_of(&[&kiosk().join("conversations.yaml"), &failing]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let counts: Vec<_> = report
        .test_suites
        .iter()
        .map(|suite| (suite.tests, suite.failures))
        .collect();
    assert_eq!(counts, [(3, 0), (2, 1)]);
    let case = &report.test_suites[1].test_cases[1];
    assert_eq!(case.name.as_str(), "wrong");
    assert!(case.time.is_some());
    let TestCaseStatus::NonSuccess {
        message,
        description,
        ..
    } = &case.status
    else {
        panic!("{case:?}");
    };
    assert_eq!(message.as_ref().unwrap().as_str(), "turn 1, kick: node");
    let description = description.as_ref().unwrap().as_str();
    assert!(description.contains("expected  cellar"), "{description}");
    assert!(description.contains("second.yaml:3"), "{description}");
}

#[test]
fn control_characters_do_not_break_the_xml() {
    let files = Files::new();
    let file = files.conversations(
        "conversations.yaml",
        r#"- {id: "bell \a & <tag>", turns: [{kick: true, expect: {texts: ["]]> \e[31m\u0001"]}}]}"#,
    );
    let (_, report) = junit_of(&[&file]);
    let case = &report.test_suites[0].test_cases[0];
    assert_eq!(case.name.as_str(), "bell  & <tag>");
}

#[test]
fn results_come_in_the_order_of_the_files_however_long_each_takes() {
    let files = Files::new();
    let long = "{kick: true}, {text: cake, expect: {action: continue}}";
    let list: Vec<String> = (0..40)
        .map(|number| {
            let turns = if number % 2 == 0 {
                long
            } else {
                "{kick: true}"
            };
            format!("- {{id: c{number:02}, turns: [{turns}]}}\n")
        })
        .collect();
    let file = files.conversations("conversations.yaml", &list.concat());
    let output = stdout(&test(&[&file], &[]));
    let ids: Vec<_> = output
        .lines()
        .filter_map(|line| line.strip_prefix("ok   "))
        .collect();
    let expected: Vec<_> = (0..40).map(|number| format!("c{number:02}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn only_some_conversations_are_played_when_asked() {
    let file = kiosk().join("conversations.yaml");
    let output = test(&[&file], &["--only", "charged-*"]);
    assert_eq!(
        stdout(&output),
        "ok   charged-twice\nok   charged-later\n2 conversations, 0 failed\n"
    );
    let output = test(&[&file], &["--only", "twice"]);
    assert_eq!(
        stdout(&output),
        "ok   charged-twice\n1 conversations, 0 failed\n"
    );
    let output = test(&[&file], &["--only", "nothing"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("`nothing`"), "{}", stderr(&output));
}

#[test]
fn several_files_are_told_apart_by_their_names() {
    let files = Files::new();
    let first = files.conversations("first.yaml", "- {id: a, turns: [{kick: true}]}\n");
    let second = files.conversations("second.yaml", "- {id: a, turns: [{kick: true}]}\n");
    let output = stdout(&test(&[&first, &second], &[]));
    let expected = format!(
        "{}\nok   a\n{}\nok   a\n2 conversations, 0 failed\n",
        first.display(),
        second.display()
    );
    assert_eq!(output, expected);
}

#[test]
fn an_invalid_file_is_told_with_line_and_column_and_shown_there() {
    let files = Files::new();
    let file = files.conversations(
        "wrong.yaml",
        "- id: a\n  turns:\n  - kick: true\n    expect: {txts: [a]}\n",
    );
    let output = test(&[&file], &[]);
    assert_eq!(output.status.code(), Some(1));
    let message = stderr(&output);
    for piece in ["wrong.yaml", "line 5 column 14", "`txts`", "texts"] {
        assert!(message.contains(piece), "{piece} is not in {message}");
    }
}

#[test]
fn coverage_tells_the_shares_and_the_names_of_what_was_left_out() {
    let files = Files::new();
    let file = files.conversations("short.yaml", "- {id: a, turns: [{kick: true}]}\n");
    let output = stdout(&test(&[&file], &["--coverage"]));
    let (_, coverage) = output
        .split_once("Covered\n")
        .expect("the coverage is told");
    assert!(coverage.starts_with("  nodes "), "{coverage}");
    assert!(coverage.contains("\nNot covered\n"), "{coverage}");
    let lines: Vec<_> = coverage.lines().map(str::trim).collect();
    assert!(lines.contains(&"node       get_price"), "{coverage}");
    assert!(!lines.contains(&"node       ask_drink"), "{coverage}");
    assert!(
        lines.contains(&"transition get_price -> say_price (success)"),
        "{coverage}"
    );
    assert!(
        lines.contains(&"prompt     get_price: One moment."),
        "{coverage}"
    );
}

#[test]
fn coverage_as_json_counts_everything_by_name() {
    let files = Files::new();
    let file = files.conversations(
        "short.yaml",
        "- {id: a, turns: [{kick: true}, {text: tea}]}\n",
    );
    let path = files.path("coverage.json");
    let options = [
        "--coverage-format",
        "json",
        "--coverage-file",
        path.to_str().unwrap(),
    ];
    let output = test(&[&file], &options);
    assert!(!stdout(&output).contains("Covered"), "the file takes it");
    let coverage: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let nodes = coverage["components"][0]["nodes"].as_array().unwrap();
    let times = |name: &str| {
        let node = nodes.iter().find(|node| node["name"] == name).unwrap();
        node["times"].as_u64().unwrap()
    };
    assert_eq!(times("get_price"), 1);
    assert_eq!(times("say_price"), 0);
    let total = coverage["nodes"]["total"].as_u64().unwrap();
    let covered = coverage["nodes"]["covered"].as_u64().unwrap();
    assert!(0 < covered && covered < total);
    assert_eq!(coverage["nodes"]["percent"], covered * 100 / total);
}

#[test]
fn nothing_is_coloured_off_a_terminal() {
    let files = Files::new();
    let file = files.conversations(
        "c.yaml",
        "- {id: a, turns: [{kick: true, expect: {action: end}}]}\n",
    );
    let output = test(&[&file], &["--coverage"]);
    assert!(!stdout(&output).contains('\u{1b}'));
}
