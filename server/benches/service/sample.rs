//! The project that is measured.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bavard_server::conversation_file::ConversationFile;

use crate::script::Script;

/// A project with the conversations that are held with it.
#[derive(Debug)]
pub(crate) struct Sample {
    /// Name and tag.
    pub(crate) name: &'static str,
    /// Where the project is.
    pub(crate) folder: PathBuf,
    /// Never empty.
    scripts: Vec<Arc<Script>>,
}

impl Sample {
    /// The travel project where it is, else an example. Conversations with fetches of the server's own are left out:
    /// what they take is the backend's time.
    pub(crate) fn read(output: &mut impl Write) -> Result<Sample, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let travel = root.join("../../shared/dialog/projects/travel");
        let (name, folder) = if travel.is_dir() {
            ("travel", travel)
        } else {
            writeln!(
                output,
                "the example coffee is measured: there is no ../shared/dialog/projects/travel"
            )?;
            ("coffee", root.join("../examples/coffee"))
        };
        let file = ConversationFile::read(&folder.join("conversations.yaml"))?;
        let scripts: Vec<Arc<Script>> = file
            .conversations
            .iter()
            .filter(|conversation| conversation.backend.is_empty())
            .map(|conversation| Arc::new(Script::new(name, &file, conversation)))
            .collect();
        writeln!(
            output,
            "{} of {} conversations of the project {name}: those whose nodes fetch nothing",
            scripts.len(),
            file.conversations.len()
        )?;
        if scripts.is_empty() {
            return Err("every conversation fetches something".into());
        }
        Ok(Sample {
            name,
            folder,
            scripts,
        })
    }

    /// All conversations.
    pub(crate) fn scripts(&self) -> &[Arc<Script>] {
        &self.scripts
    }

    /// All conversations over and over, beginning with another one for each visitor.
    pub(crate) fn scripts_from(&self, number: usize) -> impl Iterator<Item = Arc<Script>> {
        let first = number.checked_rem(self.scripts.len()).unwrap_or_default();
        self.scripts.iter().cycle().skip(first).cloned()
    }
}
