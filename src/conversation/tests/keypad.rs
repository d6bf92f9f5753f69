//! What keys amount to, and what of them goes to the service.

use std::time::Duration;

use serde_json::Value;

use super::replies::{asking, question, saying};
use super::scene::{Scene, maybe_left};
use crate::conversation::{
    Action, CallAnswer, Dialled, Event, KeyMapping, Keypad, KeypadSettings, Pressed, Question,
    Selectable,
};
use crate::protocol::dlg::v1::common::recognition_settings::{DtmfMapping, DtmfSettings};
use crate::protocol::dlg::v1::common::{RecognitionSettings, UserInput, user_input};

const SHORT: Duration = Duration::from_millis(1500);
const LONG: Duration = Duration::from_millis(2500);

fn settings(keys: &[&str]) -> RecognitionSettings {
    RecognitionSettings {
        dtmf_mappings: keys.iter().map(|key| mapping(key)).collect(),
        dtmf_settings: Some(DtmfSettings {
            inter_digit_timeout: "2500ms".to_owned(),
            term_timeout: "1500ms".to_owned(),
            term_char: "#".to_owned(),
        }),
    }
}

fn mapping(key: &str) -> DtmfMapping {
    DtmfMapping {
        id: "SIZE".to_owned(),
        value: format!("size-{key}"),
        dtmf_key: key.to_owned(),
    }
}

fn keypad(keys: &[&str]) -> Keypad {
    Keypad::new(KeypadSettings::from_wire(settings(keys)).unwrap())
}

fn mapped(key: &str) -> Dialled {
    Dialled::Mapped(KeyMapping {
        id: "SIZE".to_owned(),
        value: format!("size-{key}"),
        keys: key.to_owned(),
    })
}

fn digits(digits: &str) -> Dialled {
    Dialled::Digits(digits.to_owned())
}

#[test]
fn a_mapped_key_answers_at_once() {
    let mut keypad = keypad(&["1", "2"]);
    assert_eq!(keypad.press('2'), Pressed::Dialled(mapped("2")));
    assert_eq!(keypad.pressed(), "");
}

#[test]
fn other_digits_are_collected_until_no_further_one_comes() {
    let mut keypad = keypad(&["0"]);
    assert_eq!(keypad.press('4'), Pressed::Waiting(LONG));
    assert_eq!(keypad.press('0'), Pressed::Waiting(LONG));
    assert_eq!(keypad.pressed(), "40");
    assert_eq!(keypad.time_is_up(), Pressed::Dialled(digits("40")));
    assert_eq!(keypad.time_is_up(), Pressed::Nothing);
}

#[test]
fn the_end_key_ends_digits_at_once_and_is_none_of_them() {
    let mut keypad = keypad(&[]);
    assert_eq!(keypad.press('#'), Pressed::Nothing);
    keypad.press('1');
    keypad.press('2');
    assert_eq!(keypad.press('#'), Pressed::Dialled(digits("12")));
}

#[test]
fn an_end_key_that_is_mapped_answers_where_it_ends_nothing() {
    let mut keypad = keypad(&["#"]);
    assert_eq!(keypad.press('#'), Pressed::Dialled(mapped("#")));
    keypad.press('1');
    assert_eq!(keypad.press('#'), Pressed::Dialled(digits("1")));
}

#[test]
fn keys_that_could_become_another_answer_wait_for_the_shorter_time() {
    let mut keypad = keypad(&["1", "12"]);
    assert_eq!(keypad.press('1'), Pressed::Waiting(SHORT));
    assert_eq!(keypad.time_is_up(), Pressed::Dialled(mapped("1")));
    keypad.press('1');
    assert_eq!(keypad.press('2'), Pressed::Dialled(mapped("12")));
    keypad.press('1');
    assert_eq!(keypad.press('3'), Pressed::Waiting(LONG));
}

#[test]
fn the_last_key_can_be_taken_back() {
    let mut keypad = keypad(&[]);
    keypad.press('4');
    keypad.press('5');
    assert_eq!(keypad.erase(), Pressed::Waiting(LONG));
    assert_eq!(keypad.pressed(), "4");
    assert_eq!(keypad.erase(), Pressed::Nothing);
    assert_eq!(keypad.erase(), Pressed::Nothing);
}

#[test]
fn other_keys_are_passed_over_and_so_is_what_is_too_much() {
    let mut keypad = keypad(&[]);
    assert_eq!(keypad.press('a'), Pressed::Nothing);
    for _ in 0..500 {
        keypad.press('1');
    }
    assert!(keypad.pressed().len() <= 64);
}

#[test]
fn a_question_without_keys_has_no_keypad() {
    assert_eq!(
        KeypadSettings::from_wire(RecognitionSettings::default()),
        None
    );
    let empty = RecognitionSettings {
        dtmf_settings: Some(DtmfSettings::default()),
        ..RecognitionSettings::default()
    };
    assert_eq!(KeypadSettings::from_wire(empty), None);
}

