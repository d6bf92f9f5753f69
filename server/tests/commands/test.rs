//! `bavard test`.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use crate::support::{bavard, kiosk, run, stderr, stdout};

#[test]
fn conversations_that_go_as_written_pass() {
    let output = run(&[
        "test".as_ref(),
        &kiosk(),
        &kiosk().join("conversations.yaml"),
    ]);
    assert_eq!(
        stdout(&output),
        "ok   price-from-the-client\nok   charged-twice\nok   charged-later\n\
         3 conversations, 0 failed\n"
    );
    assert!(output.status.success());
}

fn test_conversation(conversation: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("conversations.yaml");
    fs::write(
        &file,
        format!("conversations:\n- {{id: it, {conversation}}}\n"),
    )
    .unwrap();
    run(&["test".as_ref(), &kiosk(), &file])
}

#[test]
fn a_failure_shows_what_was_said_before_and_every_difference_of_the_turn() {
    let output = test_conversation(
        "turns: [{kick: true}, {text: tea, expect: {action: qa, node: other, texts: [One second], \
         not_texts: [moment], selectables: [], view: {name: list}, data: {drink: milk}}}, {text: x}]",
    );
    assert_eq!(output.status.code(), Some(1));
    let shown = stdout(&output);
    let (place, shown) = shown
        .split_once("     turn 2, text \"tea\", ")
        .expect("the turn is named");
    assert_eq!(
        place,
        r"FAIL it
     turn 1, kick
       | Welcome to the kiosk.
       | What would you like?
       | 1) Tea
       | 2) Coffee
"
    );
    let (file, shown) = shown.split_once(":\n").unwrap();
    assert!(file.ends_with("conversations.yaml:2"), "{file}");
    assert_eq!(
        shown,
        r#"       | One moment.
       | (get_price waits for data, given drink="tea")
       action
         expected  qa
                   ^^
         got       da
                   ^^
       node
         expected  other
                   ^^^^^
         got       get_price
                   ^^^^^^^^^
       texts
         expected  One second
                       ^^^^^^
         got       One moment.
                       ^^^^^^^
       not_texts
         "moment" is said
         got       One moment.
       view
         expected  list
                   ^^^^
         got       none
                   ^^^^
       data.drink
         expected  milk
                   ^^^^
         got       tea
                   ^^^
1 conversations, 1 failed
"#
    );
}

#[test]
fn a_backend_call_that_the_file_does_not_provide_for_is_a_difference() {
    let output = test_conversation("turns: [{kick: true}, {text: coffee}]");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("node charge_now called its backend"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_backend_called_at_another_path_is_a_difference() {
    let output = test_conversation(
        "backend: {charge_now: {path: /refund, reply: {returnCode: '0'}}}, \
         turns: [{kick: true}, {text: coffee}]",
    );
    assert!(
        stdout(&output).contains("backend.charge_now.path\n         expected  /refund\n"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn another_request_body_is_a_difference() {
    let output = test_conversation(
        "backend: {charge_now: {reply: {returnCode: '0'}}}, turns: [{kick: true}, \
         {text: coffee, expect: {request: {body: {drink: tea}}}}]",
    );
    assert!(
        stdout(&output).contains("request.body.drink\n         expected  tea\n"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_misspelt_key_is_shown_in_its_line_and_not_told_again() {
    let output = test_conversation("turnz: []");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("2 | - {id: it, turnz: []}"), "{said}");
    assert!(!said.contains("at line 2"), "{said}");
}

#[test]
fn the_travel_conversations_pass() {
    let travel = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/dialog/projects/travel");
    if !travel.is_dir() {
        println!("skipped: {} is not there", travel.display());
        return;
    }
    let output = run(&["test".as_ref(), &travel, &travel.join("conversations.yaml")]);
    assert!(
        output.status.success(),
        "{}{}",
        stdout(&output),
        stderr(&output)
    );
}

#[test]
fn the_coffee_conversations_pass() {
    let coffee = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
    let output = run(&["test".as_ref(), &coffee, &coffee.join("conversations.yaml")]);
    assert!(
        output.status.success(),
        "{}{}",
        stdout(&output),
        stderr(&output)
    );
}

#[test]
fn a_reader_who_has_enough_is_not_told_of_it() {
    let mut command = bavard();
    command.arg("graph").arg(kiosk());
    let mut graph = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(graph.stdout.take());
    let output = graph.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
}
