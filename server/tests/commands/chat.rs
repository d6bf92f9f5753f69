//! `bavard chat`, driven through a pipe.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use tempfile::TempDir;

use crate::support::{bavard, changed_kiosk, kiosk, run, stderr, stdout};

fn chat_with(folder: &Path, options: &[&str], lines: &[&str]) -> Output {
    let mut chat = bavard()
        .arg("chat")
        .arg(folder)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = chat.stdin.take().unwrap();
    // A chat that refuses to begin reads nothing.
    let _closed = input.write_all(lines.join("\n").as_bytes());
    drop(input);
    chat.wait_with_output().unwrap()
}

fn chat(lines: &[&str]) -> String {
    let output = chat_with(&kiosk(), &[], lines);
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

const WELCOME: &str = "\
bot  Welcome to the kiosk.
     What would you like?
     1) Tea
     2) Coffee
";

/// The kiosk, with drinks as something that nobody else may know.
fn secretive_kiosk() -> TempDir {
    let folder = changed_kiosk(|dialog| dialog);
    let training = folder.path().join("en-US/en-US.trsx");
    let text = fs::read_to_string(&training).unwrap();
    let plain = r#"<concept name="eDrink" dataType="alphanum"/>"#;
    assert!(text.contains(plain));
    let secret = r#"<concept name="eDrink" dataType="alphanum"><settings><setting name="isSensitive" value="true"/></settings></concept>"#;
    fs::write(training, text.replace(plain, secret)).unwrap();
    folder
}

fn saved_in(folder: &TempDir) -> (PathBuf, String) {
    let path = folder.path().join("talk.yaml");
    let command = format!(":save {}", path.display());
    (path, command)
}

#[test]
fn the_bot_begins_and_choices_are_numbered() {
    assert_eq!(chat(&[]), WELCOME);
}

#[test]
fn a_number_picks_the_choice_and_text_says_the_number_itself() {
    let shown = chat(&["1"]);
    assert!(
        shown.contains("(get_price waits for data, given drink=\"tea\")"),
        "{shown}"
    );
    let shown = chat(&[":text 1"]);
    assert!(!shown.contains("get_price"), "{shown}");
}