#[test]
fn what_the_service_leaves_unsaid_is_what_telephones_do() {
    let only_keys = RecognitionSettings {
        dtmf_mappings: vec![mapping("1")],
        ..RecognitionSettings::default()
    };
    let settings = KeypadSettings::from_wire(only_keys).unwrap();
    assert_eq!(settings.inter_digit_timeout, Duration::from_secs(3));
    assert_eq!(settings.term_timeout, Duration::ZERO);
    assert_eq!(settings.term_char, "#");
}

fn asked(selectables: Vec<Selectable>, mask: bool) -> Scene {
    Scene::asked(saying(
        &[],
        Action::Question(Question {
            keypad: KeypadSettings::from_wire(settings(&["1"])),
            selectables,
            mask,
            ..asking("Which size?")
        }),
    ))
}

fn dial(scene: &mut Scene, dialled: Dialled) -> UserInput {
    scene.happen(Event::Dial {
        dialled,
        ticket: None,
    });
    let payload = scene.executing().payload.clone().unwrap();
    payload.user_input.unwrap()
}

#[test]
fn a_mapped_key_goes_as_an_interpretation_and_shows_as_the_key() {
    let mut scene = asked(Vec::new(), false);
    let sent = dial(&mut scene, mapped("1"));
    assert_eq!(sent.input_mode, "dtmf");
    let Some(user_input::Input::Interpretation(sent)) = sent.input else {
        panic!("no interpretation");
    };
    assert_eq!(
        sent,
        user_input::Interpretation {
            confidence: 1.0,
            input_mode: "dtmf".to_owned(),
            data: [("SIZE".to_owned(), "size-1".to_owned())].into(),
            slot_literals: [("SIZE".to_owned(), "1".to_owned())].into(),
            ..user_input::Interpretation::default()
        }
    );
    assert_eq!(scene.last_line(), "choice: 1");
}

#[test]
fn a_mapped_key_shows_as_the_selectable_that_it_stands_for() {
    let small = Selectable {
        id: "SIZE".to_owned(),
        value: "size-1".to_owned(),
        text: "Small".to_owned(),
        description: String::new(),
        image: String::new(),
    };
    let mut scene = asked(vec![small], false);
    dial(&mut scene, mapped("1"));
    assert_eq!(scene.last_line(), "choice: Small");
}

#[test]
fn digits_go_as_text() {
    let mut scene = asked(Vec::new(), false);
    let sent = dial(&mut scene, digits("2468"));
    assert_eq!(sent.input_mode, "dtmf");
    assert_eq!(
        sent.input,
        Some(user_input::Input::UserText("2468".to_owned()))
    );
    assert_eq!(scene.last_line(), "user: 2468");
    scene.answer(question("Thank you."));
    assert_eq!(scene.last_line(), "bot: Thank you.");
}

#[test]
fn digits_of_a_masked_question_are_hidden_and_nothing_prints_them() {
    let mut scene = asked(Vec::new(), true);
    dial(&mut scene, digits("2468"));
    assert_eq!(scene.last_line(), "user: ***");
    assert!(!format!("{:?} {:?}", scene.conversation, scene.events).contains("2468"));
    let mut keypad = keypad(&[]);
    keypad.press('7');
    assert!(!format!("{keypad:?} {:?}", keypad.time_is_up()).contains('7'));
}

#[test]
fn keys_are_nothing_while_no_question_is_open() {
    let mut scene = Scene::new();
    scene.happen(Event::Dial {
        dialled: digits("1"),
        ticket: None,
    });
    assert!(scene.calls.is_empty());
    assert!(scene.lines().is_empty());
}

#[test]
fn a_question_that_is_kept_keeps_its_keys() {
    let scene = asked(Vec::new(), false);
    let question = scene.conversation.question().unwrap().clone();
    assert!(question.keypad.is_some());
    let mut restored = scene.returned();
    restored.end_call(Ok(CallAnswer::Status(Duration::from_secs(900))));
    let kept = restored.conversation.question().unwrap();
    assert_eq!(kept.keypad, question.keypad);
}

#[test]
fn digits_of_a_masked_question_are_not_kept() {
    let mut scene = asked(Vec::new(), true);
    dial(&mut scene, digits("2468"));
    let (head, entries) = scene.kept();
    let kept = [head.to_string(), Value::Array(entries).to_string()].concat();
    assert!(!kept.contains("2468"), "{kept}");
}

#[test]
fn keys_that_did_not_arrive_are_sent_again_after_a_reload() {
    for dialled in [digits("2468"), mapped("1")] {
        let mut scene = asked(Vec::new(), false);
        let sent = dial(&mut scene, dialled);
        scene.fail(maybe_left());
        let mut restored = scene.returned();
        restored.end_call(Ok(CallAnswer::Status(Duration::from_secs(900))));
        restored.happen(Event::Retry);
        let payload = restored.executing().payload.clone().unwrap();
        assert_eq!(payload.user_input, Some(sent));
    }
}
