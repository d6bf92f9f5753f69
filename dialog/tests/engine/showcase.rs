//! The second example project: its conversations in both languages and by keys, and what conversation files cannot
//! tell of it.

use std::path::{Path, PathBuf};

use bavard_dialog::{Action, Input, Message, Project, ProjectFiles, Reply, SessionStart, Step};
use serde_json::{Map, json};

use crate::support::talk::{NOW, Talk, asked, picked, text};
use crate::support::{ConversationFile, play, read_project};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/showcase")
}

fn showcase() -> Project {
    let mut files: ProjectFiles = read_project(&folder(), "en-US");
    files
        .locales
        .extend(read_project(&folder(), "fr-FR").locales);
    Project::load(&files).unwrap_or_else(|error| panic!("{:#?}", error.findings))
}

fn play_file(name: &str) {
    let file = std::fs::read_to_string(folder().join(name)).unwrap();
    let file: ConversationFile = serde_saphyr::from_str(&file).unwrap();
    play(&showcase(), &file, NOW);
}

/// Which of the texts of a message are masked.
fn masks(message: &Message) -> Vec<bool> {
    message.visual.iter().map(|visual| visual.mask).collect()
}

/// A turn in which a backend is called once.
fn fetched(talk: &mut Talk<'_>, input: Input, reply: serde_json::Value) -> Reply {
    let step = talk.step(input).unwrap();
    assert!(matches!(step, Step::Fetch { .. }), "{step:#?}");
    talk.say(Input::BackendReply(Ok(reply)))
}

#[test]
fn the_showcase_project_loads_without_findings() {
    assert_eq!(showcase().findings(), []);
}

#[test]
fn its_conversations_play_as_written() {
    play_file("conversations.yaml");
}

#[test]
fn its_french_conversations_play_as_written() {
    play_file("conversations.fr-FR.yaml");
}

#[test]
fn its_conversations_by_keys_play_as_written() {
    play_file("conversations.phone.yaml");
}

#[test]
fn the_pin_is_masked_where_it_is_asked_for_and_where_it_is_shown() {
    let project = showcase();
    let (mut talk, _) = Talk::open(&project);
    let number = talk.say(picked("eGlobalCommands", "booking"));
    assert!(!asked(&number).mask);
    let pin = talk.say(text("OB1001"));
    assert!(asked(&pin).mask);
    let booking = json!({
        "bike": "Tandem", "station": "The quay", "pickupDate": "20310612", "returnDate": "20310614",
        "total": { "unit": "USD", "number": 96 },
    });
    let shown = fetched(
        &mut talk,
        text("2468"),
        json!({ "returnCode": "0", "booking": booking }),
    );
    assert_eq!(masks(&shown.messages[0]), [false, true]);
}

#[test]
fn a_masked_variable_masks_its_own_text_only() {
    let project = showcase();
    let (mut talk, _) = Talk::open(&project);
    talk.say(text("a voucher for $50"));
    let latency = talk.say(text("Tom"));
    assert!(matches!(latency.action, Action::Continue(_)));
    let sold = json!({ "returnCode": "0", "voucherCode": "OTTER-7F3K", "validUntil": "20330612" });
    let shown = fetched(&mut talk, Input::Empty, sold);
    assert_eq!(masks(&shown.messages[0]), [false, true]);
    let view = shown.messages[0].view.as_ref().unwrap();
    assert_eq!(view.id, "ticket festive");
}

#[test]
fn bikes_come_with_pictures_and_colors_with_their_color() {
    let project = showcase();
    let (mut talk, _) = Talk::open(&project);
    let stations = json!({ "STATION": [{ "literal": "quay" }] });
    let bikes = fetched(
        &mut talk,
        picked("eGlobalCommands", "rent"),
        json!({ "returnCode": "0", "stationData": stations }),
    );
    for item in &asked(&bikes).selectables {
        assert!(
            item.image_uri.starts_with("data:image/png;base64,"),
            "{}",
            item.value
        );
        assert!(!item.description.is_empty(), "{}", item.value);
    }
    let colors = talk.say(picked("BIKE_TYPE", "tandem"));
    let described = asked(&colors)
        .selectables
        .iter()
        .map(|item| item.description.as_str())
        .collect::<Vec<_>>();
    assert_eq!(
        described,
        ["#2f7d5b", "#2f5fa8", "#c0443a", "#e0b030", "#7a828a"]
    );
}

/// A session on the channel with keys, opened.
fn open_by_keys(project: &Project) -> (Talk<'_>, Reply) {
    let start = SessionStart {
        channel: "Phone".to_owned(),
        language: "en-US".to_owned(),
        data: Map::new(),
        seed: 7,
    };
    let mut talk = Talk::resume(project, project.start(&start).unwrap());
    let reply = talk.say(Input::Empty);
    (talk, reply)
}

/// Time-out, pause between keys and last key of a question.
fn limits(reply: &Reply) -> [&str; 3] {
    let settings = asked(reply).recognition_settings.as_ref().unwrap();
    let keys = settings.dtmf.as_ref().unwrap();
    let collection = settings.collection.as_ref().unwrap();
    [
        &collection.timeout,
        &keys.inter_digit_timeout,
        &keys.term_char,
    ]
}

#[test]
fn keys_stand_for_answers_and_for_commands_on_the_channel_that_has_them() {
    let project = showcase();
    let (_, menu) = open_by_keys(&project);
    let settings = asked(&menu).recognition_settings.as_ref().unwrap();
    let keys = settings
        .dtmf_mappings
        .iter()
        .map(|mapping| (mapping.dtmf_key.as_str(), mapping.value.as_str()))
        .collect::<Vec<_>>();
    assert_eq!(
        keys,
        [
            ("1", "rent"),
            ("2", "booking"),
            ("3", "voucher"),
            ("4", "contact"),
            ("5", "hours"),
            ("0", "agent"),
            ("9", "main menu"),
        ]
    );
}

#[test]
fn limits_come_from_the_channel_and_from_the_question_that_has_its_own() {
    let project = showcase();
    let (mut talk, menu) = open_by_keys(&project);
    assert_eq!(limits(&menu), ["7000ms", "2500ms", "#"]);
    talk.say(picked("eGlobalCommands", "booking"));
    let pin = talk.say(text("OB1001"));
    assert_eq!(limits(&pin), ["7000ms", "3000ms", "#"]);
}