#[test]
fn data_for_the_client_is_asked_for_and_its_return_code_defaults_to_all_well() {
    let shown = chat(&["tea", ":data price=2.50"]);
    assert!(shown.contains("bot  That is 2.50."), "{shown}");
    let shown = chat(&["tea", r#":data {"price": "3.10", "returnCode": "0"}"#]);
    assert!(shown.contains("bot  That is 3.10."), "{shown}");
}

#[test]
fn words_where_data_is_expected_are_answered_with_how_to_give_it() {
    let shown = chat(&["tea", "two fifty"]);
    assert!(
        shown.ends_with("get_price waits for data: `:data KEY=VALUE ...`\n"),
        "{shown}"
    );
}

#[test]
fn the_designer_plays_the_backend_and_sees_its_request() {
    let shown = chat(&["coffee", ":data receipt=A1"]);
    assert!(
        shown.contains(r#"/charge with {"drink":"coffee"})"#),
        "{shown}"
    );
    assert!(shown.contains("bot  Your receipt is A1."), "{shown}");
}

#[test]
fn a_backend_can_be_answered_from_a_conversation_file() {
    let file = kiosk().join("conversations.yaml");
    let place = format!("{}#charged-twice", file.display());
    let output = chat_with(
        &kiosk(),
        &["--backend", &place],
        &["coffee", "coffee", "coffee"],
    );
    let shown = stdout(&output);
    assert!(shown.contains("bot  Your receipt is A1."), "{shown}");
    assert!(shown.contains("bot  The till does not answer."), "{shown}");
    assert!(
        shown.ends_with("(answer for it: `:data KEY=VALUE ...`)\n"),
        "the file has no third reply: {shown}"
    );
}

#[test]
fn a_conversation_that_the_file_does_not_have_is_named() {
    let file = kiosk().join("conversations.yaml");
    let place = format!("{}#nobody", file.display());
    let output = chat_with(&kiosk(), &["--backend", &place], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("`nobody`"), "{}", stderr(&output));
}

#[test]
fn a_latency_message_is_shown_and_the_chat_goes_on_by_itself() {
    let shown = chat(&["cake", ":data receipt=B2"]);
    let said = [
        "bot  Charging your card.",
        "(charge_later calls its backend)",
        "bot  Your receipt is B2.",
    ];
    let places: Vec<_> = said.iter().map(|text| shown.find(text)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{shown}"
    );
}

#[test]
fn events_reach_the_project() {
    let shown = chat(&[":event no_match"]);
    assert_eq!(shown.matches("What would you like?").count(), 2, "{shown}");
}

#[test]
fn the_state_tells_where_the_session_is_and_what_it_knows() {
    let shown = chat(&["tea", ":state"]);
    assert!(
        shown.contains("waits for   requested data at get_price"),
        "{shown}"
    );
    assert!(shown.contains(r#"entity      eDrink = "tea""#), "{shown}");
}

#[test]
fn answers_to_masked_questions_are_shown_nowhere() {
    let kiosk = secretive_kiosk();
    let (path, save) = saved_in(&kiosk);
    let output = chat_with(
        kiosk.path(),
        &[],
        &["cake", ":state", ":data", ":event NO_MATCH", ":cake", &save],
    );
    let shown = stdout(&output);
    assert!(shown.contains("you  •••"), "{shown}");
    assert!(shown.contains("entity      eDrink = •••"), "{shown}");
    assert!(
        shown.contains("turn 2 answers a masked question"),
        "{shown}"
    );
    let saved = fs::read_to_string(path).unwrap();
    assert!(saved.contains("text: MASKED"), "{saved}");
    assert!(!saved.contains("cake"), "{saved}");
}

#[test]
fn a_backend_is_shown_to_get_a_sensitive_value_but_not_which() {
    let showcase = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/showcase");
    let shown = stdout(&chat_with(
        &showcase,
        &["--channel", "Web_VA"],
        &["I have booking OB1001", "2468"],
    ));
    assert!(shown.contains("\"PIN\":\"•••\""), "{shown}");
    assert!(!shown.contains("2468"), "{shown}");
}

#[test]
fn restart_begins_a_new_session() {
    let shown = chat(&["tea", ":restart"]);
    assert!(shown.ends_with(WELCOME), "{shown}");
}

#[test]
fn after_the_end_the_designer_is_told_how_to_begin_again() {
    let shown = chat(&["tea", ":data price=1", "nothing", "hello"]);
    assert!(shown.contains("(the conversation is over)"), "{shown}");
    assert!(
        shown.ends_with("the conversation is over; `:restart` begins another\n"),
        "{shown}"
    );
}

#[test]
fn a_saved_conversation_passes_as_a_test_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (path, save) = saved_in(&folder);
    let lines = [
        "coffee",
        ":data receipt=A1",
        "cake",
        ":data receipt=B2",
        "1",
        ":data price=2",
        "nothing",
        &save,
        &save,
    ];
    let shown = chat(&lines);
    assert!(shown.contains("(saved as "), "{shown}");
    assert!(
        shown.contains("already; `:save` with another name"),
        "{shown}"
    );
    let output = run(&["test".as_ref(), &kiosk(), &path]);
    assert_eq!(stdout(&output), "ok   talk\n1 conversations, 0 failed\n");
}

#[test]
fn session_data_and_channel_are_chosen_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.json");
    fs::write(&file, r#"{"receipt": "Z9"}"#).unwrap();
    let place = format!("@{}", file.display());
    let output = chat_with(&kiosk(), &["--data", &place], &[":state"]);
    assert!(
        stdout(&output).contains(r#"variable    receipt = "Z9""#),
        "{}",
        stdout(&output)
    );
    let output = chat_with(&kiosk(), &["--data", "receipt=Y8"], &[":state"]);
    assert!(
        stdout(&output).contains(r#"variable    receipt = "Y8""#),
        "{}",
        stdout(&output)
    );
    let output = chat_with(&kiosk(), &["--channel", "Telepathy"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("Telepathy"), "{}", stderr(&output));
}

#[test]
fn the_nodes_of_a_turn_are_named_when_asked_for() {
    let output = chat_with(&kiosk(), &["--nodes"], &[]);
    assert!(
        stdout(&output).contains("(start > greeting > ask_drink)\nbot  Welcome"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn mistyped_commands_are_not_said() {
    let shown = chat(&[":dta a=b", ":help"]);
    assert!(shown.contains("there is no command `:dta`"), "{shown}");
    assert!(shown.contains(":data KEY=VALUE ..."), "{shown}");
}
