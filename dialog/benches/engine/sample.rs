//! The projects that are measured.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bavard_dialog::understanding::{Ontology, Piece, TrainingData, Understanding};
use bavard_dialog::{Input, LocaleFile, Project, ProjectFiles};
use jiff::civil::{DateTime, date};

use crate::conversation::ConversationFile;
use crate::recording::{Turn, record};

/// The time of all turns.
pub(crate) const NOW: DateTime = date(2026, 11, 21).at(10, 30, 0, 0);

const LOCALE: &str = "en-US";

/// A project with the turns of its conversations.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) files: ProjectFiles,
    pub(crate) project: Project,
    pub(crate) turns: Vec<Turn>,
    training: TrainingData,
}

impl Sample {
    /// Every project that is there.
    pub(crate) fn all() -> Result<Vec<Sample>, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut samples = vec![Sample::read("coffee", root.join("../examples/coffee"))?];
        let travel = root.join("../../shared/dialog/projects/travel");
        if travel.is_dir() {
            samples.push(Sample::read("travel", travel)?);
        } else {
            writeln!(
                io::stdout(),
                "travel is not measured: there is no ../shared/dialog/projects/travel"
            )?;
        }
        Ok(samples)
    }

    fn read(name: &'static str, folder: PathBuf) -> Result<Sample, Box<dyn Error>> {
        let trsx = fs::read_to_string(folder.join(LOCALE).join(format!("{LOCALE}.trsx")))?;
        let training = TrainingData::parse(&trsx)?;
        let files = ProjectFiles {
            dialog: fs::read_to_string(folder.join("dialog.json"))?,
            locales: vec![LocaleFile {
                locale: LOCALE.to_owned(),
                trsx,
            }],
        };
        let project = Project::load(&files)?;
        let conversations = fs::read_to_string(folder.join("conversations.yaml"))?;
        let conversations: ConversationFile = serde_saphyr::from_str(&conversations)?;
        let turns = record(&project, &conversations)?;
        Ok(Sample {
            name,
            files,
            project,
            turns,
            training,
        })
    }

    /// The understanding of the locale, trained anew.
    pub(crate) fn train(&self) -> Understanding {
        Understanding::train(LOCALE, &self.training, &Ontology::default()).0
    }

    /// The understanding of a thousand samples: those of the project over and over, each time with other words.
    pub(crate) fn train_a_thousand(&self) -> Understanding {
        let mut training = self.training.clone();
        let samples = self.training.samples.iter().cycle().take(1_000);
        training.samples = samples
            .cloned()
            .enumerate()
            .map(|(number, mut sample)| {
                let words = format!("word{} word{}", number % 97, number % 89);
                sample.pieces.push(Piece::Text(words));
                sample
            })
            .collect();
        Understanding::train(LOCALE, &training, &Ontology::default()).0
    }

    /// What visitors could write as well, in words that no sample has.
    pub(crate) fn unfamiliar_texts(&self) -> Vec<String> {
        let texts = self.texts().into_iter();
        texts
            .map(|text| format!("hello again and {text} if that were at all posible"))
            .collect()
    }

    /// An entity with a list of values.
    pub(crate) fn list_entity(&self) -> Option<&str> {
        let first = self.training.dictionary.first();
        first.map(|entry| entry.entity.as_str())
    }

    /// What visitors write in the conversations.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let texts = self.turns.iter().filter_map(|turn| match &turn.input {
            Input::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }
}
