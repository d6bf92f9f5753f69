//! Any visitor of any project: every call ends with an answer or an error, and a session can be put away and taken up
//! again at any point.

use std::path::Path;
use std::sync::LazyLock;

use bavard_dialog::{
    Input, LocaleFile, Project, ProjectFiles, SessionStart, SessionState, Step, Waiting,
};
use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::configuration;
use crate::damage::{SOUND, damaged};
use crate::inputs::{Vocabulary, inputs};

const NOW: DateTime = date(2026, 11, 21).at(10, 30, 0, 0);

static SOUND_WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::of(&SOUND.dialog, &SOUND.locales[0].trsx));

static COFFEE: LazyLock<ProjectFiles> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coffee");
    let trsx = std::fs::read_to_string(folder.join("en-US/en-US.trsx")).unwrap();
    ProjectFiles {
        dialog: std::fs::read_to_string(folder.join("dialog.json")).unwrap(),
        locales: vec![LocaleFile {
            locale: "en-US".to_owned(),
            trsx,
        }],
    }
});

static COFFEE_PROJECT: LazyLock<Project> = LazyLock::new(|| Project::load(&COFFEE).unwrap());

static COFFEE_WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::of(&COFFEE.dialog, &COFFEE.locales[0].trsx));

/// Whatever the session waits for is answered in its own way before the next input, so that inputs reach past the
/// first fetch.
fn answer_to(waiting: &Waiting, project: &Project) -> Option<Input> {
    let data = || -> Map<String, Value> { Map::from_iter([("returnCode".to_owned(), "0".into())]) };
    let name = |id: &str| {
        let flow = project.flow();
        let node = flow.nodes.iter().find(|node| node.id == *id);
        node.map(|node| node.name.clone()).unwrap_or_default()
    };
    match waiting {
        Waiting::Kickoff | Waiting::Continue(_) => Some(Input::Empty),
        Waiting::Backend(_) => Some(Input::BackendReply(Ok(Value::Object(data())))),
        Waiting::ClientData(id) | Waiting::Escalation(id) => Some(Input::RequestedData {
            id: name(id),
            data: data(),
        }),
        _ => None,
    }
}

fn visit(project: &Project, inputs: &[Input]) {
    let channels = project.channels();
    let (Some(channel), Some(language)) = (channels.first(), project.languages().first().copied())
    else {
        return;
    };
    let Ok(mut state) = project.start(&SessionStart {
        channel: (*channel).to_owned(),
        language: language.to_owned(),
        data: Map::new(),
        seed: 7,
    }) else {
        return;
    };
    for (number, input) in inputs.iter().enumerate() {
        // Every third input comes as it is, even where the session waits for something else.
        let expected = answer_to(state.waiting(), project).filter(|_| number % 3 != 0);
        for input in expected.into_iter().chain([input.clone()]) {
            let put_away = serde_json::to_string(&state).unwrap();
            let taken_up: SessionState = serde_json::from_str(&put_away).unwrap();
            assert_eq!(taken_up, state);
            let step = project.execute(&state, input.clone(), NOW);
            let again = project.execute(&taken_up, input, NOW);
            assert_eq!(step, again, "a session that was read back answers the same");
            if let Ok(Step::Answer { state: next, .. } | Step::Fetch { state: next, .. }) = step {
                state = next;
            }
        }
    }
}

proptest! {
    #![proptest_config(configuration(192))]

    #[test]
    fn any_inputs_to_the_example_project_end_with_answers_or_errors(
        inputs in inputs(&COFFEE_WORDS)
    ) {
        visit(&COFFEE_PROJECT, &inputs);
    }

    #[test]
    fn any_inputs_to_a_damaged_project_that_loads_end_with_answers_or_errors(
        files in damaged(),
        inputs in inputs(&SOUND_WORDS)
    ) {
        if let Ok(project) = Project::load(&files) {
            visit(&project, &inputs);
        }
    }
}
