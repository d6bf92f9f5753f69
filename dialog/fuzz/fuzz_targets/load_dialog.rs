//! Any `dialog.json` gives a report or a project, and a project that loads answers.

#![no_main]

use bavard_dialog::{Input, LocaleFile, Project, ProjectFiles, SessionStart, Step};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use serde_json::Map;

const TRAINING_DATA: &str = include_str!("../seeds/load_training_data/sizes.trsx");

fuzz_target!(|dialog: &str| {
    let files = ProjectFiles {
        dialog: dialog.to_owned(),
        locales: vec![LocaleFile {
            locale: "en-US".to_owned(),
            trsx: TRAINING_DATA.to_owned(),
        }],
    };
    let Ok(project) = Project::load(&files) else {
        return;
    };
    let start = SessionStart {
        channel: project
            .channels()
            .first()
            .copied()
            .unwrap_or("default")
            .to_owned(),
        language: project
            .languages()
            .first()
            .copied()
            .unwrap_or_default()
            .to_owned(),
        data: Map::new(),
        seed: 7,
    };
    let Ok(mut state) = project.start(&start) else {
        return;
    };
    let now = date(2026, 11, 21).at(10, 30, 0, 0);
    for text in ["", "a large one please", "yes", "stop"] {
        let input = match text {
            "" => Input::Empty,
            text => Input::Text(text.to_owned()),
        };
        if let Ok(Step::Answer { state: next, .. } | Step::Fetch { state: next, .. }) =
            project.execute(&state, input, now)
        {
            state = next;
        }
    }
});
